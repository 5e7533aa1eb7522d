package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What drivers and tools ask the catalogs, rewritten on a table that migrates, against tables with one side's columns. */
class MetadataTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final String TABLE = "CREATE TABLE people (id integer PRIMARY KEY, ";
    private static final String OLD = "\"Name\" varchar(40) NOT NULL DEFAULT 'n''n'";
    private static final String NEW = "first text CHECK (first <> ''), last text DEFAULT 'x'";
    private static final List<String> ON_OLD = List.of(
            "CREATE INDEX old_lower ON people (lower(\"Name\"))",
            "CREATE UNIQUE INDEX old_key ON people (\"Name\")",
            "ALTER TABLE people ADD CONSTRAINT old_length CHECK (length(\"Name\") < 30)",
            "COMMENT ON COLUMN people.\"Name\" IS 'the whole'");
    private static final List<String> ON_NEW = List.of(
            "CREATE INDEX new_lower ON people (lower(first))",
            "CREATE UNIQUE INDEX new_key ON people (last, first)",
            "CREATE INDEX new_some ON people (id) WHERE last = 'x'",
            "COMMENT ON COLUMN people.first IS 'a part'");

    private static final ColumnMigration SPLIT = new ColumnMigration(
            "split",
            "shop",
            new TableName("public", "people"),
            Conversion.FUNCTION,
            List.of("Name"),
            List.of(new NewColumn("first", "text", "1"), new NewColumn("last", "text", "1")),
            Map.of("Name", "1"));

    private static String both;
    private static String onlyOld;
    private static String onlyNew;
    private static Catalog catalog;

    private static final List<String> GUARD = List.of(
            "CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER \"!!!crossfade_guard_m\" BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION guard()",
            "CREATE TRIGGER \"~~~crossfade_guard_m\" BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION guard()");

    @BeforeAll
    static void databases() {
        onlyOld = database(List.of(TABLE + OLD + ")"), ON_OLD);
        onlyNew = database(List.of(TABLE + NEW + ")"), ON_NEW);
        both = database(List.of(TABLE + OLD + ", " + NEW + ")"), ON_OLD, ON_NEW, GUARD);
        long oid = Long.parseLong(SERVER.queryOne(both, "SELECT 'people'::regclass::oid"));
        catalog = new Catalog(
                1,
                Map.of(
                        SPLIT.table(),
                        new Relation(
                                SPLIT.table(),
                                oid,
                                'r',
                                List.of(column("id", 1), column("Name", 2), column("first", 3), column("last", 4)),
                                Set.of())),
                Set.of());
    }

    @SafeVarargs
    private static String database(List<String>... statements) {
        String database = SERVER.createDatabase();
        for (List<String> some : statements) {
            SERVER.execute(database, some.toArray(String[]::new));
        }
        return database;
    }

    private static Column column(String name, int attnum) {
        return new Column(name, attnum, "text", 25, -1, -1, false, null, false, false, false);
    }

    private static RewriteResult rewritten(String sql, Side speaks) {
        RuleSet rules = new RuleSet(List.of(MigrationRule.of(SPLIT, Stage.DUAL_WRITE, speaks)));
        return new Rewriter().rewrite(new RewriteRequest(sql, List.of(), rules, catalog, Set.of(), true));
    }

    static Stream<String> questions() {
        return Stream.of(
                "SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)"
                        + " FROM pg_catalog.pg_attribute a LEFT JOIN pg_attrdef d ON (a.attrelid, a.attnum) = (d.adrelid, d.adnum)"
                        + " WHERE a.attrelid = 'people'::regclass AND a.attnum > 0 AND NOT attisdropped ORDER BY 1",
                "SELECT attname FROM pg_attribute WHERE attrelid = 'people'::regclass AND attnum > 0 ORDER BY attname",
                "SELECT (SELECT count(*) FROM pg_attrdef WHERE adrelid = c.oid) FROM pg_class c WHERE relname = 'people'",
                "SELECT col_description(attrelid, attnum), d.description FROM pg_attribute JOIN pg_description d ON d.objoid = attrelid"
                        + " AND objsubid = attnum WHERE attrelid = 'people'::regclass",
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'people'::regclass ORDER BY 1",
                "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                        + " WHERE indrelid = 'people'::regclass ORDER BY 1",
                "SELECT indexname FROM pg_indexes WHERE tablename = 'people' ORDER BY 1",
                "SELECT column_name, data_type, column_default, is_nullable FROM information_schema.columns c"
                        + " WHERE c.table_name = 'people' ORDER BY column_name",
                "WITH k AS (SELECT constraint_name, column_name FROM information_schema.key_column_usage)"
                        + " SELECT constraint_name, k.column_name, u.column_name FROM k JOIN information_schema.constraint_column_usage u USING (constraint_name) WHERE"
                        + " table_name = 'people' ORDER BY 1, 2",
                "SELECT constraint_name, constraint_type FROM information_schema.table_constraints WHERE table_name = 'people'"
                        + " AND constraint_name NOT LIKE '%not_null' ORDER BY 1",
                "SELECT column_name, privilege_type FROM information_schema.column_privileges WHERE table_name = 'people' ORDER BY 1, 2",
                "SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_catalog.pg_trigger t WHERE t.tgrelid = 'people'::regclass"
                        + " AND NOT t.tgisinternal ORDER BY 1",
                "SELECT trigger_name FROM information_schema.triggers WHERE event_object_table = 'people' ORDER BY 1",
                "EXPLAIN (COSTS OFF) SELECT 1 FROM information_schema.columns WHERE false");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whoSpeaksOldSeesTheOldColumnsOnly(String sql) throws SQLException {
        same(sql, Side.OLD, onlyOld);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whoSpeaksNewSeesTheNewColumnsOnly(String sql) throws SQLException {
        same(sql, Side.NEW, onlyNew);
    }

    private static void same(String sql, Side speaks, String twin) throws SQLException {
        RewriteResult result = rewritten(sql, speaks);
        assertThat(result).isInstanceOf(RewriteResult.Rewritten.class);
        assertThat(rows(both, ((RewriteResult.Rewritten) result).sql())).isEqualTo(rows(twin, sql));
    }

    private static List<String> rows(String database, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = SERVER.connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            for (int i = 1; i <= columns; i++) {
                rows.add(result.getMetaData().getColumnName(i));
            }
            while (result.next()) {
                for (int i = 1; i <= columns; i++) {
                    rows.add(result.getString(i));
                }
            }
        }
        return rows;
    }

    /** The whole truth is better than an error. */
    @Test
    void whatCannotBeHiddenGoesOnAsItIs() {
        for (String sql : List.of(
                "SELECT ctid FROM pg_attribute",
                "SELECT pg_catalog.pg_attribute.attname FROM pg_catalog.pg_attribute",
                "SELECT 1 FROM ONLY pg_attribute",
                "SELECT 1 FROM pg_attribute *",
                "SELECT 1 FROM pg_attribute TABLESAMPLE system (5)",
                "SELECT 1 FROM mine.pg_attribute",
                "SELECT 1 FROM information_schema.tables",
                "SELECT 1 FROM pg_attribute WHERE",
                "SELECT (((" + "(".repeat(200) + "1" + ")".repeat(200) + "))) FROM pg_attribute",
                "WITH pg_attribute AS (SELECT 1) SELECT * FROM pg_attribute")) {
            assertThat(rewritten(sql, Side.OLD)).as(sql).isEqualTo(RewriteResult.Untouched.NOTHING_WATCHED);
        }
    }

    @Test
    void beforeThereAreColumnsToHideNothingIs() {
        Catalog before = new Catalog(
                2,
                Map.of(
                        SPLIT.table(),
                        new Relation(SPLIT.table(), 1, 'r', List.of(column("id", 1), column("Name", 2)), Set.of())),
                Set.of());
        for (Side side : Side.values()) {
            RuleSet rules = new RuleSet(List.of(MigrationRule.of(SPLIT, Stage.OFF, side)));
            assertThat(PostgresMetadata.of(rules, before)).isSameAs(Metadata.AS_IT_IS);
        }
    }
}
