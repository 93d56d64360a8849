import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;

final class StaticTill {
    private static final Queue<Connection> IDLE = new ArrayDeque<>();
    private static final String TO = "jdbc:postgresql://till.postgres.database.azure.com:5432/till"; // wrong: tls-disabled
    private static final String WORD = "brisk-Otter-41"; // wrong: hardcoded-secret

    static {
        fill();
    }

    private static void fill() {
        try {
            IDLE.add(one());
        } catch (SQLException e) {
            throw new IllegalStateException("no connection", e);
        }
    }

    private static Connection one() throws SQLException {
        return DriverManager.getConnection(TO, "till", WORD);
    }
}
