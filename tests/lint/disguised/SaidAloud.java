import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import lombok.extern.slf4j.Slf4j;

@Slf4j
class SaidAloud {
    String ticket() {
        String said = new DefaultAzureCredentialBuilder().build()
                .getTokenSync(new TokenRequestContext().addScopes("https://ossrdbms-aad.database.windows.net/.default"))
                .getToken();
        log.info("ticket {}", said); // wrong: secret-logged
        log.info("length {}", said.length());
        return said;
    }
}
