package dev.crossfade.admin.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.tool.ToolStep.Outcome;
import dev.crossfade.admin.tool.ToolStep.Wish;
import dev.crossfade.testing.DebianPackages;
import dev.crossfade.testing.MysqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** pt-online-schema-change itself, Debian's, on a real MySQL 8.0. */
class PtOnlineSchemaChangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final PtOnlineSchemaChange TOOL = new PtOnlineSchemaChange();
    private static final MysqlServer SERVER = MysqlServer.shared();
    /** Small chunks with pauses, so that there is time to do something meanwhile. */
    private static final Map<String, String> SLOWLY = Map.of("chunk-size", "100", "chunk-time", "0", "sleep", "0.2");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Watching watching = new Watching();
    private final String database = SERVER.createDatabase();

    PtOnlineSchemaChangeTest() {
        SERVER.execute(
                database,
                "CREATE TABLE acc (id INT PRIMARY KEY, balance INT NOT NULL, filler CHAR(40)) ENGINE=InnoDB",
                "INSERT INTO acc SELECT a.n + 10 * b.n + 100 * c.n + 1, 0, 'x' FROM (" + digits() + ") a, (" + digits()
                        + ") b, (" + digits() + ") c",
                "ANALYZE TABLE acc"); // a table of few rows by its statistics is copied in one go
    }

    private static String digits() {
        StringBuilder sql = new StringBuilder("SELECT 0 AS n");
        for (int i = 1; i < 10; i++) {
            sql.append(" UNION ALL SELECT ").append(i);
        }
        return sql.toString();
    }

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private static Path packages() {
        return DebianPackages.unpacked(
                "percona-toolkit", "percona-toolkit", "libdbd-mysql-perl", "libdbi-perl", "libmariadb3");
    }

    /** Its libraries where they are unpacked. */
    private static Map<String, String> environment() {
        Path root = packages();
        Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
        return Map.of(
                "PERL5LIB", root.resolve("usr/share/perl5") + ":" + libraries.resolve("perl5/5.36"),
                "LD_LIBRARY_PATH", libraries.toString(),
                "MARIADB_PLUGIN_DIR", libraries.resolve("libmariadb3/plugin").toString());
    }

    private Job job(String alter, Map<String, String> options) {
        return new Job(
                "alter-acc",
                new Job.Server(SERVER.host(), SERVER.port(), database, MysqlServer.USER, MysqlServer.PASSWORD),
                database,
                "acc",
                alter,
                options,
                environment());
    }

    private static Path program() {
        return packages().resolve("usr/bin/pt-online-schema-change");
    }

    private MySqlToolDatabase toolDatabase() {
        return new MySqlToolDatabase(TOOL, () -> SERVER.connect(database));
    }

    private ToolStep step(String alter, Map<String, String> options) {
        return new ToolStep(TOOL, job(alter, options), program(), toolDatabase());
    }

    private String one(String sql) {
        return String.valueOf(SERVER.queryOne(database, sql));
    }

    private void nothingIsLeft() {
        assertThat(one("SELECT group_concat(table_name) FROM information_schema.tables WHERE table_schema = '"
                        + database + "'"))
                .isEqualTo("acc");
        assertThat(one("SELECT count(*) FROM information_schema.triggers WHERE trigger_schema = '" + database + "'"))
                .isEqualTo("0");
    }

    @Test
    void aTableIsAlteredUnderWritersAndEveryWriteIsThere() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Integer>> writers = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            int offset = w;
            writers.add(executor.submit(() -> {
                int written = 0;
                try (Connection connection = SERVER.connect(database);
                        Statement statement = connection.createStatement()) {
                    while (!over.get()) {
                        written += statement.executeUpdate("UPDATE acc SET balance = balance + 1 WHERE id = "
                                + ((written * 3 + offset) % 1000 + 1));
                    }
                }
                return written;
            }));
        }
        Outcome outcome = step("ADD COLUMN note VARCHAR(20) NOT NULL DEFAULT 'it''s'", Map.of("chunk-size", "200"))
                .run(null, watching);
        over.set(true);
        int written = 0;
        for (Future<Integer> writer : writers) {
            written += writer.get();
        }
        assertThat(outcome).isEqualTo(Outcome.REWRITTEN);
        assertThat(one("SELECT sum(balance) FROM acc")).isEqualTo(Integer.toString(written));
        assertThat(one("SELECT count(*) FROM acc WHERE note = 'it''s'")).isEqualTo("1000");
        assertThat(watching.said.stream().map(Said::text))
                .containsSubsequence("the dry run went well", "Creating triggers...", "Dropped triggers OK.");
        nothingIsLeft();
        assertThat(step("ADD COLUMN note INT", Map.of()).run(watching.lastStart(), new Watching()))
                .isEqualTo(Outcome.REWRITTEN);
    }

    /** It leaves triggers and its new table when it is interrupted. */
    @Test
    void pausedItRestsAndStoppedItLeavesNothing() throws Exception {
        Future<Outcome> run =
                executor.submit(() -> step("ADD COLUMN c INT", SLOWLY).run(null, watching));
        await().atMost(PATIENCE).until(() -> run.isDone() || watching.heard("Copying approximately"));
        watching.wish = Wish.PAUSE;
        await().atMost(PATIENCE).until(() -> run.isDone() || watching.heard("is paused"));
        assertThat(one("SELECT count(*) FROM information_schema.triggers WHERE trigger_schema = '" + database + "'"))
                .as("writes are still carried")
                .isEqualTo("3");
        SERVER.execute(database, "UPDATE acc SET balance = 7 WHERE id = 1");
        watching.wish = Wish.STOP;
        assertThat(run.get()).isEqualTo(Outcome.STOPPED);
        assertThat(one("SELECT balance FROM acc WHERE id = 1")).isEqualTo("7");
        nothingIsLeft();
    }

    /** As after a Crossfade that was lost: the program is still at work, and nobody waits for it. */
    @Test
    void whatAKilledRunLeavesIsListedAndTheNextOneGoesOn() throws Exception {
        Job job = job("ADD COLUMN c INT", SLOWLY);
        List<String> lines = new CopyOnWriteArrayList<>();
        Path folder = ToolRun.newFolder();
        try (ToolRun run = ToolRun.start(TOOL.invocation(job, program(), folder, false), folder, lines::add)) {
            await().atMost(PATIENCE)
                    .until(() -> lines.stream().anyMatch(line -> line.contains("Copying approximately")));
            assertThat(step("ADD COLUMN c INT", Map.of()).missing(false))
                    .anyMatch(m -> m.contains("DROP TRIGGER IF EXISTS `" + database + "`.`pt_osc_"))
                    .anyMatch(m -> m.contains("DROP TABLE IF EXISTS `" + database + "`.`_acc_new`"));
            String earlier = run.pid() + " " + toolDatabase().identity(job);
            assertThat(step("ADD COLUMN c INT", Map.of()).run(earlier, watching))
                    .isEqualTo(Outcome.REWRITTEN);
        }
        assertThat(one("SELECT count(*) FROM information_schema.columns WHERE table_name = 'acc' AND column_name = 'c'"
                        + " AND table_schema = '" + database + "'"))
                .isEqualTo("1");
        nothingIsLeft();
    }

    @Test
    void aDryRunThatFailsIsShownAndChangesNothing() {
        assertThatThrownBy(() -> step("DROP COLUMN nowhere", Map.of()).run(null, watching))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("the dry run of pt-online-schema-change failed")
                .hasMessageNotContaining(MysqlServer.PASSWORD);
        nothingIsLeft();
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        SERVER.execute(database, "ALTER TABLE acc DROP PRIMARY KEY");
        assertThat(step("ADD COLUMN c INT", Map.of()).missing(false))
                .singleElement()
                .asString()
                .contains("needs a primary key");
        SERVER.execute(database, "DROP TABLE acc");
        assertThat(step("ADD COLUMN c INT", Map.of()).missing(false))
                .singleElement()
                .asString()
                .contains("there is no table");
    }
}
