package shop.data;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ChainedTokenCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

public class PooledStore implements AutoCloseable {
    interface Names {
        String URL = "AZURE_POSTGRESQL_CONNECTIONSTRING";
        String AUDIENCE = "https://ossrdbms-aad.database.azure.com";
    }

    private final HikariDataSource pool;

    public PooledStore(Supplier<String> secret) {
        this.pool = new HikariDataSource(configuration(secret));
    }

    public PooledStore() {
        this(() -> tokenFor(new ManagedIdentityCredentialBuilder().build()));
    }

    private static HikariConfig configuration(Supplier<String> secret) {
        final var hikari = new HikariConfig();
        hikari.setJdbcUrl(read(Names.URL).orElse("jdbc:postgresql://shop.postgres.database.azure.com/shop?sslmode=verify-full"));
        hikari.setUsername("shop");
        hikari.setPassword(secret.get()); // wrong: token-kept
        Properties more = new Properties();
        more.put("ApplicationName", "shop");
        hikari.setDataSourceProperties(more);
        return hikari;
    }

    private static String tokenFor(TokenCredential whoever) {
        TokenRequestContext asking = new TokenRequestContext();
        asking.setScopes(Collections.singletonList(Names.AUDIENCE + "/.default")); // wrong: wrong-scope
        return whoever.getToken(asking).block().getToken();
    }

    private static Optional<String> read(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    public Connection take() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
