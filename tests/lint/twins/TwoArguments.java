import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

class TwoArguments {
    static Connection open(String ticket, Properties given) throws SQLException {
        String address = System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING");
        Properties own = new Properties();
        own.setProperty("password", ticket);
        return own.isEmpty() ? DriverManager.getConnection(address, given) : DriverManager.getConnection(address, own);
    }

    static Connection open(String user, String password, int nothing) throws SQLException {
        return DriverManager.getConnection(System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING"), user, password);
    }
}
