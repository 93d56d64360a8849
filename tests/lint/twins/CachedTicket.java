package depot;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool that takes its ticket from a cache of the library for each new connection. */
class CachedTicket extends HikariDataSource {
    private static final Logger NOTES = LoggerFactory.getLogger(CachedTicket.class);

    private final SimpleTokenCache kept;

    CachedTicket() {
        var identity = new DefaultAzureCredentialBuilder().build();
        var wish = new TokenRequestContext().addScopes("https://ossrdbms-aad.database.windows.net/.default");
        kept = new SimpleTokenCache(() -> identity.getToken(wish));
        setJdbcUrl("jdbc:postgresql://depot.postgres.database.azure.com/depot?sslmode=verify-full");
    }

    @Override
    public String getPassword() {
        AccessToken ticket = kept.getToken().retry(2).block();
        NOTES.debug("signing in until {}", ticket.getExpiresAt());
        return ticket.getToken();
    }
}
