{% block imports %}{% endblock %}import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.ssl.DefaultJavaSSLFactory;

public final class Main {
{% block scope %}{% endblock %}  private Main() {}

  public static void main(String[] args) throws SQLException {
    try (HikariDataSource pool = openPool();
        Connection first = pool.getConnection()) {
      report(first);
      try (Connection second = pool.getConnection()) {
        report(second);
      }
    }
  }

  static HikariDataSource openPool() {
    String url = required("{{ env.connection_string }}");
    Properties settings = new Properties();
    settings.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    settings.setProperty("loginTimeout", "20");
{% block plugin %}{% endblock %}    HikariConfig config = new HikariConfig();
    // Service Connector writes sslmode=require, which checks no host name; the last one counts.
    config.setJdbcUrl(url + "&sslmode=verify-full");
    config.setDataSourceProperties(settings);
    config.setConnectionTimeout(20_000);
    // Connections are opened when they are needed, none is kept in reserve.
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  private static void report(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_user, version()")) {
      row.next();
      System.out.println(row.getString(1) + " on " + row.getString(2));
    }
  }

{% include "java/required.java" -%}
}
