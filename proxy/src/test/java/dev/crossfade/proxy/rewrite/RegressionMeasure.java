package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Stage;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How much of PostgreSQL's own regression statements is rewritten, and whether it is rewritten right: every column in turn
 * of every table that enough queries and writes name is a migration, and each of those statements runs as it is on one
 * database and rewritten on another. Not part of the ordinary tests, since it needs PostgreSQL's sources; see
 * CONTRIBUTING.md. {@code -Dcrossfade.regress.tables} (a regular expression), {@code .named} (one for columns),
 * {@code .columns} (the most named ones of each table) and {@code .minimum} (statements) make it shorter.
 */
class RegressionMeasure {
    private static final String TABLES = System.getProperty("crossfade.regress.tables", ".*");
    private static final String NAMED = System.getProperty("crossfade.regress.named", ".*");
    private static final int COLUMNS = Integer.getInteger("crossfade.regress.columns", Integer.MAX_VALUE);
    private static final int MINIMUM = Integer.getInteger("crossfade.regress.minimum", 50);
    private static final List<String> SETUP = List.of("test_setup.sql", "create_misc.sql");
    /** In PostgreSQL's own order this script comes before those that query the big tables, which take minutes without. */
    private static final String INDEXES = "create_index.sql";

    /** Their answers are numbers that the server gives to large objects. */
    private static final Set<String> LEFT_OUT = Set.of("largeobject.sql");

    private static final List<Stage> STAGES = List.of(Stage.DUAL_WRITE, Stage.LIVE);

    private final PostgresServer server = PostgresServer.shared();
    private final Rewriter rewriter = new Rewriter();
    private final Map<String, List<PsqlScript.Step>> scripts = new TreeMap<>();
    private final Map<String, List<Double>> shares = new TreeMap<>();
    private final RegressTally all = new RegressTally();
    private String base = "";
    private int databases;

    /** A table that several scripts share, or that one of them makes. */
    private record Subject(String table, List<String> scripts) {}

    @Test
    void regressionStatementsAreRewrittenRightOrRefused() throws Exception {
        Path source = RegressSources.folder();
        try (Stream<Path> files = Files.list(source.resolve("sql"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".sql") && !LEFT_OUT.contains(name)) {
                    scripts.put(name, PsqlScript.read(source, name));
                }
            }
        }
        base = server.createDatabase();
        try (Connection connection = connect(base)) {
            RegressSubject.functions(connection);
            for (String name : SETUP) {
                for (PsqlScript.Step step : scripts.getOrDefault(name, List.of())) {
                    RegressPair.send(connection, step.sql(), step.input());
                }
            }
            for (PsqlScript.Step step : scripts.getOrDefault(INDEXES, List.of())) {
                if (step.sql().matches("(?is)create (unique )?index \\w+ on (onek|tenk1|tenk2)\\b.*")) {
                    RegressPair.send(connection, step.sql(), step.input());
                }
            }
        }
        for (Subject subject : subjects()) {
            measure(subject);
        }
        report();
        assertThat(all.wrongOnes()).isEmpty();
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.USER);
        properties.setProperty("password", PostgresServer.PASSWORD);
        properties.setProperty("preferQueryMode", "simple");
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database, properties);
        TwinSchema.run(
                connection,
                "SET client_min_messages = error",
                "SET synchronous_commit = off",
                "SET statement_timeout = '20s'",
                "SET timezone = 'PST8PDT'",
                "SET datestyle = 'ISO, MDY'",
                "SET max_parallel_workers_per_gather = 0");
        return connection;
    }

    private List<Subject> subjects() throws SQLException {
        Set<String> shared = new LinkedHashSet<>();
        try (Connection connection = connect(base);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relname FROM pg_class WHERE relkind = 'r'"
                        + " AND relnamespace = 'public'::regnamespace ORDER BY 1")) {
            while (rows.next()) {
                shared.add(rows.getString(1));
            }
        }
        List<Subject> subjects = new ArrayList<>();
        Map<String, List<String>> scriptsOf = new LinkedHashMap<>();
        for (String script : scripts.keySet()) {
            if (SETUP.contains(script)) {
                continue;
            }
            Set<String> made = made(script);
            for (String table : made) {
                if (count(script, table) >= MINIMUM) {
                    subjects.add(new Subject(table, List.of(script)));
                }
            }
            for (String table : shared) {
                if (!made.contains(table) && count(script, table) > 0) {
                    scriptsOf.computeIfAbsent(table, t -> new ArrayList<>()).add(script);
                }
            }
        }
        scriptsOf.forEach((table, list) -> {
            if (list.stream().mapToInt(s -> count(s, table)).sum() >= MINIMUM) {
                subjects.add(new Subject(table, list));
            }
        });
        subjects.removeIf(s -> !s.table().matches(TABLES));
        return subjects;
    }

    private Set<String> made(String script) {
        Set<String> made = new LinkedHashSet<>();
        for (PsqlScript.Step step : scripts.getOrDefault(script, List.of())) {
            if (!step.first().is("create")) {
                continue;
            }
            var tokens = step.tokens();
            for (int i = 1; i + 1 < Math.min(tokens.size(), 8); i++) {
                if (tokens.get(i).is("table")) {
                    int at = tokens.get(i + 1).is("if") ? i + 4 : i + 1;
                    if (at < tokens.size()
                            && (at + 1 == tokens.size() || !tokens.get(at + 1).isSymbol("."))) {
                        made.add(tokens.get(at).value());
                    }
                    break;
                }
            }
        }
        return made;
    }

    private int count(String script, String table) {
        return (int) scripts.getOrDefault(script, List.of()).stream()
                .filter(s -> Statements.isData(s.first()) && s.names(table))
                .count();
    }

    private void measure(Subject subject) throws SQLException {
        for (String column : columns(subject)) {
            RegressTally tally = new RegressTally();
            for (Stage stage : STAGES) {
                for (String script : subject.scripts()) {
                    run(script, subject.table(), column, stage, tally);
                }
            }
            if (tally.statements() < MINIMUM * STAGES.size()) {
                continue; // while it migrates; what the preflight refuses never does
            }
            all.add(tally);
            String name = subject.table()
                    + (subject.scripts().size() == 1 ? " (" + subject.scripts().get(0) + ")" : "");
            shares.computeIfAbsent(name, n -> new ArrayList<>()).add(tally.share());
            System.out.printf("%-40s %-16s %5.1f %%  %s%n", name, column, tally.share(), tally.counts());
            tally.wrongOnes().stream().limit(3).forEach(w -> System.out.println("  WRONG " + w));
        }
    }

    /** The table's columns as the scripts make them, those that the statements name most first. */
    private List<String> columns(Subject subject) throws SQLException {
        Map<String, Integer> named = new LinkedHashMap<>();
        String script = subject.scripts().get(0);
        String database = copyOfBase();
        try (Connection connection = connect(database)) {
            addColumns(connection, subject.table(), named);
            if (named.isEmpty()) {
                for (PsqlScript.Step step : scripts.getOrDefault(script, List.of())) {
                    if (!Statements.isData(step.first()) || step.has("insert") || step.has("into")) {
                        RegressPair.send(connection, step.sql(), step.input());
                    }
                    if (step.names(subject.table())
                            && RegressPair.state(connection) != org.postgresql.core.TransactionState.FAILED) {
                        addColumns(connection, subject.table(), named);
                    }
                }
            }
        } finally {
            drop(database);
        }
        for (String each : subject.scripts()) {
            for (PsqlScript.Step step : scripts.getOrDefault(each, List.of())) {
                if (step.names(subject.table())) {
                    named.replaceAll((column, count) -> count + (step.names(column) ? 1 : 0));
                }
            }
        }
        return named.entrySet().stream()
                .sorted(Comparator.comparing(e -> -e.getValue()))
                .map(Map.Entry::getKey)
                .filter(column -> column.matches(NAMED))
                .limit(COLUMNS)
                .toList();
    }

    private static void addColumns(Connection connection, String table, Map<String, Integer> named)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid ="
                        + " pg_catalog.to_regclass('" + table + "') AND attnum > 0 AND NOT attisdropped")) {
            while (rows.next()) {
                named.putIfAbsent(rows.getString(1), 0);
            }
        }
    }

    private void run(String script, String table, String column, Stage stage, RegressTally tally) throws SQLException {
        String plain = copyOfBase();
        String changing = copyOfBase();
        try (Connection twin = connect(plain);
                Connection migrating = connect(changing)) {
            RegressPair pair = new RegressPair(twin, migrating, table, column, stage, tally, rewriter);
            pair.start();
            for (PsqlScript.Step step : scripts.getOrDefault(script, List.of())) {
                pair.run(step);
            }
        } catch (SQLException e) {
            System.out.println("  " + script + " ended early: " + e.getMessage());
        } finally {
            drop(plain);
            drop(changing);
        }
    }

    private String copyOfBase() {
        String name = "regress" + ++databases + "_" + ProcessHandle.current().pid();
        server.execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + base);
        return name;
    }

    private void drop(String database) {
        server.execute("postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
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
        Path report = Path.of("target", "regression-measure.txt");
        Files.createDirectories(report.getParent());
        Files.writeString(report, text + "\n" + String.join("\n\n", all.wrongOnes()) + "\n");
    }
}
