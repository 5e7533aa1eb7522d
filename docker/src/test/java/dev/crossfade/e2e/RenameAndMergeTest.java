package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A rename and a merge, each from start back from every stage, forth again and through the contract, under writers that speak old all the
 * time, know every row that is theirs and read it back; all rows of the table are compared in the end. The other kinds have theirs in
 * {@link StagePairsTest}, {@link ContractUnderLoadTest} and {@link KeyGroupTest}, changes of the schema in {@code SchemaChangeTest} of {@code admin}.
 */
class RenameAndMergeTest {
    private static final int ROWS = 5_000;
    private static final int WRITERS = 3;
    private static final List<String> NAMES = List.of("person-name", "place-address");
    private static final List<String> STAGES = List.of("off", "dual-write", "shadow", "live", "ramp-down");

    private static final Map<String, String> FILES = Map.of("person-name", """
            name: person-name
            database: shop
            table: public.people
            rename: {column: name, to: full_name}
            soak: 0s
            backfill: {maxShare: 100%}
            """, "place-address", """
            name: place-address
            database: shop
            table: public.places
            columns:
              old: [street, city]
              new:
                - {name: address, type: text, up: "street || ', ' || city"}
              down:
                street: "split_part(address, ', ', 1)"
                city: "split_part(address, ', ', 2)"
            soak: 0s
            backfill: {maxShare: 100%}
            """);

    /** Rows of its own, by id, as it has written them last. */
    private static final class Writer extends Thread {
        private final Installation installation;
        private final int number;
        private final Map<Integer, String> people = new HashMap<>();
        private final Map<Integer, String> places = new HashMap<>();
        private final AtomicInteger rounds = new AtomicInteger();
        private volatile boolean stop;
        private volatile @Nullable Throwable problem;

        Writer(Installation installation, int number) {
            this.installation = installation;
            this.number = number;
        }

        @Override
        public void run() {
            Random random = new Random(number);
            try (Connection connection = installation.connect()) {
                for (int next = ROWS * 10 + number; !stop; next += WRITERS) {
                    String value = "v" + random.nextInt(1_000_000);
                    write(connection, "INSERT INTO people (id, name) VALUES (?, ?)", next, value);
                    write(connection, "INSERT INTO places (street, city, id) VALUES (?, ?, ?)", value, "c", next);
                    people.put(next, value);
                    places.put(next, value + "|c");
                    int old = 1 + number + WRITERS * random.nextInt(ROWS / WRITERS - 1);
                    write(connection, "UPDATE people SET name = ? WHERE id = ?", value, old);
                    write(connection, "UPDATE places SET city = ? WHERE id = ?", value, next);
                    people.put(old, value);
                    places.put(next, value + "|" + value);
                    assertThat(one(connection, "SELECT name FROM people WHERE id = ?", old))
                            .isEqualTo(value);
                    assertThat(one(connection, "SELECT street || '|' || city FROM places WHERE id = ?", next))
                            .isEqualTo(places.get(next));
                    rounds.incrementAndGet();
                }
            } catch (Throwable e) {
                problem = e;
            }
        }

        void requireNoProblem() {
            if (problem != null) {
                throw new AssertionError("writer " + number, problem);
            }
        }

        void awaitMore() {
            int enough = rounds.get() + 15;
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> rounds.get() >= enough || problem != null);
            requireNoProblem();
        }

        /** What every reader of old is told of its rows. */
        void compare(Connection connection) throws SQLException {
            for (Map.Entry<Integer, String> row : people.entrySet()) {
                assertThat(one(connection, "SELECT name FROM people WHERE id = ?", row.getKey()))
                        .isEqualTo(row.getValue());
            }
            for (Map.Entry<Integer, String> row : places.entrySet()) {
                assertThat(one(connection, "SELECT street || '|' || city FROM places WHERE id = ?", row.getKey()))
                        .isEqualTo(row.getValue());
            }
        }
    }

    private static void write(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            assertThat(statement.executeUpdate()).as(sql).isOne();
        }
    }

    private static @Nullable String one(Connection connection, String sql, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    @Test
    void forthBackFromEachStageForthAgainAndThroughTheContract() throws Exception {
        String database = Installation.SERVER.createDatabase();
        Installation.SERVER.execute(
                database,
                "CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, note text)",
                "CREATE INDEX people_by_name ON people (name)",
                "INSERT INTO people (id, name) SELECT i, 'n' || i FROM generate_series(1, " + ROWS + ") i",
                "CREATE TABLE places (id int PRIMARY KEY, street text NOT NULL, city text NOT NULL)",
                "INSERT INTO places SELECT i, 's' || i, 'c' || i FROM generate_series(1, " + ROWS + ") i",
                "GRANT ALL ON people, places TO PUBLIC");
        List<Writer> writers = new ArrayList<>();
        try (Installation installation = Installation.start(database, FILES)) {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new Writer(installation, i));
            }
            writers.forEach(Thread::start);
            Api api = installation.api();
            for (int from = 1; from < STAGES.size(); from++) {
                forth(api, from, writers);
                for (String name : NAMES) {
                    api.stage(name, "off");
                }
                writers.forEach(Writer::awaitMore);
            }
            forth(api, STAGES.size() - 1, writers);
            for (String name : NAMES) {
                api.post(name, "advance");
                awaitStep(api, name, "ready");
                assertThat(api.stage(name)).isEqualTo("complete");
            }
            writers.forEach(Writer::awaitMore);
            for (String name : NAMES) {
                api.post(name, "advance");
                awaitStep(api, name, "done");
            }
            writers.forEach(Writer::awaitMore);
            for (Writer writer : writers) {
                writer.stop = true;
                writer.join(30_000);
                writer.requireNoProblem();
            }
            try (Connection connection = installation.connect()) {
                for (Writer writer : writers) {
                    writer.compare(connection);
                }
            }
            assertThat(columns(database, "people")).isEqualTo("id,note,full_name");
            assertThat(columns(database, "places")).isEqualTo("id,address");
            // What nobody has written since the beginning is what it was.
            try (Connection direct = Installation.SERVER.connect(database);
                    Statement statement = direct.createStatement()) {
                String ours = String.join(
                        ",",
                        writers.stream()
                                .flatMap(writer -> writer.people.keySet().stream())
                                .map(String::valueOf)
                                .toList());
                try (ResultSet rows =
                        statement.executeQuery("SELECT (SELECT count(*) FROM people WHERE id NOT IN (" + ours
                                + ") AND full_name IS DISTINCT FROM 'n' || id) + (SELECT count(*) FROM places WHERE id <= "
                                + ROWS
                                + " AND address IS DISTINCT FROM 's' || id || ', c' || id)")) {
                    rows.next();
                    assertThat(rows.getLong(1)).isZero();
                }
            }
        } finally {
            writers.forEach(writer -> writer.stop = true);
        }
    }

    private static void forth(Api api, int to, List<Writer> writers) {
        for (String name : NAMES) {
            api.startAndWaitUntilReady(name, Duration.ofSeconds(60));
        }
        for (int stage = 2; stage <= to; stage++) {
            for (String name : NAMES) {
                api.stage(name, STAGES.get(stage));
            }
            writers.forEach(Writer::awaitMore);
        }
    }

    private static String columns(String database, String table) {
        return Installation.SERVER.queryOne(
                database,
                "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND"
                        + " attrelid = '" + table + "'::regclass");
    }

    private static void awaitStep(Api api, String migration, String step) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    JsonNode status = api.migration(migration);
                    if (status.path("step").asText().equals("failed")) {
                        fail("failed: " + status);
                    }
                    return status.path("step").asText().equals(step);
                });
    }
}
