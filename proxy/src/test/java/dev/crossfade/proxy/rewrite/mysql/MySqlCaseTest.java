package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.FoldingCheck;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.testing.MysqlServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays the folders {@code case/mysql/NAME}: {@code schema.sql} defines a migration and the table of each side,
 * {@code statements.sql} what clients say. Each statement runs rewritten on the migrating table and as it is on the table that
 * has only the side its client speaks; the two must end alike, unless the statement is refused or the file says in what it
 * differs. {@code expected.sql} shows what becomes of it, and is compared too.
 */
class MySqlCaseTest {
    private static final String ONLY = System.getProperty("crossfade.cases.only", ".*");
    private static final List<Stage> STAGES = List.of(Stage.OFF, Stage.DUAL_WRITE, Stage.LIVE);

    private final Rewriter rewriter = new Rewriter();
    private final FoldingCheck folding = new FoldingCheck(rewriter, 20261126L);

    @TestFactory
    Stream<DynamicTest> cases() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(MySqlCaseTest.class.getResource("/case/mysql"))
                .toURI());
        List<Path> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.filter(f -> f.getFileName().toString().matches(ONLY))
                    .sorted()
                    .toList();
        }
        assertThat(names).isNotEmpty();
        return names.stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> play(path)));
    }

    /** A statement, who says it, and in what it may differ from the twin. */
    private record Said(Side side, String sql, boolean differs) {}

    private void play(Path folder) throws IOException, SQLException {
        String schema = Files.readString(folder.resolve("schema.sql"));
        List<Said> statements = statements(Files.readString(folder.resolve("statements.sql")));
        StringBuilder outcome = new StringBuilder();
        MysqlServer server = MysqlServer.shared();
        String name = "case-" + folder.getFileName();
        boolean contracted = values(schema, "stage").contains("contracted");
        for (Stage stage : contracted ? List.of(Stage.COMPLETE) : stages(schema)) {
            for (Side side : Side.values()) {
                play(server, name, schema, stage, side, statements, outcome);
            }
        }
        Path expected = folder.resolve("expected.sql");
        if (Boolean.getBoolean("crossfade.cases.write")) {
            Files.writeString(expected, outcome.toString());
        }
        assertThat(outcome).hasToString(Files.readString(expected));
    }

    /** All three, unless the schema names those that it is for. */
    private static List<Stage> stages(String schema) {
        List<String> named = values(schema, "stages");
        return named.isEmpty()
                ? STAGES
                : Stream.of(named.get(0).split(", ", -1))
                        .map(s -> Stage.ofVariant(s).orElseThrow())
                        .toList();
    }

    private void play(
            MysqlServer server,
            String name,
            String schema,
            Stage stage,
            Side side,
            List<Said> statements,
            StringBuilder outcome)
            throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("useAffectedRows", "true");
        settings.setProperty("connectionTimeZone", "SERVER");
        settings.setProperty("allowMultiQueries", "true");
        String database = server.createDatabase();
        try (Connection migrating = server.connect(database, settings);
                Connection twin = server.connect(server.createDatabase(), settings)) {
            ColumnMigration migration = migration(name, schema, database);
            prepare(migrating, twin, schema, migration, stage, side);
            Catalog catalog = MySqlSubject.withViews(MySqlShop.catalog(migrating, database), migrating, database);
            if (stage == Stage.COMPLETE) {
                catalog = MySqlShop.without(catalog, migration);
                for (String old : migration.oldColumns()) {
                    MySqlShop.run(
                            migrating, "ALTER TABLE `" + migration.table().name() + "` DROP COLUMN `" + old + "`");
                }
            }
            for (Said said : statements) {
                if (said.side() == side) {
                    say(migrating, twin, migration, catalog, stage, said, database, outcome);
                }
            }
            if (stage == Stage.LIVE) {
                assertThat(disagreeing(migrating, migration))
                        .as(name + ", live, speaks " + side.variant() + ": rows whose sides do not agree")
                        .isEmpty();
            }
        }
    }

    /** What the other side holds is not read while it is live, and must be right all the same: the way back is open. */
    private static List<String> disagreeing(Connection migrating, ColumnMigration migration) throws SQLException {
        List<String> columns = new ArrayList<>();
        migration.oldColumns().forEach(c -> columns.add("`" + c + "`"));
        migration.newColumns().forEach(c -> columns.add("`" + c.name() + "`"));
        String all = String.join(", ", columns);
        String query = "SELECT CONCAT_WS(' / ', " + all + ") FROM `"
                + migration.table().name() + "` WHERE NOT " + MySqlShop.quoted(migration.agrees()) + "(" + all + ")";
        List<String> found = new ArrayList<>();
        try (Statement statement = migrating.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void say(
            Connection migrating,
            Connection twin,
            ColumnMigration migration,
            Catalog catalog,
            Stage stage,
            Said said,
            String database,
            StringBuilder outcome)
            throws SQLException {
        String title = stage.variant() + ", speaks " + said.side().variant();
        RuleSet rules = new RuleSet(List.of(MigrationRule.of(migration, stage, said.side())));
        RewriteRequest request =
                RewriteRequest.forMySql(said.sql(), rules, catalog, Set.of(), session(migrating, database));
        folding.check(request, 5);
        RewriteResult result = rewriter.rewrite(request);
        outcome.append("-- ").append(title).append('\n').append(said.sql()).append('\n');
        if (result instanceof RewriteResult.Refused refused) {
            outcome.append("-- refused: ")
                    .append(refused.message().replace(database, "shop"))
                    .append("\n\n");
            return;
        }
        String rewritten = said.sql();
        if (result instanceof RewriteResult.Rewritten yes) {
            rewritten = yes.sql();
            outcome.append("-- becomes\n").append(rewritten).append('\n');
        } else {
            outcome.append("-- untouched\n");
        }
        String actual = execute(migrating, rewritten);
        outcome.append(actual).append("\n\n");
        String expected = execute(twin, said.sql());
        if (!said.differs()) {
            assertThat(actual).as(title + ": " + said.sql() + "\n" + rewritten).isEqualTo(expected);
        }
    }

    private static MySqlSession session(Connection connection, String database) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@sql_mode")) {
            row.next();
            return MySqlSession.of(database, false, row.getString(1));
        }
    }

    private static String execute(Connection connection, String sql) throws SQLException {
        List<String> shown = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() >= 0) {
                shown.add(rows ? rows(statement) : "-- count " + statement.getUpdateCount());
                rows = statement.getMoreResults();
            }
        } catch (SQLException e) {
            shown.add("-- error " + e.getErrorCode());
        }
        return String.join("\n", shown);
    }

    private static String rows(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            StringBuilder shown = new StringBuilder("--");
            int width = rows.getMetaData().getColumnCount();
            for (int i = 1; i <= width; i++) {
                shown.append(i == 1 ? " " : " | ")
                        .append(rows.getMetaData().getColumnLabel(i))
                        .append(' ')
                        .append(rows.getMetaData().getColumnTypeName(i));
            }
            while (rows.next()) {
                shown.append("\n--   ");
                for (int i = 1; i <= width; i++) {
                    shown.append(i == 1 ? "" : " | ").append(rows.getString(i));
                }
            }
            return shown.toString();
        }
    }

    private static void prepare(
            Connection migrating, Connection twin, String schema, ColumnMigration migration, Stage stage, Side side)
            throws SQLException {
        MySqlShop.run(migrating, "CREATE DATABASE IF NOT EXISTS crossfade");
        MySqlShop.run(
                migrating, "CREATE TABLE IF NOT EXISTS crossfade.dead_letter (migration varchar(40), value text)");
        MySqlShop.run(migrating, list(section(schema, "old")));
        MySqlShop.run(migrating, list(section(schema, "rows of old")));
        MySqlShop.run(twin, list(section(schema, side.variant())));
        MySqlShop.run(twin, list(section(schema, "rows of " + side.variant())));
        MySqlShop.functions(migrating, migration, values(schema, "type"));
        String table = "`" + migration.table().name() + "`";
        List<String> filled = new ArrayList<>();
        for (int i = 0; i < migration.newColumns().size(); i++) {
            NewColumn column = migration.newColumns().get(i);
            MySqlShop.run(migrating, "ALTER TABLE " + table + " ADD `" + column.name() + "` " + column.type());
            filled.add("`" + column.name() + "` = "
                    + MySqlShop.quoted(migration.up(i, OnFailure.NULL)) + "("
                    + String.join(", ", migration.oldColumns()) + ")");
        }
        if (!stage.isBefore(Stage.LIVE)) {
            MySqlShop.run(migrating, "UPDATE " + table + " SET " + String.join(", ", filled));
            MySqlShop.run(migrating, list(section(schema, "after the backfill")));
        }
        MySqlShop.run(migrating, list(section(schema, "session")));
        MySqlShop.run(twin, list(section(schema, "session")));
    }

    private static ColumnMigration migration(String name, String schema, String database) {
        List<NewColumn> news = new ArrayList<>();
        for (String line : values(schema, "new")) {
            String[] parts = line.split(" := ", -1);
            String[] typed = parts[0].split(" ", 2);
            news.add(new NewColumn(typed[0], typed[1], parts[1]));
        }
        Map<String, String> down = new java.util.HashMap<>();
        List<String> olds = values(schema, "old");
        for (int i = 0; i < olds.size(); i++) {
            down.put(olds.get(i), values(schema, "down").get(i));
        }
        return new ColumnMigration(
                name,
                "shop",
                new TableName(database, values(schema, "table").get(0)),
                Conversion.valueOf(values(schema, "conversion").get(0).toUpperCase(Locale.ROOT)),
                olds,
                news,
                down);
    }

    /** What stands behind {@code -- key:}, one line each. */
    private static List<String> values(String schema, String key) {
        return schema.lines()
                .filter(l -> l.startsWith("-- " + key + ": "))
                .map(l -> l.substring(key.length() + 5))
                .toList();
    }

    /** What stands below {@code -- [title]}, up to the next title. */
    private static String section(String schema, String title) {
        int start = schema.indexOf("-- [" + title + "]\n");
        if (start < 0) {
            return "";
        }
        start = schema.indexOf('\n', start) + 1;
        int end = schema.indexOf("-- [", start);
        return schema.substring(start, end < 0 ? schema.length() : end);
    }

    private static String[] list(String statements) {
        return Stream.of(statements.split(";\n", -1))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toArray(String[]::new);
    }

    private static List<Said> statements(String text) {
        List<Said> all = new ArrayList<>();
        List<Side> sides = List.of(Side.values());
        boolean differs = false;
        StringBuilder statement = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("-- speaks ")) {
                String who = line.substring("-- speaks ".length());
                sides = who.equals("either")
                        ? List.of(Side.values())
                        : List.of(Side.valueOf(who.toUpperCase(Locale.ROOT)));
            } else if (line.startsWith("-- differs")) {
                differs = true;
            } else if (!line.startsWith("--")) {
                statement.append(line).append('\n');
                if (line.endsWith(";")) {
                    String sql = statement.toString().strip();
                    for (Side side : sides) {
                        all.add(new Said(side, sql.substring(0, sql.length() - 1), differs));
                    }
                    statement.setLength(0);
                    differs = false;
                }
            }
        }
        return all;
    }
}
