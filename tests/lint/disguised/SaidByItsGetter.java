package org.example.till;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.logging.Logger;

final class SaidByItsGetter {
    private static final Logger LOG = Logger.getLogger("till");

    static HikariDataSource open() {
        HikariConfig till = new HikariConfig();
        till.setJdbcUrl("jdbc:postgresql://till.postgres.database.azure.com/till?sslmode=verify-full");
        till.setUsername("till");
        till.setPassword(System.getenv("TILL_WORD"));
        LOG.info("as " + till.getUsername() + " with " + till.getPassword()); // wrong: secret-logged
        return new HikariDataSource(till);
    }
}
