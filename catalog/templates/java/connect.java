{% block imports %}{% endblock %}import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.ssl.DefaultJavaSSLFactory;

public final class Main {
{% block scope %}{% endblock %}  private Main() {}

  public static void main(String[] args) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_user, version()")) {
      row.next();
      System.out.println(row.getString(1) + " on " + row.getString(2));
    }
  }

  static Connection connect() throws SQLException {
    String url = required("{{ env.connection_string }}");
    Properties settings = new Properties();
    settings.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    settings.setProperty("loginTimeout", "20");
{% block plugin %}{% endblock %}    // Service Connector writes sslmode=require, which checks no host name; the last one counts.
    return DriverManager.getConnection(url + "&sslmode=verify-full", settings);
  }

{% include "java/required.java" -%}
}
