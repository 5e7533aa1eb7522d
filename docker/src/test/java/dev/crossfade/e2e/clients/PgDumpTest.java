package dev.crossfade.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.PostgresTools;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * pg_dump writes the same through Crossfade as direct, also of a database that migrates, and what pg_restore and psql restore
 * through it is the same database.
 */
@Timeout(180)
class PgDumpTest {
    private static final List<String> SCHEMA = List.of(
            "CREATE TYPE mood AS ENUM ('sad', 'happy')",
            "CREATE TABLE p (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text, m mood, b bytea, a int[], j jsonb,"
                    + " g int GENERATED ALWAYS AS (length(v)) STORED)",
            "INSERT INTO p (v, m, b, a, j) SELECT E'naïve\\t\\\\ \\n\"' || g, CASE WHEN g % 2 = 0 THEN 'sad'::mood END,"
                    + " decode(md5(g::text), 'hex'), ARRAY[g, NULL], jsonb_build_object('g', g) FROM generate_series(1, 3000) g",
            "CREATE TABLE c (p bigint REFERENCES p ON DELETE CASCADE, n numeric(12,3) CHECK (n > 0)) PARTITION BY RANGE (p)",
            "CREATE TABLE c_1 PARTITION OF c FOR VALUES FROM (0) TO (1000)",
            "CREATE TABLE c_2 PARTITION OF c FOR VALUES FROM (1000) TO (10000)",
            "INSERT INTO c SELECT g, g / 3.0 FROM generate_series(1, 3000, 7) g",
            "CREATE INDEX c_n ON c (n DESC)",
            "CREATE SEQUENCE s START 42",
            "SELECT nextval('s')",
            "CREATE VIEW v AS SELECT p.v, c.n FROM p JOIN c ON c.p = p.id",
            "CREATE MATERIALIZED VIEW mv AS SELECT count(*) FROM v",
            "CREATE FUNCTION f(i int) RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN i + 1; END$$",
            "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
            "CREATE TRIGGER tr BEFORE UPDATE ON p FOR EACH ROW EXECUTE FUNCTION t()",
            "ALTER TABLE p ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY mine ON p USING (id > 0)",
            "GRANT SELECT ON p TO " + PostgresServer.APP_USER,
            "COMMENT ON TABLE p IS 'it''s a table'",
            "SELECT lo_from_bytea(4242, decode(repeat('00ff', 300000), 'hex'))");

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("crossfade-dump-");
    }

    @AfterEach
    void removeFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void schema(Way direct) throws SQLException {
        try (Connection connection = direct.connectAsSuperuser("");
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO public");
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
    }

    static Stream<Arguments> everyStage() {
        return MigratingShop.everyStage();
    }

    private static String tool(Way way, String program, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-h", way.host(), "-p", "" + way.port(), "-d", way.database()));
        all.addAll(List.of(arguments));
        PostgresTools.Result result = PostgresTools.start(program, PostgresServer.USER, PostgresServer.PASSWORD, all)
                .await(120);
        assertThat(result.exitCode())
                .as("%s %s: %s", program, way.name(), result.errors())
                .isZero();
        assertThat(result.errors()).as("%s %s", program, way.name()).isEmpty();
        return result.output();
    }

    /** The whole database as SQL. */
    private static String dump(Way way) {
        return masked(tool(way, "pg_dump"));
    }

    /** pg_restore without a connection: the dump as SQL. */
    private static String asSql(Path dump) {
        PostgresTools.Result result = PostgresTools.run("pg_restore", List.of("-f", "-", dump.toString()));
        assertThat(result.exitCode()).as(result.errors()).isZero();
        return masked(result.output());
    }

    /** The key that newer versions put around a plain dump is random; and the engine may tell the guard its truth meanwhile. */
    private static String masked(String sql) {
        return sql.replaceAll("(?m)^\\\\(un)?restrict \\w+$", "\\\\$1restrict KEY")
                .replaceAll("(setval\\('crossfade\\.\"[^\"]+_truth\"', )\\d, \\w+\\)", "$1TRUTH)");
    }

    @ParameterizedTest
    @EnumSource
    void dumpsTheSame(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            schema(Stand.plain(mode).direct());
            dump(way).lines().forEach(said::told);
            tool(way, "pg_dump", "--schema-only", "--no-owner", "-n", "public")
                    .lines()
                    .map(PgDumpTest::masked)
                    .forEach(said::told);
            tool(way, "pg_dump", "--data-only", "--inserts", "--rows-per-insert=50", "-t", "c*")
                    .lines()
                    .map(PgDumpTest::masked)
                    .forEach(said::told);
            Path custom = folder.resolve(way.name() + ".custom");
            tool(way, "pg_dump", "-Fc", "-f", custom.toString());
            asSql(custom).lines().forEach(said::told);
            Path directory = folder.resolve(way.name());
            tool(way, "pg_dump", "-Fd", "-j", "2", "-Z", "0", "-f", directory.toString());
            asSql(directory).lines().forEach(said::told);
            try (Stream<Path> files = Files.list(directory)) {
                List<String> all = new ArrayList<>();
                for (Path file : files.sorted().toList()) {
                    if (!file.endsWith(
                            "toc.dat")) { // which says when it was written; what else it says, asSql has said
                        all.add(sum(file));
                    }
                }
                said.add("files", all);
            }
        });
    }

    private static String sum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        return Files.size(file) + " bytes " + sum.getValue();
    }

    @ParameterizedTest
    @EnumSource
    void restoresTheSame(PoolingMode mode) throws Exception {
        Stand stand = Stand.plain(mode);
        stand.anew();
        schema(stand.direct());
        String expected = dump(stand.direct());
        Path custom = folder.resolve("custom");
        Path directory = folder.resolve("directory");
        Path plain = folder.resolve("plain.sql");
        tool(stand.direct(), "pg_dump", "-Fc", "-f", custom.toString());
        tool(stand.direct(), "pg_dump", "-Fd", "-f", directory.toString());
        tool(stand.direct(), "pg_dump", "-f", plain.toString());
        Way proxied = stand.proxied();

        stand.anew();
        tool(proxied, "pg_restore", custom.toString());
        assertThat(dump(stand.direct())).as("one connection").isEqualTo(expected);

        tool(proxied, "pg_restore", "--clean", "--if-exists", "--single-transaction", custom.toString());
        assertThat(dump(stand.direct()))
                .as("over what is there, in one transaction")
                .isEqualTo(expected);

        stand.anew();
        tool(proxied, "pg_restore", "-j", "2", directory.toString());
        assertThat(dump(stand.direct())).as("two connections").isEqualTo(expected);

        stand.anew();
        tool(proxied, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", plain.toString());
        assertThat(dump(stand.direct())).as("psql").isEqualTo(expected);
    }

    /** Both columns of each migration are in the dump, and Crossfade's own schema, as in one that is taken direct. */
    @ParameterizedTest
    @MethodSource("everyStage")
    void dumpsWhatMigratesAsItIs(PoolingMode mode, String stage) throws Exception {
        Stand migrating = MigratingShop.at(mode, stage);
        Way proxied = migrating.proxied();
        Way direct = new Way(
                "direct",
                PostgresServer.shared().host(),
                PostgresServer.shared().port(),
                proxied.database());
        String expected = dump(direct);
        assertThat(expected).contains("full_name", "display_name", "id_big", "CREATE SCHEMA crossfade");
        assertThat(dump(proxied)).as("plain").isEqualTo(expected);
        for (String[] options : List.of(
                new String[] {"--schema-only", "-n", "public"},
                new String[] {"--data-only", "--inserts", "-t", "purchases"},
                new String[] {"-t", "customers", "--clean", "--if-exists", "--serializable-deferrable"},
                new String[] {"--quote-all-identifiers", "--column-inserts", "-T", "customers", "-E", "SJIS"})) {
            assertThat(masked(tool(proxied, "pg_dump", options)))
                    .as("%s", List.of(options))
                    .isEqualTo(masked(tool(direct, "pg_dump", options)));
        }
        Path custom = folder.resolve("custom");
        tool(proxied, "pg_dump", "-Fc", "-f", custom.toString());
        assertThat(asSql(custom)).as("-Fc").isEqualTo(expected);
        Path directory = folder.resolve("directory");
        tool(proxied, "pg_dump", "-Fd", "-j", "2", "-f", directory.toString());
        assertThat(asSql(directory)).as("-Fd -j 2").isEqualTo(expected);
        String[] globals = {"--globals-only", "-d", "dbname=" + proxied.database(), "-l", proxied.database()};
        assertThat(masked(tool(proxied, "pg_dumpall", globals)))
                .as("pg_dumpall")
                .isEqualTo(masked(tool(direct, "pg_dumpall", globals)));

        Stand empty = Stand.plain(mode);
        for (Path dump : List.of(custom, directory)) {
            empty.anew();
            tool(empty.proxied(), "pg_restore", "-j", "2", dump.toString());
            assertThat(dump(empty.direct())).as("restored from %s", dump).isEqualTo(expected);
        }
    }
}
