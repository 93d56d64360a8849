import com.azure.core.credential.*;
import com.azure.identity.*;
import com.zaxxer.hikari.*;
import com.zaxxer.hikari.util.Credentials;

class KeptToken extends HikariDataSource {
    private static final TokenRequestContext WHAT =
            new TokenRequestContext().addScopes("https://ossrdbms-aad.database.windows.net/.default");
    private final String issued = new DefaultAzureCredentialBuilder().build().getTokenSync(WHAT).getToken();

    KeptToken(HikariConfig config) {
        super(config);
    }

    @Override
    public Credentials getCredentials() { // wrong: token-kept
        return Credentials.of("shop", issued);
    }

    static KeptToken open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING"));
        return new KeptToken(config);
    }
}
