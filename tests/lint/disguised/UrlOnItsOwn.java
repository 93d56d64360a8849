import com.azure.identity.DefaultAzureCredentialBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

class UrlOnItsOwn {
    HikariDataSource pool() {
        HikariConfig settings = new HikariConfig();
        settings.setUsername("till");
        settings.setPassword(System.getenv("TILL_PW"));
        settings.setJdbcUrl("jdbc:postgresql://till.postgres.database.azure.com/till"); // wrong: tls-disabled
        return new HikariDataSource(settings);
    }
}
