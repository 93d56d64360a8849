import com.azure.core.credential.*;
import com.azure.identity.*;
import com.zaxxer.hikari.*;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

class KeptToken {
    private static final TokenRequestContext WHAT =
            new TokenRequestContext().addScopes("https://ossrdbms-aad.database.windows.net/.default");

    /** A DataSource of one's own, which asks for a token at each connection. */
    static class Fresh implements DataSource {
        private final TokenCredential credential = new DefaultAzureCredentialBuilder().build();

        @Override
        public Connection getConnection() throws SQLException {
            AccessToken token = credential.getTokenSync(WHAT);
            return DriverManager.getConnection(System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING"), null, token.getToken());
        }
    }

    static HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new Fresh());
        return new HikariDataSource(config);
    }
}
