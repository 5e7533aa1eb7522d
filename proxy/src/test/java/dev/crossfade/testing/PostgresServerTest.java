package dev.crossfade.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    private final PostgresServer server = PostgresServer.shared();

    @Test
    void asksForAPasswordSoThatAuthenticationIsTestedForReal() {
        String database = server.createDatabase();
        assertThat(server.queryOne(database, "SHOW server_version")).startsWith("15.");
        assertThatThrownBy(() -> server.connect(database, PostgresServer.APP_USER, "wrong"))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28P01");
    }
}
