package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.rewrite.RegressTally;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.testing.MysqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How much of MySQL's own regression statements is rewritten, and whether it is rewritten right: every column in turn of every
 * table that enough queries and writes of a script name is a migration, and each of those statements runs as it is on one
 * database and rewritten on another. Not part of the ordinary tests: {@code -Dcrossfade.regress.folder} names a folder
 * {@code mysql-test/t}, see CONTRIBUTING.md. {@code -Dcrossfade.regress.scripts} (a regular expression), {@code .columns} (the
 * most named ones of each table, behind {@code .skip}) and {@code .minimum} (statements) make it shorter.
 */
class MySqlRegressionMeasure {
    private static final String SCRIPTS = System.getProperty("crossfade.regress.scripts", ".*");
    private static final int COLUMNS = Integer.getInteger("crossfade.regress.columns", Integer.MAX_VALUE);
    private static final int SKIPPED = Integer.getInteger("crossfade.regress.skip", 0);
    private static final int MINIMUM = Integer.getInteger("crossfade.regress.minimum", 50);
    private static final long UNTIL =
            System.nanoTime() + Long.getLong("crossfade.regress.seconds", 360_000L) * 1_000_000_000L;

    private static final List<Stage> STAGES = List.of(Stage.DUAL_WRITE, Stage.LIVE);

    private final MysqlServer server = MysqlServer.shared();
    private final Rewriter rewriter = new Rewriter();
    private final Map<String, List<Double>> shares = new TreeMap<>();
    private final RegressTally all = new RegressTally();

    @Test
    void regressionStatementsAreRewrittenRightOrRefused() throws Exception {
        String folder = System.getProperty("crossfade.regress.folder", "");
        assertThat(folder)
                .as("-Dcrossfade.regress.folder=…/mysql-test/t of MySQL's sources")
                .isNotEmpty();
        List<Path> files;
        try (Stream<Path> list = Files.list(Path.of(folder))) {
            files = list.filter(f -> f.getFileName().toString().matches("(" + SCRIPTS + ")\\.test"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            List<MySqlScript.Step> steps = MySqlScript.read(file);
            RegressTally script = new RegressTally();
            for (String table : tables(steps)) {
                measure(file.getFileName().toString(), steps, table, script);
            }
            all.add(script);
            System.out.printf("%s: %s%n%s", file.getFileName(), script.counts(), script.reasons());
        }
        report();
        assertThat(all.wrongOnes()).isEmpty();
    }

    private static Set<String> tables(List<MySqlScript.Step> steps) {
        Map<String, Integer> made = new LinkedHashMap<>();
        for (MySqlScript.Step step : steps) {
            var tokens = step.tokens();
            if (tokens.size() > 3 && step.first().is("create") && tokens.get(1).is("table")) {
                int at = tokens.get(2).is("if") ? 5 : 2;
                // names beyond ASCII are not what the server calls them in the character set of this connection
                if (at < tokens.size()
                        && tokens.get(at).isName()
                        && tokens.get(at).value().matches("[ -~]+")) {
                    made.put(tokens.get(at).value(), 0);
                }
            }
        }
        Set<String> enough = new LinkedHashSet<>();
        made.keySet().forEach(table -> {
            if (steps.stream().filter(s -> s.isData() && s.names(table)).count() >= MINIMUM) {
                enough.add(table);
            }
        });
        return enough;
    }

    private void measure(String script, List<MySqlScript.Step> steps, String table, RegressTally of)
            throws SQLException {
        if (System.nanoTime() > UNTIL) {
            return;
        }
        for (String column : columns(steps, table)) {
            if (System.nanoTime() > UNTIL) {
                System.out.println("  not all columns of " + table + " (" + script + ")");
                return;
            }
            RegressTally tally = new RegressTally();
            for (Stage stage : STAGES) {
                run(script, steps, table, column, stage, tally);
            }
            if (tally.statements() < MINIMUM * STAGES.size()) {
                continue;
            }
            of.add(tally);
            String name = table + " (" + script + ")";
            shares.computeIfAbsent(name, n -> new ArrayList<>()).add(tally.share());
            System.out.printf("%-40s %-16s %5.1f %%  %s%n", name, column, tally.share(), tally.counts());
            tally.wrongOnes().stream().limit(3).forEach(w -> System.out.println("  WRONG " + w));
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("useAffectedRows", "true");
        settings.setProperty("connectionTimeZone", "SERVER");
        settings.setProperty("socketTimeout", "60000");
        settings.setProperty("characterEncoding", "ISO8859_1");
        return server.connect(database, settings);
    }

    /** The columns that enough statements meet, as the script makes and changes the table, those that they name most first. */
    private List<String> columns(List<MySqlScript.Step> steps, String table) throws SQLException {
        Map<String, Integer> met = new LinkedHashMap<>();
        Map<String, Integer> named = new HashMap<>();
        Set<String> now = new LinkedHashSet<>();
        String database = server.createDatabase();
        try (Connection connection = connect(database)) {
            for (MySqlScript.Step step : steps) {
                boolean names = step.names(table);
                if (!step.isData() || step.first().is("insert")) {
                    MySqlRegressPair.send(connection, step.in(database));
                }
                if (step.isData() && names) {
                    now.forEach(column -> {
                        met.merge(column, 1, Integer::sum);
                        named.merge(column, step.names(column) ? 1 : 0, Integer::sum);
                    });
                } else if (!step.first().is("set")) {
                    now = columns(connection, database, table);
                }
            }
        } catch (SQLException e) {
            System.out.println("  ended early: " + e.getMessage());
        } finally {
            drop(database);
        }
        return met.keySet().stream()
                .filter(column -> met.getOrDefault(column, 0) >= MINIMUM)
                .sorted(Comparator.comparing(column -> -named.getOrDefault(column, 0)))
                .skip(SKIPPED)
                .limit(COLUMNS)
                .toList();
    }

    private static Set<String> columns(Connection connection, String database, String table) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT c.column_name FROM"
                + " information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) WHERE"
                + " c.table_schema = ? AND c.table_name = ? AND c.extra = '' AND t.engine = 'InnoDB'")) {
            statement.setString(1, database);
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }

    private void run(
            String script, List<MySqlScript.Step> steps, String table, String column, Stage stage, RegressTally tally)
            throws SQLException {
        String plain = server.createDatabase();
        String changing = server.createDatabase();
        try (Connection twin = connect(plain);
                Connection migrating = connect(changing)) {
            MySqlSubject subject = new MySqlSubject(migrating, changing, table, column, stage);
            MySqlRegressPair pair =
                    new MySqlRegressPair(twin, plain, migrating, changing, table, stage, subject, tally, rewriter);
            for (MySqlScript.Step step : steps) {
                pair.run(step);
            }
        } catch (SQLException e) {
            System.out.println("  " + script + " ended early: " + e.getMessage());
        } finally {
            drop(plain);
            drop(changing);
        }
    }

    private void drop(String database) throws SQLException {
        try (Connection connection = server.connect("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + database);
        }
    }

    private void report() throws IOException {
        StringBuilder text = new StringBuilder();
        List<Double> every = new ArrayList<>();
        shares.forEach((table, list) -> {
            list.sort(null);
            every.addAll(list);
            text.append("%-44s %2d columns, median %5.1f %%, worst %5.1f %%%n"
                    .formatted(table, list.size(), list.get(list.size() / 2), list.get(0)));
        });
        every.sort(null);
        text.append("%d tables, %d columns: median %.1f %%, worst %.1f %%; %s%n%n"
                .formatted(
                        shares.size(),
                        every.size(),
                        every.isEmpty() ? 0 : every.get(every.size() / 2),
                        every.isEmpty() ? 0 : every.get(0),
                        all.counts()));
        text.append(all.reasons());
        System.out.println(text);
        Path report = Path.of("target", "mysql-regression-measure.txt");
        Files.createDirectories(report.getParent());
        Files.writeString(report, text + "\n" + String.join("\n\n", all.wrongOnes()) + "\n");
    }
}
