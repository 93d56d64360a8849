package shop.data;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.util.Collections;
import java.util.Optional;

public class PooledStore {
    interface Names {
        String URL = "AZURE_POSTGRESQL_CONNECTIONSTRING";
        String AUDIENCE = "https://ossrdbms-aad.database.windows.net";
    }

    static HikariDataSource open() {
        var who = new ManagedIdentityCredentialBuilder().build();
        var hikari = new HikariConfig();
        hikari.setJdbcUrl(
                Optional.ofNullable(System.getenv(Names.URL))
                        .orElse("jdbc:postgresql://shop.postgres.database.azure.com/shop?sslmode=verify-full"));
        hikari.setUsername("shop");
        return new HikariDataSource(hikari) {
            @Override
            public Credentials getCredentials() {
                return Credentials.of(getUsername(), tokenFor(who));
            }
        };
    }

    private static String tokenFor(TokenCredential whoever) {
        TokenRequestContext asking = new TokenRequestContext();
        asking.setScopes(Collections.singletonList(Names.AUDIENCE + "/.default"));
        return whoever.getToken(asking).block().getToken();
    }
}
