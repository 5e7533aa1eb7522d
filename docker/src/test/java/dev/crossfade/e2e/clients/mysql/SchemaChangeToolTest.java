package dev.crossfade.e2e.clients.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.clients.mysql.Stand.Kind;
import dev.crossfade.testing.DebianPackages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * pt-online-schema-change as it is, Debian's, with all of its connections through Crossfade, and so those of the clients that go on
 * writing: it sets variables, makes triggers, copies in chunks under LOCK IN SHARE MODE, and swaps two tables.
 */
@Timeout(120)
class SchemaChangeToolTest {
    private static final int ROWS = 900;
    private static final int WRITERS = 2;

    @ParameterizedTest
    @EnumSource
    void altersATableUnderWriters(Kind kind) throws Exception {
        Address address = Stand.of(kind).proxied();
        String database = address.database();
        kind.execute(database, "DROP DATABASE " + database, "CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
        kind.execute(
                database,
                "CREATE TABLE acc (id INT PRIMARY KEY, balance INT NOT NULL, filler CHAR(40)) ENGINE=InnoDB",
                "INSERT INTO acc WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < " + ROWS
                        + ") SELECT n, 0, CONCAT('gr\u00fcn ', n) FROM g",
                "ANALYZE TABLE acc"); // a table of few rows by its statistics is copied in one go
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Long>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                String settings = "useServerPrepStmts=" + (w == 0);
                writers.add(executor.submit(() -> write(kind, address, settings, over)));
            }
            List<String> said = alter(address);
            over.set(true);
            long written = 0;
            for (Future<Long> writer : writers) {
                written += writer.get();
            }
            assertThat(said).endsWith("exit 0").anyMatch(line -> line.startsWith("Successfully altered"));
            try (Connection connection = connect(kind, address, "");
                    Statement statement = connection.createStatement()) {
                assertThat(written).isPositive();
                assertThat(one(statement, "SELECT SUM(balance) FROM acc")).isEqualTo(Long.toString(written));
                assertThat(
                                one(
                                        statement,
                                        "SELECT COUNT(*) FROM acc WHERE note = 'it''s gr\u00fcn' AND filler = CONCAT('gr\u00fcn ', id)"))
                        .isEqualTo(Integer.toString(ROWS));
                assertThat(one(
                                statement,
                                "SELECT GROUP_CONCAT(table_name) FROM information_schema.tables WHERE table_schema ="
                                        + " DATABASE()"))
                        .isEqualTo("acc");
                assertThat(one(
                                statement,
                                "SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = DATABASE()"))
                        .isEqualTo("0");
            }
        } finally {
            over.set(true);
            executor.shutdownNow();
        }
    }

    private static List<String> alter(Address address) throws Exception {
        Path root = DebianPackages.unpacked(
                "percona-toolkit", "percona-toolkit", "libdbd-mysql-perl", "libdbi-perl", "libmariadb3");
        Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
        return Program.run(
                address,
                Map.of(
                        "PERL5LIB", root.resolve("usr/share/perl5") + ":" + libraries.resolve("perl5/5.36"),
                        "LD_LIBRARY_PATH", libraries.toString(),
                        "MARIADB_PLUGIN_DIR",
                                libraries.resolve("libmariadb3/plugin").toString()),
                List.of(
                        "perl",
                        root.resolve("usr/bin/pt-online-schema-change").toString(),
                        "--execute",
                        "--no-version-check",
                        "--charset=utf8mb4",
                        "--recursion-method=none",
                        "--chunk-size=100",
                        "--user=" + Address.USER,
                        "--password=" + Address.PASSWORD,
                        "--alter=ADD COLUMN note VARCHAR(20) NOT NULL DEFAULT 'it''s gr\u00fcn', ADD KEY (balance)",
                        "h=" + address.host() + ",P=" + address.port() + ",D=" + address.database() + ",t=acc"),
                "");
    }

    private static long write(Kind kind, Address address, String settings, AtomicBoolean over) throws SQLException {
        long written = 0;
        try (Connection connection = connect(kind, address, settings);
                PreparedStatement update =
                        connection.prepareStatement("UPDATE acc SET balance = balance + 1 WHERE id = ?")) {
            while (!over.get()) {
                update.setLong(1, written * 7 % ROWS + 1);
                written += update.executeUpdate();
            }
        }
        return written;
    }

    private static Connection connect(Kind kind, Address address, String settings) throws SQLException {
        return address.connect(kind == Kind.MYSQL ? "mysql" : "mariadb", settings);
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
