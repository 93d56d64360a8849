import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

class Database {
    private final HttpClient client = HttpClient.newHttpClient();

    private String token() throws IOException, InterruptedException {
        URI address = URI.create(
                System.getenv("IDENTITY_ENDPOINT")
                        + "?api-version=2019-08-01&resource=https://ossrdbms-aad.database.windows.net");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("X-IDENTITY-HEADER", System.getenv("IDENTITY_HEADER"))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the identity endpoint answered " + answer.statusCode());
        }
        return new ObjectMapper().readTree(answer.body()).get("access_token").asText();
    }

    Connection connect() throws IOException, InterruptedException, SQLException {
        Properties settings = new Properties();
        settings.setProperty("password", token());
        return DriverManager.getConnection(System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING") + "&sslmode=verify-full", settings);
    }
}
