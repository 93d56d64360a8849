import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

final class Shapes {
    private static final Map<String, String> ENVIRONMENT = System.getenv();
    private static final Function<String, String> NEEDED = name -> {
        var value = ENVIRONMENT.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    };

    record Place(String host, String database, Map<String, String> parameters) {
        String url() {
            StringBuilder text = new StringBuilder("jdbc:postgresql://").append(host).append('/').append(database).append("?");
            text.append("sslmode=").append(parameters.get("sslmode"));
            return text.toString();
        }
    }

    private enum Mode { LOOSE, STRICT }

    static Place place(Mode mode) {
        var parameters = new HashMap<String, String>();
        switch (mode) {
            case LOOSE -> parameters.put("sslmode", "allow"); // wrong: tls-disabled
            default -> parameters.put("sslmode", "disable"); // wrong: tls-disabled
        }
        return new Place("shop.postgres.database.azure.com", "shop", parameters);
    }

    static AccessToken issued() {
        ClientSecretCredential credential = new ClientSecretCredentialBuilder()
                .clientId(NEEDED.apply("AZURE_POSTGRESQL_CLIENTSECRET")) // wrong: credential-arguments
                .clientSecret(NEEDED.apply("AZURE_POSTGRESQL_CLIENTID"))
                .tenantId(NEEDED.apply("AZURE_POSTGRESQL_TENANTID"))
                .build();
        String[] scopes = {"https://ossrdbms-aad.database.windows.net"}; // wrong: scope-without-default
        return credential.getTokenSync(new TokenRequestContext().addScopes(scopes));
    }

    static Connection first() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "shop");
        properties.setProperty("password", String.valueOf(issued())); // wrong: token-object-as-password
        return DriverManager.getConnection(place(Mode.STRICT).url(), properties);
    }

    static Connection second() throws SQLException {
        String text = MessageFormat.format(
                "jdbc:postgresql://{0}/{1}?sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory", // wrong: tls-unverified
                "shop.postgres.database.azure.com",
                "shop");
        return DriverManager.getConnection(text, "shop@shop", issued().getToken()); // wrong: removed-api
    }
}
