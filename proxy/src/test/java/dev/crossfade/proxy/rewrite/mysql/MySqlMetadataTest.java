package dev.crossfade.proxy.rewrite.mysql;

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
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.WatchList;
import dev.crossfade.testing.MysqlServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What drivers and tools ask MySQL, rewritten on a table that migrates, against tables with one side's columns. */
class MySqlMetadataTest {
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final List<String> OTHERS = List.of(
            "CREATE TABLE codes (code varchar(40) PRIMARY KEY)",
            "CREATE TABLE pets (owner varchar(40), KEY (owner))",
            "CREATE TABLE calls (caller varchar(40), KEY (caller))");
    private static final String TABLE = "CREATE TABLE people (id int PRIMARY KEY, ";
    private static final String OLD = "`Na'me` varchar(40) NOT NULL DEFAULT 'n''n' COMMENT 'the whole'";
    private static final String NEW = "`First` varchar(20), last varchar(40) DEFAULT 'x'";
    private static final List<String> ON_OLD = List.of(
            "CREATE UNIQUE INDEX old_key ON people (`Na'me`)",
            "CREATE INDEX old_lower ON people ((lower(`Na'me`)))",
            "CREATE INDEX old_more ON people (id, `Na'me`)",
            "ALTER TABLE people ADD CONSTRAINT old_code FOREIGN KEY (`Na'me`) REFERENCES codes (code)",
            "ALTER TABLE pets ADD CONSTRAINT pet_owner FOREIGN KEY (owner) REFERENCES people (`Na'me`)");
    private static final List<String> ON_NEW = List.of(
            "CREATE UNIQUE INDEX new_key ON people (last, `First`)",
            "CREATE INDEX new_lower ON people ((lower(`First`)), id)",
            "CREATE INDEX new_more ON people (id, last)",
            "ALTER TABLE people ADD CONSTRAINT new_code FOREIGN KEY (last) REFERENCES codes (code)",
            "ALTER TABLE calls ADD CONSTRAINT call_by FOREIGN KEY (caller) REFERENCES people (last)");

    private static String both;
    private static String onlyOld;
    private static String onlyNew;
    private static ColumnMigration split;
    private static Catalog catalog;

    @BeforeAll
    static void databases() throws SQLException {
        onlyOld = database(OTHERS, List.of(TABLE + OLD + ")"), ON_OLD);
        onlyNew = database(OTHERS, List.of(TABLE + NEW + ")"), ON_NEW);
        both = database(OTHERS, List.of(TABLE + OLD + ", " + NEW + ")"), ON_OLD, ON_NEW);
        split = new ColumnMigration(
                "split",
                "shop",
                new TableName(both, "people"),
                Conversion.FUNCTION,
                List.of("Na'me"),
                List.of(new NewColumn("First", "varchar(20)", "1"), new NewColumn("last", "varchar(40)", "1")),
                Map.of("Na'me", "1"));
        try (Connection connection = SERVER.connect(both)) {
            catalog = MySqlShop.catalog(connection, both);
        }
    }

    @SafeVarargs
    private static String database(List<String>... statements) {
        String database = SERVER.createDatabase();
        for (List<String> some : statements) {
            SERVER.execute(database, some.toArray(String[]::new));
        }
        return database;
    }

    private static RuleSet rules(Side speaks) {
        return new RuleSet(List.of(MigrationRule.of(split, Stage.DUAL_WRITE, speaks)));
    }

    private static RewriteResult rewritten(String sql, Side speaks, String database, Set<TableName> shadowed) {
        return new Rewriter()
                .rewrite(RewriteRequest.forMySql(sql, rules(speaks), catalog, shadowed, MySqlSession.of(database)));
    }

    private static RewriteResult rewritten(String sql, Side speaks) {
        return rewritten(sql, speaks, both, Set.of());
    }

    /** {@code DB} stands for the database's name. */
    static Stream<String> questions() {
        return Stream.of(
                "SHOW COLUMNS FROM people",
                "show full fields in People".replace("People", "`people`") + " -- all",
                "SHOW FULL COLUMNS FROM people FROM DB LIKE '%'",
                "SHOW COLUMNS IN DB.people IN DB LIKE \"_a%\"",
                "SHOW COLUMNS FROM codes.people FROM DB WHERE Field = 'id' OR `Null` = 'YES' OR TRUE",
                "SHOW EXTENDED COLUMNS FROM people WHERE Field NOT LIKE '!hidden!%'",
                "DESCRIBE people",
                "DESC DB.people",
                "EXPLAIN `people`",
                "DESCRIBE people last",
                "DESC people `Na'me`",
                "EXPLAIN people '%s%'",
                "SHOW INDEX FROM people",
                "SHOW INDEXES IN people IN DB",
                "SHOW KEYS FROM DB.people",
                "SHOW KEYS FROM people WHERE Seq_in_index = 1 OR Key_name = 'PRIMARY' OR Column_name IS NULL",
                "SELECT column_name, column_type, Column_Default, IS_NULLABLE, column_key, column_comment FROM"
                        + " information_schema.columns WHERE table_schema = database() AND table_name = 'people' ORDER BY 1",
                "SELECT c.column_name FROM INFORMATION_SCHEMA.COLUMNS c JOIN information_schema.tables t USING"
                        + " (table_schema, table_name) WHERE table_schema = 'DB' ORDER BY t.table_name, 1",
                "SELECT COLUMNS.column_name, (SELECT count(*) FROM information_schema.statistics s WHERE s.table_schema"
                        + " = COLUMNS.table_schema AND s.column_name = COLUMNS.column_name) FROM information_schema.COLUMNS"
                        + " WHERE table_schema = 'DB' ORDER BY table_name, 1",
                "SELECT index_name, seq_in_index, column_name, non_unique, expression FROM information_schema.statistics"
                        + " WHERE table_schema = 'DB' ORDER BY table_name, 1, 2",
                "SELECT table_name, constraint_name, column_name, referenced_table_name, referenced_column_name FROM"
                        + " information_schema.key_column_usage WHERE table_schema = 'DB' ORDER BY 1, 2, 3",
                "SELECT constraint_name, constraint_type FROM information_schema.table_constraints WHERE table_schema ="
                        + " 'DB' ORDER BY table_name, 1",
                "SELECT constraint_name FROM information_schema.referential_constraints WHERE constraint_schema = 'DB'"
                        + " ORDER BY 1",
                "WITH x AS (SELECT * FROM information_schema.columns) SELECT count(*) FROM x WHERE table_schema = 'DB'"
                        + " AND table_name = 'people'",
                "SELECT id, (SELECT count(*) FROM information_schema.columns WHERE table_schema = 'DB' AND table_name ="
                        + " 'people') AS n FROM people",
                "SELECT group_concat(column_name ORDER BY 1) AS c FROM information_schema.columns WHERE table_schema = 'DB'"
                        + " AND table_name = 'people' GROUP BY table_name HAVING c IS NOT NULL");
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
        String asked = sql.replace("DB", both);
        RewriteResult result = rewritten(asked, speaks);
        assertThat(result).isInstanceOf(RewriteResult.Rewritten.class);
        String actual = ((RewriteResult.Rewritten) result).sql();
        assertThat(rows(both, actual)).as(actual).isEqualTo(rows(twin, sql.replace("DB", twin)));
        byte[] text = asked.getBytes(StandardCharsets.UTF_8);
        assertThat(MySqlWatchList.of(rules(speaks), catalog).scan(text, 0, text.length, false) & WatchList.WATCHED)
                .isEqualTo(WatchList.WATCHED);
    }

    private static List<String> rows(String database, String sql) throws SQLException {
        try (Connection connection = SERVER.connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result, database);
        }
    }

    /** Names, types and values, but where among all a column stands. */
    private static List<String> rows(ResultSet result, String database) throws SQLException {
        List<String> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            rows.add(result.getMetaData().getColumnLabel(i) + " "
                    + result.getMetaData().getColumnTypeName(i));
        }
        while (result.next()) {
            for (int i = 1; i <= columns; i++) {
                if (!result.getMetaData().getColumnLabel(i).equals("ORDINAL_POSITION")) {
                    String value = result.getString(i);
                    rows.add(value == null ? "NULL" : value.replace(database, "DB"));
                }
            }
        }
        return rows;
    }

    /** Connector/J asks in two ways. */
    @ParameterizedTest
    @CsvSource({"OLD, true", "OLD, false", "NEW, true", "NEW, false"})
    void driversSeeOneSide(Side speaks, boolean informationSchema) throws SQLException {
        String twin = speaks == Side.OLD ? onlyOld : onlyNew;
        Properties settings = new Properties();
        settings.setProperty("useInformationSchema", String.valueOf(informationSchema));
        Properties intercepted = new Properties();
        intercepted.putAll(settings);
        intercepted.setProperty("queryInterceptors", MySqlRewriting.class.getName());
        try (Connection judge = SERVER.connect(twin, settings);
                Connection behind = SERVER.connect(both, settings);
                MySqlRewriting.Use use = MySqlRewriting.use(behind, sql -> rewritten(sql, speaks));
                Connection asking = SERVER.connect(both, intercepted)) {
            int before = use.rewritten();
            List<String> actual = asked(asking.getMetaData(), both);
            assertThat(use.rewritten() - before).isGreaterThanOrEqualTo(4);
            assertThat(actual).isEqualTo(asked(judge.getMetaData(), twin));
        }
    }

    private static List<String> asked(DatabaseMetaData of, String database) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String pattern : List.of("%", "l%")) {
            try (ResultSet columns = of.getColumns(database, null, "people", pattern)) {
                all.addAll(rows(columns, database));
            }
        }
        try (ResultSet indexes = of.getIndexInfo(database, null, "people", false, false)) {
            all.addAll(rows(indexes, database));
        }
        try (ResultSet keys = of.getPrimaryKeys(database, null, "people")) {
            all.addAll(rows(keys, database));
        }
        return all;
    }

    /** The whole truth is better than an error. */
    @Test
    void whatCannotBeHiddenGoesOnAsItIs() {
        for (String sql : List.of(
                "SHOW CREATE TABLE people",
                "SHOW COLUMNS FROM people FROM other",
                "DESCRIBE other.people",
                "SHOW COLUMNS FROM codes",
                "SHOW FULL INDEX FROM people",
                "SHOW EXTENDED INDEX FROM people",
                "SHOW COLUMNS FROM people LIKE",
                "SHOW COLUMNS FROM people WHERE",
                "SHOW COLUMNS people",
                "DESCRIBE people a b",
                "DESCRIBE people.",
                "EXPLAIN",
                "SHOW TABLE STATUS LIKE 'people'",
                "SELECT information_schema.columns.column_name FROM information_schema.columns",
                "SELECT 1 FROM information_schema.tables",
                "SELECT 1 FROM information_schema.columns WHERE",
                "SELECT 1 FROM columns",
                "WITH columns AS (SELECT 1) SELECT * FROM columns")) {
            assertThat(rewritten(sql, Side.OLD)).as(sql).isInstanceOf(RewriteResult.Untouched.class);
        }
    }

    @Test
    void aTemporaryTableIsShownAsItIs() {
        for (String sql : List.of("SHOW COLUMNS FROM people", "DESCRIBE " + both + ".people")) {
            assertThat(rewritten(sql, Side.OLD, both, Set.of(split.table())))
                    .as(sql)
                    .isInstanceOf(RewriteResult.Untouched.class);
        }
    }

    /** In database information_schema its views need no name of it. */
    @Test
    void theCurrentDatabaseMayBeTheInformationSchema() throws SQLException {
        String sql = "SELECT column_name FROM columns WHERE table_schema = '%s' AND table_name = 'people' ORDER BY 1";
        RewriteResult result = rewritten(sql.formatted(both), Side.NEW, "information_schema", Set.of());
        assertThat(result).isInstanceOf(RewriteResult.Rewritten.class);
        assertThat(rows("information_schema", ((RewriteResult.Rewritten) result).sql()))
                .isEqualTo(rows("information_schema", sql.formatted(onlyNew)));
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        assertThat(MySqlWatchList.of(rules(Side.NEW), catalog).scan(text, 0, text.length, false) & WatchList.WATCHED)
                .isEqualTo(WatchList.WATCHED);
    }

    /** SHOW can hold a query, which would read what is stored. */
    @Test
    void queriesInShowAreRefused() {
        assertThat(rewritten("SHOW COLUMNS FROM codes WHERE Field IN (SELECT `First` FROM people)", Side.NEW))
                .isInstanceOf(RewriteResult.Refused.class);
    }
}
