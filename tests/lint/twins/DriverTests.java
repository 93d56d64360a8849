// likely: nothing
package shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.test.TestUtil;

/** What a function of the driver's own package gives is a text as likely as not. */
class DriverTests {
    Connection open() throws SQLException {
        String url = TestUtil.getURL();
        return DriverManager.getConnection(url, TestUtil.getUser(), TestUtil.getPassword());
    }

    Connection readOnly() throws SQLException {
        return DriverManager.getConnection(TestUtil.getURL() + "&readOnly=true", TestUtil.getUser(), TestUtil.getPassword());
    }
}
