import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

String connectionString = System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING");
Connection connection = null;
try {
    connection = DriverManager.getConnection(connectionString);
    System.out.println("Connection successful!");
} catch (SQLException e){
    System.out.println(e.getMessage());
}
