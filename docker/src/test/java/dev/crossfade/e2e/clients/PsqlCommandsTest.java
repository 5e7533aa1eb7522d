package dev.crossfade.e2e.clients;

import dev.crossfade.e2e.PostgresTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** psql's own commands: what they ask the catalog, \copy, \watch, and TAB at a terminal. */
@Timeout(180)
class PsqlCommandsTest {
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE a_table (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text UNIQUE, unmistakable int DEFAULT 7,"
                    + " CONSTRAINT positive CHECK (id > 0))",
            "INSERT INTO a_table (v) SELECT 'a ' || g FROM generate_series(1, 30) g",
            "CREATE TABLE another (a int REFERENCES a_table, b numeric(5,2) NOT NULL) PARTITION BY RANGE (a)",
            "CREATE TABLE another_1 PARTITION OF another FOR VALUES FROM (0) TO (100)",
            "CREATE INDEX a_index ON a_table (unmistakable, lower(v))",
            "CREATE VIEW a_view AS SELECT v FROM a_table",
            "CREATE MATERIALIZED VIEW a_mat AS SELECT count(*) FROM a_table",
            "CREATE SEQUENCE a_seq",
            "CREATE FUNCTION a_function(i int) RETURNS int LANGUAGE sql AS 'SELECT i + 1'",
            "CREATE TYPE a_type AS ENUM ('x', 'y')",
            "CREATE DOMAIN a_domain AS int CHECK (VALUE > 0)",
            "CREATE FUNCTION a_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER a_trg BEFORE UPDATE ON another FOR EACH ROW EXECUTE FUNCTION a_trigger()",
            "COMMENT ON TABLE a_table IS 'a remark'");

    /** When \\watch asked. */
    private static final Pattern WATCHED = Pattern.compile("^.*( \\(every [0-9.]+s\\))$");

    private static void schema(Way way) throws SQLException {
        try (Connection connection = way.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
    }

    static PostgresTools.Result psql(Way way, List<String> commands) {
        List<String> arguments =
                new ArrayList<>(List.of("-X", "-h", way.host(), "-p", "" + way.port(), "-d", way.database()));
        arguments.addAll(List.of("-v", "VERBOSITY=verbose", "-v", "SHOW_CONTEXT=always"));
        for (String command : commands) {
            arguments.addAll(List.of("-c", command));
        }
        return PostgresTools.run("psql", arguments);
    }

    static void say(Said said, PostgresTools.Result result) {
        result.output()
                .lines()
                .map(line -> WATCHED.matcher(line).replaceFirst("TIME$1"))
                .forEach(said::told);
        result.errors().lines().forEach(said::told);
        said.add("exit", result.exitCode());
    }

    @ParameterizedTest
    @EnumSource
    void describes(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            schema(way);
            List<String> commands = new ArrayList<>(List.of(
                    "\\d",
                    "\\d+",
                    "\\d a_table",
                    "\\d+ a_table",
                    "\\d+ another",
                    "\\d another_1",
                    "\\d+ a_view",
                    "\\d+ a_mat",
                    "\\d a_index",
                    "\\d a_seq",
                    "\\d nothing",
                    "\\d *.a_t*",
                    "\\dt",
                    "\\dt+ a_*",
                    "\\dS pg_class",
                    "\\di+",
                    "\\dm",
                    "\\ds",
                    "\\dv",
                    "\\df",
                    "\\df+ a_function",
                    "\\dT+",
                    "\\dD",
                    "\\dn+",
                    "\\dp",
                    "\\du",
                    "\\dx",
                    "\\dL",
                    "\\dy",
                    "\\dP",
                    "\\db",
                    "\\dC int*",
                    "\\do + int4 int4",
                    "\\dd",
                    "\\ddp",
                    "\\drds",
                    "\\dRp",
                    "\\dew",
                    "\\dF",
                    "\\dO C",
                    "\\dc *utf8*",
                    "\\dX",
                    "\\dAc btree int4*",
                    "\\sf a_function",
                    "\\sv a_view",
                    "\\z a_table",
                    "\\encoding",
                    "\\l template*",
                    "\\dconfig search_path",
                    "\\gdesc",
                    "\\errverbose"));
            say(said, psql(way, commands));
            say(
                    said,
                    psql(
                            way,
                            List.of(
                                    "\\set n 5",
                                    "\\pset null nothing",
                                    "SELECT :n AS five, NULL \\gx",
                                    "SELECT 1 AS a, 'x' AS b \\gdesc",
                                    "SELECT 1 AS one \\gset",
                                    "\\echo :one",
                                    "SELECT format('SELECT %s', g) FROM generate_series(1, 3) g \\gexec",
                                    "SELECT id, v, unmistakable FROM a_table WHERE id < 4 \\crosstabview",
                                    "\\timing off",
                                    "SELECT 1; SELECT 2; SELECT 1/0; SELECT 3")));
        });
    }

    @ParameterizedTest
    @EnumSource
    void copiesAndWatches(PoolingMode mode) throws Exception {
        Path folder = Files.createTempDirectory("crossfade-psql-");
        Path file = folder.resolve("copied.csv");
        Path script = folder.resolve("script.sql");
        Stand.plain(mode).same((way, said) -> {
            schema(way);
            say(
                    said,
                    psql(
                            way,
                            List.of(
                                    "\\copy a_table TO '" + file + "' (FORMAT csv, HEADER)",
                                    "CREATE TABLE copied (LIKE a_table)",
                                    "\\copy copied FROM '" + file + "' (FORMAT csv, HEADER)",
                                    "SELECT count(*), sum(id), md5(string_agg(v, ',' ORDER BY id)) FROM copied",
                                    "\\copy (SELECT v FROM a_view ORDER BY v LIMIT 3) TO STDOUT",
                                    "\\copy copied FROM '" + folder.resolve("nothing.csv") + "'",
                                    "\\copy copied FROM PROGRAM 'echo x'",
                                    "\\copy nothing TO STDOUT",
                                    "SELECT count(*) FROM copied")));
            said.add("file", Files.readString(file));
            Files.writeString(
                    script,
                    "COPY copied (id, v) FROM STDIN;\n101\tone\n102\ttwo\n\\.\n"
                            + "SELECT count(*) FROM copied;\nCOPY copied FROM STDIN;\nx\n\\.\nBEGIN;\nINSERT INTO copied (id) VALUES (103);\nSAVEPOINT s;\n"
                            + "SELECT 1/0;\nROLLBACK TO s;\nCOMMIT;\nSELECT max(id) FROM copied;\nSELECT count(*) FROM copied \\; SELECT 5;\n"
                            + "SELECT 20 / (3 - nextval('a_seq')) AS watched \\watch 0.05\n");
            say(
                    said,
                    PostgresTools.run(
                            "psql",
                            List.of(
                                    "-X",
                                    "-h",
                                    way.host(),
                                    "-p",
                                    "" + way.port(),
                                    "-d",
                                    way.database(),
                                    "-v",
                                    "ON_ERROR_ROLLBACK=on",
                                    "-a",
                                    "-f",
                                    script.toString())));
        });
        Files.delete(file);
        Files.delete(script);
        Files.delete(folder);
    }

    @ParameterizedTest
    @EnumSource
    void completes(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            schema(way);
            String screen = Programs.run(
                    way,
                    List.of(
                            Programs.pythonProgram(),
                            Programs.file("tab-completion.py").toString(),
                            PostgresTools.path("psql").toString(),
                            "-X",
                            "-v",
                            "PROMPT1=%R%x%# ",
                            "-P",
                            "pager=off"),
                    Map.of(
                            "TERM",
                            "dumb",
                            "INPUTRC",
                            "/dev/null",
                            "PSQL_HISTORY",
                            "/dev/null",
                            "HISTFILE",
                            "/dev/null",
                            "COLUMNS",
                            "200"));
            screen.lines().forEach(line -> said.told(line.replaceAll("PID \\d+", "PID")));
        });
    }
}
