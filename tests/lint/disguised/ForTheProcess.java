package org.example.till;

import org.springframework.boot.SpringApplication;

/** Before Spring looks for its data source. */
public final class ForTheProcess {
    private ForTheProcess() {
    }

    public static void main(String[] args) {
        String word = System.getenv("AZURE_POSTGRESQL_PASSWORD");
        String way = "jdbc:postgresql://" + System.getenv("AZURE_POSTGRESQL_HOST") + "/till?sslmode=verify-full&user=till&password=" + word; // wrong: unquoted-value
        System.setProperty("spring.datasource.url", way);
        SpringApplication.run(ForTheProcess.class, args);
    }
}
