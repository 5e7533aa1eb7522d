package dev.crossfade.admin.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.tool.ToolStep.Outcome;
import dev.crossfade.admin.tool.ToolStep.Wish;
import dev.crossfade.testing.RepackServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** pg_repack itself, on a real server. */
class PgRepackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final PgRepack TOOL = new PgRepack();
    private static final RepackServer SERVER = RepackServer.shared();

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Watching watching = new Watching();
    private String database = "";

    @BeforeEach
    void table() {
        database = SERVER.createDatabase(true);
        SERVER.sql(
                database,
                "CREATE TABLE \"Acc:ount s\" (id int PRIMARY KEY, balance int NOT NULL, filler text)",
                "CREATE INDEX ON \"Acc:ount s\" (balance)",
                "INSERT INTO \"Acc:ount s\" SELECT g, 0, repeat('x', 80) FROM generate_series(1, 20000) g",
                "DELETE FROM \"Acc:ount s\" WHERE id % 2 = 0");
    }

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private Job job(Map<String, String> options) {
        return new Job(
                "tidy-up",
                new Job.Server("127.0.0.1", SERVER.port(), database, SERVER.user(), SERVER.password()),
                "public",
                "Acc:ount s",
                null,
                options,
                RepackServer.environment());
    }

    private ToolStep step(Map<String, String> options) {
        return new ToolStep(
                TOOL, job(options), RepackServer.program(), new RepackDatabase(() -> SERVER.connect(database)));
    }

    private String one(String sql) {
        return SERVER.one(database, sql);
    }

    private void nothingIsLeft() throws SQLException {
        try (Connection connection = SERVER.connect(database)) {
            assertThat(RepackDatabase.abandoned(connection)).isEmpty();
        }
        assertThat(one("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = 'repack' AND c.relname ~ '\\d'"))
                .isEqualTo("0");
        assertThat(one("SELECT count(*) FROM pg_trigger WHERE tgname = 'repack_trigger'"))
                .isEqualTo("0");
        assertThat(one("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'crossfade tool%'"))
                .isEqualTo("0");
    }

    @Test
    void aTableIsRewrittenUnderWritersAndEveryWriteIsThere() throws Exception {
        String before = one("SELECT pg_relation_size('\"Acc:ount s\"')");
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Integer>> writers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            int offset = w;
            writers.add(executor.submit(() -> {
                int written = 0;
                try (Connection connection = SERVER.connect(database);
                        Statement statement = connection.createStatement()) {
                    while (!over.get()) {
                        written += statement.executeUpdate("UPDATE \"Acc:ount s\" SET balance = balance + 1 WHERE id = "
                                + ((written * 4 + offset) % 10_000 * 2 + 1));
                    }
                }
                return written;
            }));
        }
        Outcome outcome = step(Map.of()).run(null, watching);
        over.set(true);
        int written = 0;
        for (Future<Integer> writer : writers) {
            written += writer.get();
        }
        assertThat(outcome).isEqualTo(Outcome.REWRITTEN);
        assertThat(one("SELECT sum(balance) FROM \"Acc:ount s\"")).isEqualTo(Integer.toString(written));
        assertThat(one("SELECT count(*) FROM \"Acc:ount s\"")).isEqualTo("10000");
        assertThat(Long.parseLong(one("SELECT pg_relation_size('\"Acc:ount s\"')")))
                .isLessThan(Long.parseLong(before));
        assertThat(watching.said.stream().map(Said::text))
                .containsSubsequence(
                        "the dry run went well",
                        "copies rows",
                        "builds indexes and applies what was written meanwhile",
                        "swaps the table's files",
                        "drops the old files");
        nothingIsLeft();
        // asked again with what was remembered, as after a crash: it is known to be done
        assertThat(step(Map.of()).run(watching.lastStart(), new Watching())).isEqualTo(Outcome.REWRITTEN);
    }

    /** A transaction with a number keeps it before its swap: it waits, is stopped, and has cleaned up. */
    @Test
    void stoppedWhileItWaitsItLeavesNothing() throws Exception {
        for (Wish wish : List.of(Wish.STOP, Wish.PAUSE)) {
            String file = one("SELECT pg_relation_filenode('\"Acc:ount s\"')");
            try (Connection old = SERVER.connect(database);
                    Statement statement = old.createStatement()) {
                old.setAutoCommit(false);
                statement.execute("SELECT pg_current_xact_id()");
                Watching stopping = new Watching().when(line -> line.text().contains("older transaction"), wish);
                assertThat(step(Map.of()).run(null, stopping))
                        .isEqualTo(wish == Wish.STOP ? Outcome.STOPPED : Outcome.ENDED_TO_PAUSE);
            }
            assertThat(one("SELECT pg_relation_filenode('\"Acc:ount s\"')")).isEqualTo(file);
            nothingIsLeft();
        }
    }

    /** It ends with exit code 0 then. */
    @Test
    void givingUpOnALockIsNotTakenForSuccess() throws Exception {
        try (Connection old = SERVER.connect(database);
                Statement statement = old.createStatement()) {
            old.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM \"Acc:ount s\"");
            assertThatThrownBy(() -> step(Map.of("wait-timeout", "1")).run(null, watching))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("the table was not rewritten")
                    .hasMessageContaining("timeout");
        }
        nothingIsLeft();
    }

    @Test
    void whatAKilledRunLeavesIsListedAndRemovedByTheNextOne() throws Exception {
        try (Connection old = SERVER.connect(database);
                Statement statement = old.createStatement()) {
            old.setAutoCommit(false);
            statement.execute("SELECT pg_current_xact_id()");
            Future<Outcome> run = executor.submit(() -> step(Map.of()).run(null, watching));
            await().atMost(PATIENCE).until(() -> run.isDone() || watching.heard("older transaction"));
            // as if its machine had lost its power: no clean-up of its own, nor by us
            Job job = new Job(
                    "someone-else",
                    new Job.Server("127.0.0.1", SERVER.port(), database, SERVER.user(), SERVER.password()),
                    "public",
                    "Acc:ount s",
                    null,
                    Map.of(),
                    Map.of());
            assertThat(new RepackDatabase(() -> SERVER.connect(database)).leftovers(job))
                    .extracting(ToolDatabase.Leftover::what)
                    .anyMatch(what -> what.startsWith("trigger repack_trigger"))
                    .anyMatch(what -> what.startsWith("table repack.log_"));
            try (Connection connection = SERVER.connect(database)) {
                assertThat(RepackDatabase.abandoned(connection))
                        .as("it is at work, so nothing is abandoned")
                        .isEmpty();
            }
            assertThat(step(Map.of()).missing(false)).anyMatch(m -> m.contains("left of an earlier run"));
            long pid = Long.parseLong(watching.lastStart().split(" ", 2)[0]);
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            assertThatThrownBy(run::get).isInstanceOf(ExecutionException.class).hasMessageContaining("137");
        }
        nothingIsLeft(); // our own Crossfade was alive to see it
    }

    @Test
    void whatIsLeftAfterADeadCrossfadeIsRemovedOnResume() throws Exception {
        String oid = one("SELECT '\"Acc:ount s\"'::regclass::oid");
        SERVER.sql(
                database,
                "CREATE TYPE repack.pk_" + oid + " AS (id int)",
                "CREATE TABLE repack.log_" + oid + " (id bigserial PRIMARY KEY, pk repack.pk_" + oid
                        + ", row \"Acc:ount s\")",
                "CREATE TABLE repack.table_" + oid + " (LIKE \"Acc:ount s\")",
                "CREATE TRIGGER repack_trigger AFTER INSERT OR DELETE OR UPDATE ON \"Acc:ount s\" FOR EACH ROW EXECUTE"
                        + " PROCEDURE repack.repack_trigger('INSERT INTO repack.log_" + oid
                        + "(pk, row) VALUES( CASE WHEN $1 IS NULL THEN NULL ELSE (ROW($1.id)::repack.pk_" + oid
                        + ") END, $2)')");
        try (Connection connection = SERVER.connect(database)) {
            assertThat(RepackDatabase.abandoned(connection))
                    .extracting(ToolDatabase.Leftover::command)
                    .containsExactly(
                            "DROP TRIGGER repack_trigger ON \"Acc:ount s\"",
                            "DROP TABLE repack.log_" + oid,
                            "DROP TABLE repack.table_" + oid,
                            "DROP TYPE repack.pk_" + oid);
        }
        assertThatThrownBy(() -> step(Map.of()).run(null, watching))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("DROP TRIGGER repack_trigger");
        String identity = one("SELECT pg_relation_filenode('\"Acc:ount s\"')");
        assertThat(step(Map.of()).run("0 " + identity, watching)).isEqualTo(Outcome.REWRITTEN);
        assertThat(one("SELECT pg_relation_filenode('\"Acc:ount s\"')")).isNotEqualTo(identity);
        nothingIsLeft();
    }

    /** Otherwise every write to the table would fail for want of the log. */
    @Test
    void aLogIsNotDroppedBeforeTheTriggerThatWritesToIt() throws Exception {
        SERVER.sql(
                database,
                "CREATE TABLE repack.log_1 (id int)",
                "CREATE TABLE repack.table_1 (id int)",
                "CREATE TRIGGER repack_trigger AFTER INSERT ON \"Acc:ount s\" FOR EACH ROW EXECUTE PROCEDURE"
                        + " suppress_redundant_updates_trigger()");
        List<ToolDatabase.Leftover> left = List.of(
                new ToolDatabase.Leftover("trigger", "DROP TRIGGER repack_trigger ON \"Acc:ount s\""),
                new ToolDatabase.Leftover("log", "DROP TABLE repack.log_1"),
                new ToolDatabase.Leftover("copy", "DROP TABLE repack.table_1"));
        try (Connection reader = SERVER.connect(database);
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM \"Acc:ount s\"");
            RepackDatabase impatient = new RepackDatabase(() -> SERVER.connect(database), 1);
            assertThat(impatient.remove(job(Map.of()), left)).isEqualTo(left);
        }
        assertThat(one("SELECT to_regclass('repack.log_1')")).isEqualTo("repack.log_1");
        assertThat(new RepackDatabase(() -> SERVER.connect(database)).remove(job(Map.of()), left))
                .isEmpty();
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsDone() throws Exception {
        SERVER.sql(database, "CREATE TABLE bare (a int)", "DROP EXTENSION pg_repack");
        assertThat(step(Map.of()).missing(false))
                .singleElement()
                .asString()
                .contains("CREATE EXTENSION pg_repack, as a superuser");
        SERVER.sql(
                database,
                "CREATE EXTENSION pg_repack",
                "ALTER TABLE \"Acc:ount s\" DROP CONSTRAINT \"Acc:ount s_pkey\"");
        assertThat(step(Map.of()).missing(false)).singleElement().asString().contains("needs a primary key");
        SERVER.sql(database, "ALTER TABLE \"Acc:ount s\" ADD PRIMARY KEY (id)");
        assertThat(step(Map.of("jobs", "2")).missing(false))
                .singleElement()
                .asString()
                .contains("cannot log in with a password that holds blanks, quotes or backslashes");
        assertThat(step(Map.of("all", "true")).missing(false))
                .singleElement()
                .asString()
                .contains("cannot be given");
    }

    @Test
    void aDryRunThatFailsIsShownAndNothingIsBegun() {
        SERVER.sql(database, "CREATE ROLE stranger SUPERUSER LOGIN PASSWORD 'right'");
        ToolStep step = new ToolStep(
                TOOL,
                new Job(
                        "tidy-up",
                        new Job.Server("127.0.0.1", SERVER.port(), database, "stranger", "wrong"),
                        "public",
                        "Acc:ount s",
                        null,
                        Map.of(),
                        RepackServer.environment()),
                RepackServer.program(),
                new RepackDatabase(() -> SERVER.connect(database)));
        assertThatThrownBy(() -> step.run(null, watching))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("the dry run of pg_repack failed")
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("wrong");
    }
}
