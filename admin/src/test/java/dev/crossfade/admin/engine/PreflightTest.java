package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that keeps a migration from starting: what is said, and that nothing has changed. */
class PreflightTest {
    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, a int, c text)";

    private static MigrationSpec function(String up, String down) {
        return Lab.spec(
                "m",
                "t",
                Conversion.FUNCTION,
                List.of("a"),
                List.of(new NewColumn("b", "text", up)),
                Map.of("a", down));
    }

    private static final MigrationSpec RENAME = Lab.rename("m", "t", "a", "b");

    private static Arguments refused(String says, MigrationSpec spec, String... sql) {
        return Arguments.of(says, spec, sql);
    }

    static Stream<Arguments> findings() {
        return Stream.of(
                refused("table public.t does not exist", RENAME),
                refused("column a of table public.t does not exist", RENAME, "CREATE TABLE t (id int PRIMARY KEY)"),
                refused("public.t is a view", RENAME, "CREATE VIEW t AS SELECT 1 AS id, 2 AS a"),
                refused(
                        "public.t is a partitioned table",
                        RENAME,
                        "CREATE TABLE t (id int PRIMARY KEY, a int) PARTITION BY HASH (id)"),
                refused(
                        "public.t is a partition",
                        RENAME,
                        "CREATE TABLE p (id int PRIMARY KEY, a int) PARTITION BY HASH (id)",
                        "CREATE TABLE t PARTITION OF p FOR VALUES WITH (MODULUS 1, REMAINDER 0)"),
                refused("public.t is the parent of child", RENAME, TABLE, "CREATE TABLE child () INHERITS (t)"),
                refused("table public.t has no primary key", RENAME, "CREATE TABLE t (id int UNIQUE, a int)"),
                refused(
                        "already has a column b, which this migration did not add",
                        RENAME,
                        "CREATE TABLE t (id int PRIMARY KEY, a int, b int)"),
                refused(
                        "new column b has the type public.named, a domain with a default or constraints",
                        RENAME,
                        "CREATE DOMAIN named AS text CHECK (VALUE <> '')",
                        "CREATE TABLE t (id int PRIMARY KEY, a named)"),
                refused(
                        "new column b has the type public.outer_domain, a domain with a default or constraints",
                        Lab.retype("m", "t", "a", "b", "outer_domain"),
                        "CREATE DOMAIN inner_domain AS bigint DEFAULT 7",
                        "CREATE DOMAIN outer_domain AS inner_domain",
                        TABLE),
                refused(
                        "type bigit of new column b: type \"bigit\" does not exist",
                        Lab.retype("m", "t", "a", "b", "bigit"),
                        TABLE),
                refused("of new column b: ", Lab.retype("m", "t", "a", "b", "int; DROP TABLE t"), TABLE),
                refused("up of new column b: syntax error", function("a +", "b::int"), TABLE),
                refused("up of new column b: column \"c\" does not exist", function("a || c", "b::int"), TABLE),
                refused(
                        "up of new column b: generation expression is not immutable",
                        function("a || now()::text", "b::int"),
                        TABLE),
                refused("up of new column b: cannot use subquery", function("(SELECT a::text)", "b::int"), TABLE),
                refused("down of old column a: column \"a\" does not exist", function("a::text", "a"), TABLE),
                refused(
                        "down of old column a: of all NULL it is not NULL",
                        function("a::text", "coalesce(b, '0')::int"),
                        TABLE),
                refused("has no down expression for old column a", function("a::text", ""), TABLE),
                refused(
                        "has the row trigger audit",
                        RENAME,
                        TABLE,
                        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                        "CREATE TRIGGER audit AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()"),
                refused("has the rule quiet", RENAME, TABLE, "CREATE RULE quiet AS ON DELETE TO t DO INSTEAD NOTHING"),
                refused(
                        "generated column g of table public.t reads an old column",
                        RENAME,
                        "CREATE TABLE t (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED)"),
                refused(
                        "old column a of table public.t is generated",
                        RENAME,
                        "CREATE TABLE t (id int PRIMARY KEY, a int GENERATED ALWAYS AS (id + 1) STORED)"),
                refused(
                        "a foreign key of child (child_t_fkey) refers to an old column",
                        Lab.retype("m", "t", "id", "id_text", "text"),
                        TABLE,
                        "CREATE TABLE child (t int REFERENCES t)"),
                refused(
                        "foreign key t_a_fkey of table public.t writes an old column",
                        RENAME,
                        "CREATE TABLE parent (id int PRIMARY KEY)",
                        "CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES parent ON UPDATE CASCADE)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("findings")
    void refuses(String says, MigrationSpec spec, String[] sql) {
        try (Lab lab = new Lab(sql)) {
            JdbcMigrationEngine engine = lab.opened(spec);
            CrossfadeException refusal = catchThrowableOfType(CrossfadeException.class, () -> engine.start("m"));
            assertThat(refusal).hasMessageContaining(says);
            assertThat(refusal.problem()).isEqualTo(Problem.NOT_PERMITTED);
            assertThat(refusal.hint()).isNotBlank();
            assertThat(engine.migration("m").step()).isEqualTo("none");
            assertThat(engine.plan("m").get(0).does()).contains(says);
            assertThat(lab.one("SELECT to_regnamespace('crossfade')")).isNull();
        }
    }

    @org.junit.jupiter.api.Test
    void refusesAnEngineUserThatDoesNotOwnTheTableOrIsFiltered() {
        try (Lab lab = new Lab(TABLE)) {
            lab.user = PostgresServer.APP_USER;
            lab.password = PostgresServer.APP_PASSWORD;
            JdbcMigrationEngine engine = lab.opened(RENAME);
            CrossfadeException refusal = catchThrowableOfType(CrossfadeException.class, () -> engine.start("m"));
            assertThat(refusal)
                    .hasMessageContaining("user app does not own table public.t")
                    .hasMessageContaining("user app may not create what it needs in schema crossfade");
            lab.sql("CREATE SCHEMA crossfade AUTHORIZATION app");
            lab.sql("ALTER TABLE t OWNER TO app", "ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
            refusal = catchThrowableOfType(CrossfadeException.class, () -> engine.start("m"));
            assertThat(refusal).hasMessageContaining("has forced row level security");
            lab.sql("ALTER TABLE t NO FORCE ROW LEVEL SECURITY");
            engine.start("m");
            lab.awaitReady(engine, "m");
        }
    }

    @org.junit.jupiter.api.Test
    void refusesASecondMigrationOfTheSameTable() {
        try (Lab lab = new Lab(TABLE)) {
            JdbcMigrationEngine engine = lab.opened(RENAME, Lab.rename("other", "t", "c", "d"));
            engine.start("m");
            CrossfadeException refusal = catchThrowableOfType(CrossfadeException.class, () -> engine.start("other"));
            assertThat(refusal).hasMessageContaining("migration m is under way on the same table");
            lab.awaitReady(engine, "m");
        }
    }

    @org.junit.jupiter.api.Test
    void planTellsStepsAndNotes() {
        try (Lab lab = new Lab(TABLE, "CREATE VIEW v AS SELECT a FROM t", "CREATE INDEX t_a ON t (a)")) {
            JdbcMigrationEngine engine = lab.opened(RENAME);
            List<MigrationEngine.PlannedStep> plan = engine.plan("m");
            assertThat(plan)
                    .extracting(MigrationEngine.PlannedStep::step)
                    .containsExactly(
                            "preflight",
                            "announce",
                            "expand",
                            "dual-write",
                            "backfill",
                            "index",
                            "verify",
                            "ready",
                            "release",
                            "contract");
            assertThat(plan.get(8).does()).contains("view public.v reads an old column");
            assertThat(plan.get(0).does()).contains("nothing keeps it from starting", "view v reads the table");
            assertThat(plan.get(2).sql())
                    .containsExactly("ALTER TABLE \"public\".\"t\" ADD COLUMN IF NOT EXISTS \"b\" integer");
            assertThat(plan.get(5).sql())
                    .containsExactly("CREATE INDEX CONCURRENTLY \"t_a_m\" ON \"public\".\"t\" USING btree (\"b\")");
        }
    }

    private static final String CODES = "CREATE TABLE codes (id int, part text, code text, PRIMARY KEY (id, part));"
            + " INSERT INTO codes SELECT i, 'p', i::text FROM generate_series(1, 200) i;"
            + " INSERT INTO codes VALUES (201, 'p', 'none'), (202, 'p', '007'), (203, 'p', ''), (204, 'p', '5000000000'),"
            + " (205, 'p', NULL)";

    @org.junit.jupiter.api.Test
    void planCountsWhatDoesNotConvertBeforeAnythingChanges() {
        try (Lab lab = new Lab(CODES)) {
            JdbcMigrationEngine engine = lab.opened(Lab.retype("c", "codes", "code", "number", "int"));
            assertThat(engine.plan("c").get(0).does())
                    .contains("nothing keeps it from starting")
                    .contains(
                            "4 of 205 row(s) of public.codes do not convert, or not back to what they were, such as key"
                                    + " 201, p and key 202, p and key 203, p: they would become dead letters");
            assertThat(lab.one("SELECT to_regnamespace('crossfade') IS NULL")).isEqualTo("t");
            lab.sql("DELETE FROM codes WHERE id BETWEEN 201 AND 204");
            assertThat(engine.plan("c").get(0).does()).doesNotContain("convert");
        }
    }

    @org.junit.jupiter.api.Test
    void planDoesNotCountForLong() throws SQLException {
        try (Lab lab = new Lab(CODES, "INSERT INTO codes SELECT i, 'q', i FROM generate_series(1, 60000) i")) {
            JdbcMigrationEngine engine = lab.opened(Lab.retype("c", "codes", "code", "number", "int"));
            assertThat(engine.plan("c")).isNotEmpty();
            try (Db db = new Db(lab.where())) {
                dev.crossfade.admin.engine.sql.Shape shape = db.trial(c -> ShapeReader.read(
                                c,
                                Lab.retype("c", "codes", "code", "number", "int")
                                        .migration()))
                        .shape();
                assertThat(dev.crossfade.admin.engine.preflight.Unconvertible.of(
                                db, shape, java.time.Duration.ofMillis(20)))
                        .containsExactly("how many rows of public.codes do not convert was not counted within 0 s; the"
                                + " verification tells before shadow");
            }
        }
    }

    @org.junit.jupiter.api.Test
    void planTellsWhatTheServerAndItsClientsAreAbout() throws SQLException {
        try (Lab lab = new Lab(TABLE, "INSERT INTO t SELECT i FROM generate_series(1, 1000) i", "ANALYZE t");
                Connection old = lab.server.connect(lab.database);
                Connection through = lab.server.connect(lab.database);
                Statement inOld = old.createStatement();
                Statement inThrough = through.createStatement()) {
            JdbcMigrationEngine engine = lab.opened(RENAME);
            lab.refused.add("user app: SELECT xmin FROM t");
            inOld.execute("SET application_name = 'nightly report'");
            inThrough.execute("SET application_name = 'the shop'");
            lab.processes.add(through.unwrap(org.postgresql.PGConnection.class).getBackendPID());
            String told = engine.plan("m").get(0).does();
            assertThat(told)
                    .contains("nothing keeps it from starting")
                    .contains(
                            "note: would be refused (0A000) once it begins: user app: SELECT xmin FROM t; change it first")
                    .containsPattern(
                            "note: 1 session\\(s\\) of user postgres \\(nightly report\\)[^\n]* may write the table and"
                                    + " do not come through Crossfade: what they write is not carried")
                    .contains("note: backfill of public.t needs up to 1 MB of the server's disk")
                    .doesNotContain("the shop")
                    .doesNotContain("in a transaction for");
            // The test's server runs on this machine, or in a container that nobody can look into.
            assertThat(told).containsPattern("MB are free there|compare it with df on the server");
        }
    }

    @org.junit.jupiter.api.Test
    void planTellsHowLongEachStepIsExpectedToTake() {
        try (Lab lab = new Lab(TABLE, "CREATE INDEX t_a ON t (a)")) {
            JdbcMigrationEngine engine = lab.opened(RENAME);
            assertThat(expected(engine, "backfill")).startsWith("not to be told: never analyzed, 1 MB; ANALYZE it");
            lab.sql(
                    "INSERT INTO t SELECT i FROM generate_series(1, 1000) i",
                    "ANALYZE t",
                    "UPDATE pg_class SET reltuples = 60000000 WHERE oid = 't'::regclass");
            assertThat(engine.plan("m"))
                    .allSatisfy(
                            step -> assertThat(step.expected()).as(step.step()).isNotBlank());
            assertThat(expected(engine, "backfill"))
                    .startsWith("about 10 min where nobody else is at work, 8 h and more beside clients")
                    .contains("about 60000000 rows");
            assertThat(expected(engine, "index")).startsWith("about 1 s (").contains("read 2 times");
            assertThat(expected(engine, "expand")).isEqualTo(Expected.CATALOG);
        }
    }

    private static String expected(JdbcMigrationEngine engine, String step) {
        return engine.plan("m").stream()
                .filter(planned -> planned.step().equals(step))
                .findFirst()
                .orElseThrow()
                .expected();
    }
}
