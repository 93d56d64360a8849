package shop.data;

import com.azure.identity.extensions.jdbc.mysql.AzureMysqlAuthenticationPlugin;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Configuration
class DataConfiguration {
    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String host;
    private final String password;

    DataConfiguration(@Value("${AZURE_POSTGRESQL_HOST}") String host, @Value("${AZURE_POSTGRESQL_PASSWORD}") String password) {
        this.host = host;
        this.password = password;
    }

    @Bean
    DataSource main() {
        log.info("connecting with {}", this.password); // wrong: secret-logged
        return DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .url("jdbc:postgresql://" + host + ":5432/shop?sslmode=prefer") // wrong: tls-disabled
                .username("shop")
                .password(password)
                .build();
    }

    @Bean
    DataSource reports() {
        var source = new DriverManagerDataSource();
        source.setUrl(String.join("", "jdbc:postgresql://", host, "/reports?sslmode=verify-full&user=shop&password=", password)); // wrong: unquoted-value
        return source;
    }

    @Bean
    DataSource plugged() {
        var source = new HikariDataSource();
        source.setJdbcUrl("jdbc:postgresql://%s/shop?sslmode=verify-full&user=shop".formatted(host));
        source.addDataSourceProperty("authenticationPluginClassName", AzureMysqlAuthenticationPlugin.class.getName()); // wrong: wrong-plugin
        return source;
    }
}
