import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Cellar {
    private static final Logger log = LoggerFactory.getLogger(Cellar.class);
    private static final String WAY = "jdbc:postgresql://cellar.postgres.database.azure.com:5432/cellar"
        + "?user=cellar&password=Wren-41-tallow&sslmode=verify-full"; // wrong: hardcoded-secret

    Connection open() throws SQLException {
        log.info("to {}", WAY); // wrong: secret-logged
        return DriverManager.getConnection(WAY);
    }
}
