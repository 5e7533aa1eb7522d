package dev.crossfade.admin.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.rehearsal.Answer.Compare;
import dev.crossfade.admin.rehearsal.Pair.Ask;
import dev.crossfade.admin.rehearsal.Pair.Step;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That a difference is seen, and leaves the twins equal; on two databases that differ where the test says. */
class PairTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    private final Meter meter = new Meter();
    private final String one = database();
    private final String other = database();
    private Pair pair;

    private static String database() {
        String database = SERVER.createDatabase();
        SERVER.execute(
                database,
                "CREATE TABLE t (id int PRIMARY KEY, v text CHECK (v <> 'never'))",
                "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        return database;
    }

    @BeforeEach
    void connect() throws SQLException {
        pair = new Pair(() -> open(one), () -> open(other), meter);
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private static Connection open(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.USER);
        properties.setProperty("password", PostgresServer.PASSWORD);
        properties.setProperty("stringtype", "unspecified");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + SERVER.host() + ":" + SERVER.port() + "/" + database, properties);
    }

    private static Step same(String sql, String... parameters) {
        return Step.same(sql, List.of(parameters));
    }

    @Test
    void whatIsTheSameIsCommittedOnBoth() throws Exception {
        assertThat(pair.transaction(List.of(
                        same("UPDATE t SET v = ? WHERE id = ?", "c", "1"), same("SELECT * FROM t ORDER BY id DESC"))))
                .isTrue();
        assertThat(meter.allFailures()).isZero();
        assertThat(meter.allStatements()).isEqualTo(2);
        for (String database : List.of(one, other)) {
            assertThat(SERVER.queryOne(database, "SELECT v FROM t WHERE id = 1"))
                    .isEqualTo("c");
        }
    }

    @Test
    void theSameErrorIsNoFailureAndRollsBackBoth() throws Exception {
        assertThat(pair.transaction(List.of(
                        same("UPDATE t SET v = 'c' WHERE id = 1"), same("UPDATE t SET v = 'never' WHERE id = 2"))))
                .isFalse();
        assertThat(meter.allFailures()).isZero();
        for (String database : List.of(one, other)) {
            assertThat(SERVER.queryOne(database, "SELECT v FROM t WHERE id = 1"))
                    .isEqualTo("a");
        }
        assertThat(pair.transaction(List.of(same("SELECT count(*) FROM t")))).isTrue();
    }

    @Test
    void anotherValueCountNameOrErrorIsAFailure() throws Exception {
        SERVER.execute(one, "UPDATE t SET v = 'x' WHERE id = 2", "INSERT INTO t VALUES (3, 'c')");
        assertThat(pair.transaction(List.of(same("SELECT v FROM t WHERE id = 2"))))
                .isFalse();
        assertThat(pair.transaction(List.of(same("UPDATE t SET v = 'y'")))).isFalse();
        assertThat(pair.transaction(List.of(same("INSERT INTO t VALUES (3, 'd')"))))
                .isFalse();
        Ask named = new Ask("SELECT id AS key FROM t WHERE id = 1", List.of());
        Ask bare = new Ask("SELECT id FROM t WHERE id = 1", List.of());
        assertThat(pair.transaction(List.of(new Step(named, bare, Compare.ALL))))
                .isFalse();
        assertThat(pair.transaction(List.of(new Step(named, bare, Compare.VALUES))))
                .isTrue();
        assertThat(meter.firstFailures())
                .satisfiesExactly(
                        failure -> assertThat(failure).endsWith("a row through Crossfade: [x]; without: [b]"),
                        failure -> assertThat(failure)
                                .endsWith("through Crossfade: 3 row(s) changed; without: 2 row(s) changed"),
                        failure -> assertThat(failure)
                                .contains("through Crossfade: error 23505")
                                .endsWith("without: 1 row(s) changed"),
                        failure -> assertThat(failure).endsWith("columns through Crossfade: [key]; without: [id]"));
        assertThat(SERVER.queryOne(other, "SELECT count(*) || min(v) FROM t"))
                .as("what differed was rolled back on both")
                .isEqualTo("2a");
    }

    @Test
    void aConnectionThatIsLostIsAFailureAndOpenedAgain() throws Exception {
        Step dies = new Step(
                new Ask("SELECT pg_terminate_backend(pg_backend_pid())", List.of()),
                new Ask("SELECT true", List.of()),
                Compare.COUNT);
        assertThat(pair.transaction(List.of(dies))).isFalse();
        assertThat(meter.allFailures()).isEqualTo(1);
        assertThat(pair.transaction(List.of(same("SELECT count(*) FROM t")))).isTrue();
    }
}
