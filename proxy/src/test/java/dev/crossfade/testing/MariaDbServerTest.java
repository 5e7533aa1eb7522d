package dev.crossfade.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MariaDbServerTest {
    private final MariaDbServer server = MariaDbServer.shared();

    @Test
    void isMariaDbWithEd25519() {
        String database = server.createDatabase();
        assertThat(server.queryOne(database, "SELECT VERSION()"))
                .startsWith("10.11.")
                .contains("MariaDB");
        assertThat(server.queryOne(database, "SELECT DATABASE()")).isEqualTo(database);
        assertThat(server.queryOne(
                        database, "SELECT plugin_status FROM information_schema.plugins WHERE plugin_name = 'ed25519'"))
                .isEqualTo("ACTIVE");
    }
}
