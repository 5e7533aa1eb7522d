package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.testing.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A key and the columns of all foreign keys onto it move from int to bigint as one, under load through the proxy: of clients
 * that know which rows there must be, by keys that change and rows that go with cascades; and of pgbench.
 */
class KeyGroupTest {
    private static final int SECONDS = Integer.getInteger("crossfade.figures.seconds", 20);
    private static final int SCALE = Integer.getInteger("crossfade.figures.scale", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WRITERS = 4;
    private static final int ROWS = 2_000;
    private static final String SHOP = "customer-id";
    private static final String BOOKS = "branch-id";
    private static final String HISTORY = "SELECT count(*) FROM pgbench_history";

    private static Map<String, String> shop(String backfill) {
        return Map.of(SHOP, """
                        name: customer-id
                        database: shop
                        table: public.customers
                        retype: {column: id, to: bigint, as: id_big}
                        soak: 0s
                        backfill: {%s}
                        """.formatted(backfill));
    }

    private static String shopDatabase(int rows) {
        String database = Installation.SERVER.createDatabase();
        Installation.SERVER.execute(
                database,
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers"
                        + " ON UPDATE CASCADE ON DELETE CASCADE)",
                "CREATE INDEX ON orders (customer_id)",
                "CREATE TABLE notes (id int PRIMARY KEY, customer_id int REFERENCES customers ON UPDATE CASCADE ON DELETE SET NULL)",
                "CREATE INDEX ON notes (customer_id)",
                "CREATE TABLE profiles (customer_id int PRIMARY KEY REFERENCES customers ON UPDATE CASCADE ON DELETE CASCADE)",
                "CREATE TABLE badges (id int PRIMARY KEY, profile_id int NOT NULL REFERENCES profiles"
                        + " ON UPDATE CASCADE ON DELETE CASCADE)",
                "CREATE INDEX ON badges (profile_id)",
                "INSERT INTO customers SELECT -i FROM generate_series(1, " + rows + ") i",
                "INSERT INTO orders SELECT -i, -i FROM generate_series(1, " + rows + ") i",
                "INSERT INTO notes SELECT -i, CASE WHEN i % 3 > 0 THEN -i END FROM generate_series(1, " + rows + ") i",
                "INSERT INTO profiles SELECT -i FROM generate_series(1, " + rows + ") i",
                "INSERT INTO badges SELECT -i, -i FROM generate_series(1, " + rows + ") i",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO app");
        return database;
    }

    /** Writes rows of its own and knows what they are; reads them back all the time. Speaks old to the end. */
    private static final class Writer implements Runnable, AutoCloseable {
        private final int port;
        private final Random random;
        private final int from;
        private final Map<Integer, Integer> orders = new TreeMap<>();
        private final Map<Integer, Integer> notes = new TreeMap<>();
        private final Map<Integer, Integer> badges = new TreeMap<>();
        private final List<Integer> customers = new ArrayList<>();
        private final Thread thread = new Thread(this, "writer");
        private volatile boolean stop;
        private volatile Throwable problem;
        private final AtomicInteger done = new AtomicInteger();
        private int next;

        Writer(int port, int number, long seed) {
            this.port = port;
            this.random = new Random(seed + number);
            this.from = (number + 1) * 10_000_000;
            this.next = from;
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            try (Connection connection = Installation.connect(port)) {
                while (!stop) {
                    one(connection);
                    done.incrementAndGet();
                }
            } catch (SQLException | RuntimeException | AssertionError e) {
                problem = e;
            }
        }

        private int any() {
            return customers.get(random.nextInt(customers.size()));
        }

        private void one(Connection connection) throws SQLException {
            int what = customers.size() < 5 ? 0 : random.nextInt(7);
            switch (what) {
                case 0, 1 -> {
                    int id = next++;
                    connection.setAutoCommit(false);
                    run(connection, "INSERT INTO customers (id) VALUES (?)", id);
                    run(connection, "INSERT INTO profiles VALUES (?)", id);
                    run(connection, "INSERT INTO orders (id, customer_id) VALUES (?, ?)", id, id);
                    run(connection, "INSERT INTO notes VALUES (?, ?)", id, id);
                    run(connection, "INSERT INTO badges (profile_id, id) VALUES (?, ?)", id, id);
                    connection.commit();
                    connection.setAutoCommit(true);
                    customers.add(id);
                    orders.put(id, id);
                    notes.put(id, id);
                    badges.put(id, id);
                }
                case 2 -> { // a key changes, and what refers to it follows by itself
                    int id = any();
                    int to = next++;
                    run(connection, "UPDATE customers SET id = ? WHERE id = ?", to, id);
                    customers.set(customers.indexOf(id), to);
                    Stream.of(orders, notes, badges)
                            .forEach(all -> all.replaceAll((k, v) -> v != null && v == id ? Integer.valueOf(to) : v));
                }
                case 3 -> {
                    int id = any();
                    run(connection, "DELETE FROM customers WHERE id = ?", id);
                    customers.remove((Integer) id);
                    orders.values().removeIf(v -> v == id);
                    badges.values().removeIf(v -> v == id);
                    notes.replaceAll((k, v) -> v != null && v == id ? null : v);
                }
                case 4 -> {
                    int id = any();
                    int to = any();
                    run(connection, "UPDATE orders SET customer_id = ? WHERE customer_id = ?", to, id);
                    orders.replaceAll((k, v) -> v == id ? to : v);
                }
                case 5 -> { // nobody may refer to who is not there
                    try {
                        run(connection, "INSERT INTO orders VALUES (?, ?)", next, from - 1);
                        throw new AssertionError("a row that refers to nothing was taken");
                    } catch (SQLException e) {
                        if (!"23503".equals(e.getSQLState())) {
                            throw e;
                        }
                    }
                }
                default -> {
                    int id = any();
                    try (PreparedStatement query = connection.prepareStatement(
                            "SELECT o.id FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = ? ORDER BY o.id")) {
                        query.setInt(1, id);
                        List<Integer> found = new ArrayList<>();
                        try (ResultSet rows = query.executeQuery()) {
                            while (rows.next()) {
                                found.add(rows.getInt(1));
                            }
                        }
                        assertThat(found)
                                .isEqualTo(orders.entrySet().stream()
                                        .filter(o -> o.getValue() == id)
                                        .map(Map.Entry::getKey)
                                        .toList());
                    }
                }
            }
        }

        private static void run(Connection connection, String sql, int... values) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setInt(i + 1, values[i]);
                }
                statement.execute();
            }
        }

        void requireNoProblem() {
            assertThat(problem).as(() -> "after " + done.get() + " actions").isNull();
        }

        /** It has done so much more since. */
        void awaitMore(int actions) {
            int before = done.get();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> problem != null || done.get() >= before + actions);
            requireNoProblem();
        }

        @Override
        public void close() {
            stop = true;
            try {
                thread.join(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void compare(Connection connection) throws SQLException {
            requireNoProblem();
            assertThat(read(connection, "SELECT id, id FROM customers").keySet())
                    .containsExactlyInAnyOrderElementsOf(customers);
            assertThat(read(connection, "SELECT customer_id, customer_id FROM profiles")
                            .keySet())
                    .containsExactlyInAnyOrderElementsOf(customers);
            assertThat(read(connection, "SELECT id, customer_id FROM orders")).isEqualTo(orders);
            assertThat(read(connection, "SELECT id, customer_id FROM notes")).isEqualTo(notes);
            assertThat(read(connection, "SELECT id, profile_id FROM badges")).isEqualTo(badges);
        }

        private Map<Integer, Integer> read(Connection connection, String sql) throws SQLException {
            Map<Integer, Integer> found = new TreeMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    if (rows.getInt(1) >= from && rows.getInt(1) < from + 10_000_000) {
                        found.put(rows.getInt(1), (Integer) rows.getObject(2));
                    }
                }
            }
            return found;
        }
    }

    private static void compare(int port, List<Writer> writers) throws SQLException {
        try (Connection connection = Installation.connect(port)) {
            for (Writer writer : writers) {
                writer.compare(connection);
            }
            try (Statement statement = connection.createStatement();
                    ResultSet old =
                            statement.executeQuery("SELECT count(*), count(DISTINCT o.customer_id) FROM customers c"
                                    + " JOIN orders o ON o.customer_id = c.id JOIN profiles p ON p.customer_id = c.id"
                                    + " JOIN badges b ON b.profile_id = p.customer_id WHERE c.id < 0")) {
                old.next();
                assertThat(old.getInt(1) + " " + old.getInt(2)).isEqualTo(ROWS + " " + ROWS);
            }
        }
    }

    @Test
    void forwardBackFromEachStageAndThroughContractUnderLoad() throws SQLException {
        long seed = Long.getLong("crossfade.e2e.seed", System.nanoTime());
        System.out.println("KeyGroupTest: -Dcrossfade.e2e.seed=" + seed);
        String database = shopDatabase(ROWS);
        List<Writer> writers = new ArrayList<>();
        try (Installation installation = Installation.start(database, shop("minPause: 0ms, maxShare: 100%"))) {
            Api api = installation.api();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new Writer(installation.port(), i, seed));
            }
            for (String last : List.of("dual-write", "shadow", "live", "ramp-down")) {
                api.startAndWaitUntilReady(SHOP, PATIENCE);
                for (String stage : List.of("shadow", "live", "ramp-down")) {
                    if (!api.stage(SHOP).equals(last)) {
                        api.stage(SHOP, stage);
                    }
                }
                writers.forEach(writer -> writer.awaitMore(20));
                api.stage(SHOP, "off");
                await().atMost(PATIENCE)
                        .until(() -> api.migration(SHOP).path("step").asText().equals("none"));
                writers.forEach(writer -> writer.awaitMore(20));
            }
            api.startAndWaitUntilReady(SHOP, PATIENCE);
            assertThat(api.migration(SHOP).path("movesWith")).hasSize(4);
            for (String stage : List.of("shadow", "live", "ramp-down")) {
                api.stage(SHOP, stage);
                writers.forEach(writer -> writer.awaitMore(20));
            }
            for (String step : List.of("ready", "done")) {
                api.post(SHOP, "advance");
                awaitStep(api, SHOP, step);
                writers.forEach(writer -> writer.awaitMore(20));
            }
            writers.forEach(Writer::close);
            compare(installation.port(), writers);
            assertThat(Installation.SERVER.queryOne(
                            database,
                            "SELECT string_agg(conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' ||"
                                    + " pg_get_constraintdef(oid), E'\\n' ORDER BY conrelid::regclass::text) FROM pg_constraint"
                                    + " WHERE contype = 'f' AND connamespace = 'public'::regnamespace"))
                    .isEqualTo("""
                            badges badges_profile_id_fkey true FOREIGN KEY (profile_id_big) REFERENCES profiles(customer_id_big) ON UPDATE CASCADE ON DELETE CASCADE
                            notes notes_customer_id_fkey true FOREIGN KEY (customer_id_big) REFERENCES customers(id_big) ON UPDATE CASCADE ON DELETE SET NULL
                            orders orders_customer_id_fkey true FOREIGN KEY (customer_id_big) REFERENCES customers(id_big) ON UPDATE CASCADE ON DELETE CASCADE
                            profiles profiles_customer_id_fkey true FOREIGN KEY (customer_id_big) REFERENCES customers(id_big) ON UPDATE CASCADE ON DELETE CASCADE""");
        } finally {
            writers.forEach(Writer::close);
        }
    }

    @Test
    void isKilledWhileItFillsOneTableAfterTheOther() throws SQLException {
        String database = shopDatabase(15_000);
        int adminPort = ChildNode.freePort();
        int listenPort = ChildNode.freePort();
        Path folder = Installation.folder(
                database, shop("batchTarget: 20ms, minPause: 30ms, maxShare: 100%"), adminPort, listenPort);
        Api api = new Api(URI.create("http://127.0.0.1:" + adminPort));
        ChildNode node = ChildNode.serve(folder.resolve("crossfade.yaml"), adminPort);
        try {
            api.waitUntilServing();
            api.post(SHOP, "start");
            for (String table : List.of("customers", "orders")) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                    assertThat(api.migration(SHOP).path("step").asText()).isNotIn("failed", "ready");
                    return !"0"
                            .equals(Installation.SERVER.queryOne(
                                    database,
                                    "SELECT count(*) FROM crossfade.checkpoint c JOIN crossfade.migration m ON m.name ="
                                            + " c.migration WHERE m.table_oid = '" + table
                                            + "'::regclass AND NOT complete"));
                });
                node.kill();
                node.close();
                // Meanwhile rows come and go beside the proxy, in tables that are filled and in ones that are not.
                Installation.SERVER.execute(
                        database,
                        "UPDATE customers SET id = id - 100000 WHERE id IN (-7, -14000)",
                        "DELETE FROM customers WHERE id = (SELECT max(id) FROM customers WHERE id < -20)");
                node = ChildNode.serve(folder.resolve("crossfade.yaml"), adminPort);
                api.waitUntilServing();
            }
            api.waitUntilReady(SHOP, PATIENCE);
            assertThat(api.migration(SHOP)
                            .path("evidence")
                            .path("rowsDiffering")
                            .asInt())
                    .isZero();
            for (String column : List.of(
                    "customers.id",
                    "orders.customer_id",
                    "notes.customer_id",
                    "profiles.customer_id",
                    "badges.profile_id")) {
                String[] of = column.split("\\.", -1);
                assertThat(Installation.SERVER.queryOne(
                                database,
                                "SELECT count(*) FROM " + of[0] + " WHERE " + of[1] + " IS DISTINCT FROM " + of[1]
                                        + "_big"))
                        .as(column)
                        .isEqualTo("0");
            }
        } finally {
            node.close();
            Installation.delete(folder);
        }
    }

    private static void awaitStep(Api api, String name, String step) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            JsonNode status = api.migration(name);
            assertThat(status.path("step").asText()).as(status.toString()).isNotEqualTo("failed");
            return status.path("step").asText().equals(step);
        });
    }

    private static PostgresTools.Running pgbench(int port) {
        return PostgresTools.start(
                "pgbench",
                PostgresServer.APP_USER,
                PostgresServer.APP_PASSWORD,
                List.of(
                        "-n",
                        "-c",
                        "16",
                        "-j",
                        "2",
                        "-T",
                        Integer.toString(SECONDS),
                        "--max-tries=1",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "shop"));
    }

    /** {@code pgbench -i --foreign-keys}, as it comes: its history has no key. */
    @Test
    void pgbenchsBranchesAndAllThatReferToThem() {
        String database = Installation.SERVER.createDatabase();
        PostgresTools.Result filled = PostgresTools.start(
                        "pgbench",
                        PostgresServer.USER,
                        PostgresServer.PASSWORD,
                        List.of(
                                "-i",
                                "-q",
                                "--foreign-keys",
                                "-s",
                                Integer.toString(SCALE),
                                "-h",
                                Installation.SERVER.host(),
                                "-p",
                                Integer.toString(Installation.SERVER.port()),
                                database))
                .await(600);
        assertThat(filled.exitCode()).as(filled.errors()).isZero();
        Installation.SERVER.execute(database, "GRANT ALL ON ALL TABLES IN SCHEMA public TO app");
        String foreignKeys = foreignKeys(database);
        Map<String, String> file = Map.of(BOOKS, """
                name: branch-id
                database: shop
                table: public.pgbench_branches
                retype: {column: bid, to: bigint}
                soak: 0s
                backfill: {maxShare: 100%}
                """);
        try (Installation installation = Installation.start(database, file)) {
            Api api = installation.api();
            AtomicReference<PostgresTools.@Nullable Running> running = new AtomicReference<>();
            AtomicBoolean enough = new AtomicBoolean();
            // Again and again: how long the migration takes is the machine's.
            CompletableFuture<List<PostgresTools.Result>> load = CompletableFuture.supplyAsync(() -> {
                List<PostgresTools.Result> runs = new ArrayList<>();
                do {
                    PostgresTools.Running one = pgbench(installation.port());
                    running.set(one);
                    runs.add(one.await(SECONDS + 120L));
                } while (!enough.get() && runs.get(runs.size() - 1).exitCode() == 0);
                return runs;
            });
            try {
                Map<String, Double> steps = new LinkedHashMap<>();
                long began = System.nanoTime();
                api.startAndWaitUntilReady(BOOKS, PATIENCE);
                steps.put("start to ready", seconds(began));
                for (String stage : List.of("shadow", "live", "ramp-down")) {
                    api.stage(BOOKS, stage);
                }
                for (String step : List.of("ready", "done")) {
                    began = System.nanoTime();
                    api.post(BOOKS, "advance");
                    awaitStep(api, BOOKS, step);
                    steps.put(step.equals("ready") ? "release" : "contract", seconds(began));
                }
                String done = Installation.SERVER.queryOne(database, HISTORY);
                await().atMost(PATIENCE)
                        .until(() -> load.isDone()
                                || !Installation.SERVER
                                        .queryOne(database, HISTORY)
                                        .equals(done));
                enough.set(true);
                List<PostgresTools.Result> runs = load.join();
                assertThat(runs).allSatisfy(run -> {
                    assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
                    assertThat(run.output()).containsPattern("number of failed transactions: 0 ");
                    assertThat(run.errors()).doesNotContainIgnoringCase("error").doesNotContain("aborted");
                });
                assertThat(Installation.SERVER.queryOne(database, HISTORY))
                        .as("written after the contract, too")
                        .isNotEqualTo(done);
                Figures.write("pgbench --foreign-keys, scale " + SCALE
                        + ", 16 clients: bid of branches, tellers, accounts and history"
                        + " int to bigint through contract: "
                        + steps.entrySet().stream()
                                .map(e -> String.format("%s %.1f s", e.getKey(), e.getValue()))
                                .collect(Collectors.joining(", "))
                        + "; "
                        + runs.stream()
                                .flatMap(run -> run.output().lines())
                                .filter(l -> l.contains("processed") || l.contains("failed"))
                                .collect(Collectors.joining(", ")));
            } finally {
                enough.set(true);
                PostgresTools.Running last = running.get();
                if (last != null) {
                    last.process().destroyForcibly();
                }
            }
        }
        String sums = Installation.SERVER.queryOne(
                database,
                "SELECT concat_ws(' ', (SELECT sum(delta) FROM pgbench_history), (SELECT sum(abalance) FROM pgbench_accounts),"
                        + " (SELECT sum(tbalance) FROM pgbench_tellers), (SELECT sum(bbalance) FROM pgbench_branches))");
        assertThat(Stream.of(sums.split(" ", -1)).distinct()).as(sums).hasSize(1);
        for (String table : List.of("branches", "tellers", "accounts", "history")) {
            assertThat(Installation.SERVER.queryOne(
                            database,
                            "SELECT concat_ws(' ', count(*) FILTER (WHERE bid_new IS NULL OR bid_new NOT BETWEEN 1 AND "
                                    + SCALE + "), pg_typeof(max(bid_new))) FROM pgbench_" + table))
                    .as(table)
                    .isEqualTo("0 bigint");
        }
        assertThat(foreignKeys(database)).isEqualTo(foreignKeys.replace("bid)", "bid_new)"));
        Installation.SERVER.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    private static String foreignKeys(String database) {
        return Installation.SERVER.queryOne(
                database,
                "SELECT string_agg(conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid), E'\\n' ORDER BY conname)"
                        + " FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace");
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
