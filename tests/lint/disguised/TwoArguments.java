import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class TwoArguments {
    static Connection open(String ticket) throws SQLException {
        String address = System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING");
        String secret = "password=" + ticket;
        return DriverManager.getConnection(address, secret); // wrong: broken-call
    }
}
