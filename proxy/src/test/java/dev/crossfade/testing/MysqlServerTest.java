package dev.crossfade.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MysqlServerTest {
    private final MysqlServer server = MysqlServer.shared();

    @Test
    void asksForAPasswordAndKeepsABinaryLogOfRows() {
        String database = server.createDatabase();
        assertThat(server.queryOne(database, "SELECT VERSION()")).startsWith("8.0.");
        assertThat(server.queryOne(database, "SELECT DATABASE()")).isEqualTo(database);
        assertThat(server.queryOne(database, "SELECT CONCAT(@@binlog_format, @@gtid_mode)"))
                .isEqualTo("ROWON");
        Properties wrong = new Properties();
        wrong.setProperty("password", "wrong");
        assertThatThrownBy(() -> server.connect(database, wrong))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28000");
    }
}
