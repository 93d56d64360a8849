package com.example;

{% block credential_imports %}{% endblock %}import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

@SpringBootApplication
public class Application {
  public static void main(String[] args) {
    SpringApplication.run(Application.class, args).close();
  }

  @Bean
  @ConfigurationProperties("spring.datasource.hikari")
  HikariDataSource pool(DataSourceProperties properties, Environment environment) {
    require(environment, "{{ env.url }}");
    require(environment, "{{ env.user }}");
{% block credential_settings %}{% endblock %}    HikariDataSource pool =
        properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
    // Service Connector writes sslmode=require, which checks no host name; the last one counts.
    String url = pool.getJdbcUrl();
    pool.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "sslmode=verify-full");
    return pool;
  }
{% block credential_bean %}{% endblock %}
  @Bean
  CommandLineRunner proof(DataSource pool) {
    return args -> {
      try (Connection first = pool.getConnection()) {
        report(first);
        try (Connection second = pool.getConnection()) {
          report(second);
        }
      }
    };
  }

  private static void require(Environment environment, String name) {
    Assert.hasText(environment.getProperty(name), name + " is not set");
  }

  private static void report(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_user, version()")) {
      row.next();
      System.out.println(row.getString(1) + " on " + row.getString(2));
    }
  }
}
