package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/** The judge of {@link MadeTwinTest} excuses one thing, and must excuse no other. */
class RowOrderTest {
    private static final String FAILS = "UPDATE t SET k = 19, n = n + 1";

    @Test
    void whichErrorComesFirstIsAQuestionOfTheOrderOnly() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        try (Connection connection = server.connect(server.createDatabase())) {
            TwinSchema.run(
                    connection,
                    "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, k int PRIMARY KEY, n int CHECK (n <> 37),"
                            + " d int GENERATED ALWAYS AS (n * 2) STORED, own int REFERENCES t (k))",
                    "INSERT INTO t (k, n, own) VALUES (19, 1, 3), (3, 2, NULL), (4, 36, 19)");
            List<List<String>> rows = RowOrder.of(connection, "SELECT * FROM t");
            assertThat(stateOf(connection)).isEqualTo("23505");
            connection.setAutoCommit(false);
            connection.unwrap(PGConnection.class).setAutosave(AutoSave.ALWAYS);
            assertThat(RowOrder.lay(connection, "t", rows)).as("as they lie").isFalse();
            assertThat(RowOrder.lay(connection, "t", rows.subList(0, 2)))
                    .as("others")
                    .isFalse();
            List<List<String>> other = List.of(rows.get(2), rows.get(1), rows.get(0));
            assertThat(RowOrder.lay(connection, "t", other)).isTrue();
            assertThat(RowOrder.of(connection, "SELECT * FROM t")).isEqualTo(other);
            assertThat(stateOf(connection)).isEqualTo("23514");
            connection.rollback();
            assertThat(RowOrder.of(connection, "SELECT * FROM t")).isEqualTo(rows);
        }
    }

    private static String stateOf(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(FAILS);
            return "";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
