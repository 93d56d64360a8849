import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

class Database {
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String token() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials"
                + "&client_id=" + encoded(System.getenv("AZURE_POSTGRESQL_CLIENTID"))
                + "&client_secret=" + encoded(System.getenv("AZURE_POSTGRESQL_CLIENTSECRET"))
                + "&scope=https://ossrdbms-aad.database.windows.net/.default";
        String tenant = System.getenv("AZURE_POSTGRESQL_TENANTID");
        HttpRequest request = HttpRequest.newBuilder()
                .uri(URI.create("https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the token endpoint answered " + answer.statusCode());
        }
        return new ObjectMapper().readTree(answer.body()).get("access_token").asText();
    }

    Connection connect() throws IOException, InterruptedException, SQLException {
        Properties settings = new Properties();
        settings.setProperty("password", token());
        return DriverManager.getConnection(System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING") + "&sslmode=verify-full", settings);
    }
}
