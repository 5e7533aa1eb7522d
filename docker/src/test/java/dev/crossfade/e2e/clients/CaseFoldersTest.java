package dev.crossfade.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The folders of {@code case}, each with what the tools of the field learned the hard way: a table ({@code schema.sql}), a
 * migration of it, statements, and what they answer ({@code expected.sql}), which must be the same without Crossfade and through
 * it at each stage, with values that do not convert in rows that are backfilled and in rows that are written.
 * {@code agrees.sql} asks the migrated table for rows in which the sides do not agree. {@code -Dcrossfade.cases.write=true}
 * writes {@code expected.sql} anew from what the server says.
 */
@Timeout(180)
class CaseFoldersTest {
    private static final List<String> STAGES = List.of("dual-write", "live");
    private static final String ONLY = "-- stages: ";
    private static final Map<String, Stand> STANDS = new ConcurrentHashMap<>();

    static Stream<Arguments> casesAtTheirStages() throws Exception {
        List<Arguments> all = new ArrayList<>();
        for (String stage : STAGES) {
            for (Path folder : folders(stage)) {
                all.add(Arguments.of(folder.getFileName().toString(), stage, folder));
            }
        }
        return all.stream();
    }

    private static List<Path> folders(String stage) throws IOException, URISyntaxException {
        Path cases = Path.of(Objects.requireNonNull(CaseFoldersTest.class.getResource("/case"))
                .toURI());
        List<Path> there = new ArrayList<>();
        try (Stream<Path> folders = Files.list(cases)) {
            for (Path folder : folders.sorted().toList()) {
                if (stages(folder).contains(stage)) {
                    there.add(folder);
                }
            }
        }
        return there;
    }

    /** All, unless the schema's first comment names those that it is for. */
    private static List<String> stages(Path folder) throws IOException {
        String schema = Files.readString(folder.resolve("schema.sql"));
        int only = schema.indexOf(ONLY);
        return only < 0
                ? STAGES
                : List.of(schema.substring(only + ONLY.length(), schema.indexOf('.', only))
                        .split(", "));
    }

    /** All cases of a stage in one database: each has tables of its own. */
    private static Stand stand(String stage) {
        return STANDS.computeIfAbsent(stage, at -> {
            try {
                List<String> schema = new ArrayList<>();
                Map<String, String> migrations = new HashMap<>();
                for (Path folder : folders(at)) {
                    schema.addAll(statements(folder.resolve("schema.sql")));
                    String migration = Files.readString(folder.resolve("migration.yaml"));
                    migrations.put(migration.substring("name: ".length(), migration.indexOf('\n')), migration);
                }
                schema.add("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + PostgresServer.APP_USER);
                schema.add("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + PostgresServer.APP_USER);
                return Stand.migrating(PoolingMode.SESSION, at, schema, migrations);
            } catch (IOException | URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterAll
    static void stop() {
        STANDS.values().forEach(Stand::close);
        STANDS.clear();
    }

    /** Those of a file: one ends where a line ends with a semicolon. */
    private static List<String> statements(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).split(";\n"))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAtTheirStages")
    void answersAsExpected(String name, String stage, Path folder) throws Exception {
        List<String> statements = statements(folder.resolve("statements.sql"));
        Stand stand = stand(stage);
        Map<String, String> said = new LinkedHashMap<>();
        for (Way way : List.of(stand.direct(), stand.proxied())) {
            said.put(way.name(), play(way, statements));
        }
        Path expected = folder.resolve("expected.sql");
        if (Boolean.getBoolean("crossfade.cases.write")) {
            Files.writeString(Path.of("src/test/resources/case", name, "expected.sql"), said.get("direct"));
        } else {
            assertThat(said.get("direct")).as("the server itself").isEqualTo(Files.readString(expected));
        }
        assertThat(said.get("proxied")).as("through Crossfade").isEqualTo(said.get("direct"));
        for (String question : statements(folder.resolve("agrees.sql"))) {
            assertThat(rows(stand.proxied().database(), question))
                    .as("rows that do not agree")
                    .isEmpty();
        }
    }

    private static String play(Way way, List<String> statements) throws SQLException {
        StringBuilder said = new StringBuilder();
        try (Connection connection = way.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                said.append(sql).append(";\n");
                try {
                    if (statement.execute(sql)) {
                        answer(statement.getResultSet(), sql.contains(" ORDER BY "), said);
                    } else {
                        said.append("-- ").append(statement.getUpdateCount()).append('\n');
                    }
                } catch (SQLException e) {
                    said.append("-- ").append(e.getSQLState()).append(": ");
                    said.append(e.getMessage().replace("\n", "\n--   ")).append('\n');
                }
                said.append('\n');
            }
        }
        return said.toString();
    }

    /** Rows that the statement does not order come in any order: they are sorted. */
    private static void answer(ResultSet rows, boolean ordered, StringBuilder said) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            cells.add(columns.getColumnLabel(i) + " " + columns.getColumnTypeName(i));
        }
        said.append("-- ").append(String.join(", ", cells)).append('\n');
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            cells.clear();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                cells.add(rows.getString(i));
            }
            lines.add("-- " + String.join(" | ", cells) + '\n');
        }
        if (!ordered) {
            Collections.sort(lines);
        }
        lines.forEach(said::append);
    }

    private static List<String> rows(String database, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = PostgresServer.shared().connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
