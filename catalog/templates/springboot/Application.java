package com.example;

{% block credential_imports %}{% endblock %}import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

@SpringBootApplication
public class Application {
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(Application.class);
    application.addInitializers(Application::prepare);
    application.run(args).close();
  }

  private static void prepare(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    String url = required(environment, "{{ env.url }}");
    required(environment, "{{ env.user }}");
    {%- block credential_settings %}{% endblock %}
    // Service Connector writes sslmode=require, which does not check the host name.
    String verified = url.replace("sslmode=require", "sslmode=verify-full");
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("verified", Map.of("spring.datasource.url", verified)));
  }

  private static String required(ConfigurableEnvironment environment, String name) {
    String value = environment.getProperty(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
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

  private static void report(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_user, version()")) {
      row.next();
      System.out.println(row.getString(1) + " on " + row.getString(2));
    }
  }
}
