// likely: nothing
package shop;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.commons.dbcp2.BasicDataSource;
import org.postgresql.Driver;

/** URLs of other databases in tests, and a driver that is asked whether it takes one. */
class OtherDatabases {
    BasicDataSource inMemory() {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl("jdbc:hsqldb:mem:orders");
        return pool;
    }

    boolean refuses() throws SQLException {
        Connection none = new Driver().connect("jdbc:another:orders", new Properties());
        return none == null;
    }

    HikariDataSource template() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("will-be-replaced");
        pool.setUsername("will-be-replaced");
        pool.setPassword("will-be-replaced");
        return pool;
    }
}
