// likely: nothing
package com.zaxxer.hikari;

import javax.sql.DataSource;

/** What stands in the same package needs no import. */
final class SamePackage {
    DataSource open(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        return new HikariDataSource(config);
    }
}
