package dev.crossfade.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.testing.MariaDbServer;
import dev.crossfade.testing.MysqlServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column of MySQL is renamed by a whole node, under an application that knows the old name only. */
class MySqlRenameTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int ROWS = 3_000;

    private final MysqlServer server = MysqlServer.shared();
    private final String database = server.createDatabase();
    private final String name = "note-title-" + NAMES.incrementAndGet();

    @TempDir
    Path folder;

    @BeforeEach
    void table() throws Exception {
        server.execute(
                database,
                "CREATE TABLE notes (id INT AUTO_INCREMENT PRIMARY KEY, label VARCHAR(40), n INT NOT NULL DEFAULT 0,"
                        + " touched TIMESTAMP(6) NOT NULL DEFAULT '2020-01-01' ON UPDATE CURRENT_TIMESTAMP(6))",
                "INSERT INTO notes (id, label) WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 1000)"
                        + " SELECT i, IF(i % 7 = 0, NULL, CONCAT('Label ', i)) FROM s",
                "INSERT INTO notes (id, label) SELECT id + 1000, label FROM notes",
                "INSERT INTO notes (id, label) SELECT id + 2000, label FROM notes WHERE id <= 1000",
                "CREATE USER IF NOT EXISTS rename_app IDENTIFIED BY 'app secret'",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON `" + database + "`.* TO rename_app",
                "CREATE USER IF NOT EXISTS rename_engine IDENTIFIED BY 'engine secret'",
                "GRANT PROCESS ON *.* TO rename_engine",
                "GRANT SELECT ON mysql.* TO rename_engine",
                "GRANT SELECT ON performance_schema.* TO rename_engine",
                "GRANT ALL ON crossfade.* TO rename_engine WITH GRANT OPTION",
                "GRANT SELECT, INSERT, UPDATE, ALTER, CREATE ON `" + database + "`.* TO rename_engine");
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(
                folder.resolve("migrations/title.yaml"),
                "name: " + name + "\ndatabase: shop\ntable: notes\nrename: {column: label, to: title}\nguard: none\n"
                        + "backfill: {maxShare: 100%}\nsoak: 0s\n");
        configure(server.host(), server.port(), database, "rename_engine", "engine secret");
    }

    private void configure(String host, int port, String at, String user, String password) throws IOException {
        Files.writeString(folder.resolve("crossfade.yaml"), """
                admin: {listen: "127.0.0.1:0"}
                databases:
                  shop:
                    engine: mysql
                    listen: "127.0.0.1:0"
                    users: [{name: rename_app, password: app secret}]
                    backends:
                      blue: {host: %s, port: %d, database: %s, user: %s, password: %s}
                migrations: migrations
                """.formatted(host, port, at, user, password));
    }

    @AfterEach
    void users() {
        server.execute(database, "DROP USER rename_app", "DROP USER rename_engine");
    }

    private CrossfadeNode start() throws Exception {
        CrossfadeNode node = CrossfadeNode.start(folder.resolve("crossfade.yaml"));
        await().atMost(PATIENCE).until(() -> Asking.call(node, "GET", "/readyz").statusCode() == 200);
        return node;
    }

    private static Connection connect(CrossfadeNode node, boolean prepares) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "rename_app");
        properties.setProperty("password", "app secret");
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("useServerPrepStmts", Boolean.toString(prepares));
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + node.address("shop").getPort() + "/shop", properties);
    }

    private JsonNode post(CrossfadeNode node, String verb) throws IOException, InterruptedException {
        HttpResponse<String> answer = Asking.call(node, "POST", "/v1/migrations/" + name + "/" + verb);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body());
    }

    private JsonNode status(CrossfadeNode node) throws IOException, InterruptedException {
        return JSON.readTree(Asking.call(node, "GET", "/v1/migrations/" + name).body());
    }

    private void awaitStep(CrossfadeNode node, String step) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            JsonNode now = status(node);
            if (now.path("step").asText().equals("failed")) {
                throw new AssertionError(now.toString());
            }
            return now.path("step").asText().equals(step);
        });
    }

    private void awaitStage(CrossfadeNode node, String stage) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> status(node).path("stage").asText().equals(stage));
    }

    private void to(CrossfadeNode node, String verb, String stage) throws Exception {
        post(node, verb);
        awaitStage(node, stage);
    }

    private @Nullable String differing() {
        return server.queryOne(database, "SELECT COUNT(*) FROM notes WHERE NOT (BINARY label <=> BINARY title)");
    }

    /** An application that knows the old name, and every value that it has written. */
    private static final class Writers implements AutoCloseable {
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private final Map<Integer, String> written = new ConcurrentHashMap<>();
        private final AtomicInteger work = new AtomicInteger();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean stop;

        Writers(CrossfadeNode node, int number) {
            for (int i = 0; i < number; i++) {
                int which = i;
                Thread thread = new Thread(() -> write(node, which, number));
                thread.start();
                threads.add(thread);
            }
        }

        private void write(CrossfadeNode node, int which, int number) {
            Random random = new Random(which);
            try (Connection app = connect(node, which % 2 == 0)) {
                app.setAutoCommit(false);
                while (!stop) {
                    int id = 1 + which + number * random.nextInt((ROWS - which - 1) / number);
                    String value = "w" + which + " " + work.incrementAndGet();
                    try (PreparedStatement update = app.prepareStatement("UPDATE notes SET label = ? WHERE id = ?");
                            PreparedStatement insert = app.prepareStatement("INSERT INTO notes (label) VALUES (?)");
                            PreparedStatement read = app.prepareStatement("SELECT label FROM notes WHERE id = ?")) {
                        update.setString(1, value);
                        update.setInt(2, id);
                        assertThat(update.executeUpdate()).isEqualTo(1);
                        insert.setString(1, value);
                        insert.executeUpdate();
                        read.setInt(1, id);
                        try (ResultSet row = read.executeQuery()) {
                            assertThat(row.next()).isTrue();
                            assertThat(row.getString("label")).isEqualTo(value);
                        }
                    }
                    app.commit();
                    written.put(id, value);
                }
            } catch (SQLException | RuntimeException | AssertionError e) {
                failures.add(which + ": " + e);
            }
        }

        /** Until all have done something more. */
        void goOn() {
            int before = work.get();
            await().atMost(PATIENCE).until(() -> !failures.isEmpty() || work.get() > before + 20);
            assertThat(failures).isEmpty();
        }

        @Override
        public void close() {
            stop = true;
            await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));
        }
    }

    @Test
    void forthBackAndToCompleteUnderWriters() throws Exception {
        try (CrossfadeNode node = start()) {
            Map<Integer, String> written;
            try (Writers writers = new Writers(node, 4)) {
                writers.goOn();
                JsonNode plan = JSON.readTree(Asking.call(node, "GET", "/v1/migrations/" + name + "/plan")
                        .body());
                assertThat(plan.toString())
                        .contains("ALGORITHM=INSTANT", "FOR UPDATE SKIP LOCKED", "GRANT EXECUTE ON crossfade.*")
                        .doesNotContain("refused:");
                post(node, "start");
                awaitStep(node, "ready");
                writers.goOn();
                assertThat(differing()).isEqualTo("0");
                to(node, "rollback", "off");
                writers.goOn(); // on one side only
                assertThat(differing()).isNotEqualTo("0");
                post(node, "start");
                awaitStep(node, "ready");
                for (String stage : List.of("shadow", "live", "ramp-down")) {
                    to(node, "advance", stage);
                    writers.goOn();
                }
                for (String stage : List.of("live", "shadow", "dual-write")) {
                    to(node, "rollback", stage);
                    writers.goOn();
                    awaitStep(node, "ready");
                }
                assertThat(differing()).isEqualTo("0");
                for (String stage : List.of("shadow", "live", "ramp-down")) {
                    to(node, "advance", stage);
                    writers.goOn();
                }
                to(node, "advance", "complete");
                awaitStep(node, "ready");
                writers.goOn();
                HttpResponse<String> contract = Asking.call(node, "POST", "/v1/migrations/" + name + "/advance");
                assertThat(contract.statusCode()).as(contract.body()).isEqualTo(409);
                assertThat(contract.body()).contains("the contract is not in this version on MySQL");
                writers.goOn();
                written = writers.written;
            }
            try (Connection direct = server.connect(database);
                    Statement statement = direct.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT id, title, touched = '2020-01-01', n FROM notes WHERE id <= " + ROWS)) {
                while (rows.next()) {
                    int id = rows.getInt(1);
                    boolean isWritten = written.containsKey(id);
                    if (isWritten) {
                        assertThat(rows.getString(2)).isEqualTo(written.get(id));
                    }
                    assertThat(rows.getBoolean(3)).as("untouched row " + id).isEqualTo(!isWritten);
                }
            }
        }
    }

    @Test
    void abortLeavesNothing() throws Exception {
        try (CrossfadeNode node = start()) {
            post(node, "start");
            awaitStep(node, "ready");
            to(node, "advance", "shadow");
            post(node, "abort");
            awaitStep(node, "none");
        }
        assertThat(server.queryOne(
                        database,
                        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()"
                                + " AND table_name = 'notes'"))
                .isEqualTo("4");
        assertThat(server.queryOne(
                        database,
                        "SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = 'crossfade'"
                                + " AND routine_name LIKE '%" + name + "%'"))
                .isEqualTo("0");
        assertThat(server.queryOne("crossfade", "SELECT COUNT(*) FROM migration WHERE name = '" + name + "'"))
                .isEqualTo("0");
    }

    /**
     * Beside Crossfade this reader would get error 1412 once the column is added, though it has never been at the table: that is
     * shown first. Its view is waited for, and clients of Crossfade are not kept meanwhile.
     */
    @Test
    void whoeverHasAReadViewIsWaitedFor() throws Exception {
        server.execute(database, "CREATE TABLE other (id INT PRIMARY KEY, n INT)", "INSERT INTO other VALUES (1, 0)");
        String elsewhere = server.createDatabase();
        server.execute(elsewhere, "CREATE TABLE other (id INT PRIMARY KEY, n INT)", "INSERT INTO other VALUES (1, 0)");
        try (Connection reader = server.connect(elsewhere);
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM other").close();
            server.execute(database, "ALTER TABLE notes ADD COLUMN extra INT, ALGORITHM=INSTANT");
            assertThatThrownBy(() -> statement
                            .executeQuery("SELECT * FROM " + database + ".notes LIMIT 1")
                            .close())
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1412));
            reader.rollback();
            server.execute(database, "ALTER TABLE notes DROP COLUMN extra, ALGORITHM=INSTANT");
            try (CrossfadeNode node = start();
                    Connection client = connect(node, false);
                    Statement through = client.createStatement()) {
                statement.executeQuery("SELECT * FROM other").close();
                post(node, "start");
                await().atMost(PATIENCE)
                        .until(() -> status(node).path("blockedBy").toString().contains("of root, in a transaction"));
                through.executeUpdate("UPDATE notes SET n = n + 1 WHERE id = 1");
                statement
                        .executeQuery("SELECT * FROM " + database + ".notes LIMIT 1")
                        .close();
                reader.commit();
                awaitStep(node, "ready");
                client.setAutoCommit(false);
                through.executeQuery("SELECT * FROM other").close();
                post(node, "abort");
                await().atMost(PATIENCE)
                        .until(() -> status(node).path("blockedBy").toString().contains("rename_app"));
                through.executeQuery("SELECT * FROM notes LIMIT 1").close();
                client.commit();
                awaitStep(node, "none");
            }
        }
    }

    @Test
    void mariaDbIsRefusedByName() throws Exception {
        MariaDbServer maria = MariaDbServer.shared();
        configure(maria.host(), maria.port(), maria.createDatabase(), MariaDbServer.USER, "'super secret'");
        try (CrossfadeNode node = CrossfadeNode.start(folder.resolve("crossfade.yaml"))) {
            await().atMost(PATIENCE)
                    .until(() -> Asking.call(node, "GET", "/v1/migrations/" + name)
                            .body()
                            .contains("its server is MariaDB"));
            HttpResponse<String> answer = Asking.call(node, "POST", "/v1/migrations/" + name + "/start");
            assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
            assertThat(answer.body()).contains("not on MariaDB in this version");
            assertThat(Asking.call(node, "GET", "/v1/migrations/" + name + "/plan")
                            .body())
                    .contains("not on MariaDB in this version");
        }
    }

    /** An application may log in as the engine's user: a transaction of it is waited for as any other. */
    @Test
    void whoLogsInAsTheEnginesUserIsWaitedFor() throws Exception {
        server.execute(database, "CREATE TABLE other (id INT PRIMARY KEY, n INT)", "INSERT INTO other VALUES (1, 0)");
        try (CrossfadeNode node = start();
                Connection same = DriverManager.getConnection(
                        "jdbc:mysql://" + server.host() + ":" + server.port() + "/" + database,
                        "rename_engine",
                        "engine secret");
                Statement statement = same.createStatement()) {
            same.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            same.setAutoCommit(false);
            statement.executeUpdate("UPDATE notes SET n = 1 WHERE id = 1");
            post(node, "start");
            await().atMost(PATIENCE)
                    .until(() -> status(node).path("blockedBy").toString().contains("of rename_engine"));
            assertThat(status(node).path("step").asText()).isEqualTo("announce");
            same.commit();
            awaitStep(node, "ready");
            assertThat(differing()).isEqualTo("0");
        }
    }
}
