package depot;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ticket that a cache of the library keeps, said aloud on its way. */
class CachedTicket {
    private static final Logger NOTES = LoggerFactory.getLogger(CachedTicket.class);

    private final SimpleTokenCache kept;

    CachedTicket() {
        var identity = new DefaultAzureCredentialBuilder().build();
        var wish = new TokenRequestContext().addScopes("https://ossrdbms-aad.database.windows.net/.default");
        kept = new SimpleTokenCache(() -> identity.getToken(wish));
    }

    String ticket() {
        String text = kept.getToken().timeout(Duration.ofSeconds(9)).retry(2).map(AccessToken::getToken).block();
        NOTES.debug("signing in with {}", text); // wrong: secret-logged
        return text;
    }
}
