package dev.crossfade.admin.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.tool.Said.Kind;
import dev.crossfade.admin.tool.ToolStep.Outcome;
import dev.crossfade.admin.tool.ToolStep.Wish;
import dev.crossfade.testing.MysqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gh-ost's flags, output and socket by its manual: a program that speaks so, {@link FakeGhOst}, beside a real MySQL. */
class GhOstTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final GhOst TOOL = new GhOst();
    private static final MysqlServer SERVER = MysqlServer.shared();

    @TempDir
    Path folder;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Watching watching = new Watching();
    private final String database = SERVER.createDatabase();
    private Path program = Path.of("");

    @BeforeEach
    void program() throws Exception {
        SERVER.execute(database, "CREATE TABLE t (id INT PRIMARY KEY, a INT) ENGINE=InnoDB");
        program = folder.resolve("gh-ost");
        Files.writeString(
                program,
                "#!/bin/sh\nexec " + Path.of(System.getProperty("java.home"), "bin", "java") + " -cp '"
                        + System.getProperty("java.class.path") + "' " + FakeGhOst.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private Job job(Map<String, String> options) {
        return new Job(
                "alter-t",
                new Job.Server(SERVER.host(), SERVER.port(), database, MysqlServer.USER, MysqlServer.PASSWORD),
                database,
                "t",
                "ADD COLUMN b INT",
                options,
                Map.of());
    }

    private ToolStep step(Map<String, String> options) {
        return new ToolStep(TOOL, job(options), program, new MySqlToolDatabase(TOOL, () -> SERVER.connect(database)));
    }

    private String tables() {
        return String.valueOf(SERVER.queryOne(
                database,
                "SELECT group_concat(table_name ORDER BY table_name) FROM information_schema.tables WHERE table_schema = '"
                        + database + "'"));
    }

    @Test
    void anExitCodeOfZeroIsNotBelieved() {
        assertThatThrownBy(() -> step(Map.of("chunk-size", "3")).run(null, watching))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("ended with exit code 0, and the table was not rewritten");
        assertThat(watching.said)
                .anyMatch(said -> said.kind() == Kind.PROGRESS && said.percent() > 30)
                .noneMatch(said -> said.text().contains(MysqlServer.PASSWORD));
    }

    @Test
    void itIsThrottledGoesOnAndPanicsWhenItIsToStop() throws Exception {
        Future<Outcome> run = executor.submit(() -> step(Map.of()).run(null, watching));
        watching.when(said -> said.kind() == Kind.PROGRESS, Wish.PAUSE);
        await().atMost(PATIENCE).until(() -> run.isDone() || watching.heard("throttled"));
        watching.when(said -> false, Wish.GO);
        int before = watching.said.size();
        watching.wish = Wish.GO;
        await().atMost(PATIENCE)
                .until(() -> run.isDone()
                        || watching.said.stream().skip(before).anyMatch(said -> said.kind() == Kind.PROGRESS));
        SERVER.execute(
                database, "CREATE TABLE _t_gho (id INT)", "CREATE TABLE _t_ghc (id INT)"); // as panic leaves them
        watching.wish = Wish.STOP;
        assertThat(run.get()).isEqualTo(Outcome.STOPPED);
        assertThat(watching.heard("without cleanup")).isTrue();
        assertThat(tables()).isEqualTo("t");
    }

    @Test
    void theOnlyCopyOfATableIsNoLeftover() throws Exception {
        SERVER.execute(
                database, "RENAME TABLE t TO _t_del", "CREATE TABLE _t_gho (id INT)", "CREATE TABLE _t_new (id INT)");
        assertThat(new MySqlToolDatabase(TOOL, () -> SERVER.connect(database)).leftovers(job(Map.of())))
                .isEmpty();
        step(Map.of()).cleanUp("0 none");
        assertThat(tables()).isEqualTo("_t_del,_t_gho,_t_new");
        SERVER.execute(database, "RENAME TABLE _t_del TO t");
        step(Map.of()).cleanUp("0 none");
        assertThat(tables()).isEqualTo("t");
    }

    /** Otherwise every write to the table would fail for want of the other one. */
    @Test
    void aTableIsNotDroppedBeforeTheTriggerThatWritesToIt() throws Exception {
        SERVER.execute(
                database,
                "CREATE TABLE _t_new (id INT PRIMARY KEY)",
                "CREATE TRIGGER pt_osc_" + database + "_t_ins AFTER INSERT ON t FOR EACH ROW INSERT INTO _t_new VALUES"
                        + " (NEW.id)");
        MySqlToolDatabase impatient = new MySqlToolDatabase(TOOL, () -> SERVER.connect(database), 1);
        List<ToolDatabase.Leftover> left = impatient.leftovers(job(Map.of()));
        assertThat(left).hasSize(2);
        try (Connection reader = SERVER.connect(database);
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM t").close();
            assertThat(impatient.remove(job(Map.of()), left)).isEqualTo(left);
        }
        SERVER.execute(database, "INSERT INTO t (id) VALUES (1)");
        assertThat(impatient.remove(job(Map.of()), left)).isEmpty();
        assertThat(tables()).isEqualTo("t");
    }
}
