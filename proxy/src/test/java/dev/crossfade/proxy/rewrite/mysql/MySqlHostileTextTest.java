package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.RewriteResult.Refused;
import dev.crossfade.proxy.rewrite.RewriteResult.Rewritten;
import dev.crossfade.proxy.rewrite.RewriteResult.Untouched;
import dev.crossfade.proxy.rewrite.Rewriter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts made to crash the MySQL half of the rewriter, to keep it busy, or to slip a name past it. */
@Tag("alone")
class MySqlHostileTextTest {
    private static final int MAX_MILLIS = 10_000;
    private static final MySqlSession SESSION = MySqlSession.of("shop");

    private final Rewriter rewriter = new Rewriter();
    private final MySqlShop shop = new MySqlShop("shop");
    private final Catalog catalog = catalog();

    private static Catalog catalog() {
        TableName customers = new TableName("shop", "customers");
        List<Catalog.Column> columns = List.of(
                column("id", 1, "int"),
                column("full_name", 2, "varchar(60)"),
                column("email", 3, "varchar(40)"),
                column("first_name", 4, "varchar(40)"),
                column("last_name", 5, "varchar(60)"));
        return new Catalog(1, Map.of(customers, new Catalog.Relation(customers, 1, 'r', columns, Set.of())), Set.of());
    }

    private static Catalog.Column column(String name, int place, String type) {
        return new Catalog.Column(name, place, type, 0, -1, -1, false, null, false, false, false);
    }

    private RewriteResult rewrite(String sql) {
        return rewrite(sql, SESSION);
    }

    private RewriteResult rewrite(String sql, MySqlSession session) {
        return rewriter.rewrite(
                RewriteRequest.forMySql(sql, shop.rules(Stage.LIVE, Side.OLD), catalog, Set.of(), session));
    }

    @Test
    void noReferenceSlipsPast() {
        for (String sql : List.of(
                "SELECT full_name FROM customers",
                "SELECT full_name FROM `customers`",
                "SELECT FULL_NAME FROM customers",
                "SELECT full_name FROM shop.customers",
                "SELECT full_name FROM shop . customers",
                "SELECT/**/full_name/**/FROM/**/customers",
                "SELECT full_name FROM /*! customers */",
                "SELECT full_name FROM /*!50000 customers */",
                "SELECT full_name /*!40101 FROM */ customers",
                "SELECT '\\' FROM x', full_name FROM customers",
                "SELECT 'a''b', full_name FROM customers -- '",
                "SELECT \"it's\", full_name FROM customers # it's",
                "SELECT 5--1, full_name FROM customers",
                "SELECT '/*', full_name FROM customers; -- */",
                "SELECT _utf8mb4'x', N'y', x'41', 0x41, 0b1, full_name FROM customers",
                "SELECT @`a'b`, @'c', @@sql_mode, full_name FROM customers",
                "SELECT 1e5, .5, 5., 1a.full_name FROM customers AS 1a",
                "SELECT customers.full_name FROM customers customers",
                "(SELECT full_name FROM customers)",
                "SELECT 1 FROM (SELECT full_name f FROM customers) x",
                "SELECT (SELECT full_name FROM customers LIMIT 1)",
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM customers WHERE full_name = 'x')")) {
            assertThat(rewrite(sql)).as(sql).isInstanceOf(Rewritten.class);
            assertThat(((Rewritten) rewrite(sql)).sql()).as(sql).contains("_down_1`(");
        }
    }

    @Test
    void whatIsNotCertainIsRefused() {
        for (String sql : List.of(
                "SELECT full_name FROM /*!90000 other, */ customers",
                "SELECT full_name FROM /*M! other, */ customers",
                "SELECT full_name FROM customers WHERE email = 'unterminated",
                "SELECT full_name FROM customers /* unterminated",
                "SELECT full_name FROM customers /*! unterminated",
                "SELECT full_name FROM .customers",
                "SELECT full_name FROM\u00a0customers",
                "PREPARE s FROM 'SELECT full_name FROM /*!90000 other, */ customers'",
                "PREPARE s FROM 'ALTER TABLE customers DROP full_name'",
                "PREPARE s FROM 'PREPARE t FROM @customers'",
                "PREPARE s FROM 'ALTER TABLE cust\\omers DROP full_name'",
                "PREPARE s FROM @text",
                "SET @x = (SELECT full_name FROM customers LIMIT 1)",
                "CREATE VIEW v AS SELECT full_name FROM customers",
                "CREATE TABLE copied SELECT full_name FROM customers",
                "ALTER TABLE customers DROP full_name",
                "LOAD DATA INFILE 'x' INTO TABLE customers",
                "LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE shop.customers (full_name, @v) SET email = @v",
                "LOAD XML INFILE 'x' INTO TABLE customers",
                "HANDLER customers OPEN",
                "SELECT full_name->'$.a' FROM customers",
                "SELECT full_name FROM customers, customers2 QUALIFY 1",
                "SELECT full_name FROM { OJ customers LEFT OUTER JOIN x ON 1 }",
                "INSERT INTO customers (full_name, email) VALUES ('x', full_name)")) {
            assertThat(rewrite(sql)).as(sql).isInstanceOf(Refused.class);
        }
    }

    @Test
    void numbersThatTheServerGivesAreNotDualWritten() {
        TableName orders = new TableName("shop", "orders");
        Catalog numbered = new Catalog(
                2,
                Map.of(
                        orders,
                        new Catalog.Relation(
                                orders,
                                2,
                                'r',
                                List.of(
                                        new Catalog.Column("id", 1, "int", 0, -1, -1, true, null, false, false, true),
                                        column("note", 2, "varchar(20)"),
                                        column("id_new", 3, "bigint")),
                                Set.of())),
                Set.of());
        assertThat(rewriter.rewrite(RewriteRequest.forMySql(
                        "INSERT INTO orders (note) VALUES ('x')",
                        shop.rules(Stage.DUAL_WRITE, Side.OLD),
                        numbered,
                        Set.of(),
                        SESSION)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void namesInStringsAndCommentsAreNone() {
        for (String sql : List.of(
                "SELECT 'FROM customers'",
                "SELECT \"customers\"",
                "SELECT 1 /* customers */",
                "SELECT 1 -- customers",
                "SELECT 1 # customers",
                "SELECT 'it\\'s customers'",
                "SELECT full_name FROM other.customers",
                "SELECT @customers, @@customers",
                "SELECT 1 FROM Customers")) {
            assertThat(rewrite(sql)).as(sql).isInstanceOf(Untouched.class);
        }
    }

    @Test
    void sqlModesDecideWhatAStringIs() {
        MySqlSession ansi = new MySqlSession("shop", false, true, false, false, false);
        assertThat(rewrite("SELECT \"full_name\" FROM \"customers\"", ansi)).isInstanceOf(Rewritten.class);
        MySqlSession plain = new MySqlSession("shop", false, false, true, false, false);
        assertThat(rewrite("SELECT '\\', full_name FROM customers -- '", plain)).isInstanceOf(Rewritten.class);
        assertThat(rewrite("SELECT '\\', full_name FROM customers -- '")).isInstanceOf(Untouched.class);
        MySqlSession folding = new MySqlSession("Shop", true, false, false, false, false);
        assertThat(rewrite("SELECT C.full_name FROM CUSTOMERS c", folding)).isInstanceOf(Rewritten.class);
        MySqlSession nowhere = new MySqlSession(null, false, false, false, false, false);
        assertThat(rewrite("SELECT full_name FROM customers", nowhere)).isInstanceOf(Untouched.class);
        assertThat(rewrite("SELECT full_name FROM shop.customers", nowhere)).isInstanceOf(Rewritten.class);
    }

    @Test
    void otherModesAreRefusedByName() {
        MySqlSession padded = MySqlSession.of("shop", false, "STRICT_TRANS_TABLES,PAD_CHAR_TO_FULL_LENGTH");
        assertThat(rewrite("SELECT full_name FROM customers", padded))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.message()).contains("PAD_CHAR_TO_FULL_LENGTH"));
        assertThat(rewrite("SELECT 1 FROM other", padded)).isInstanceOf(Untouched.class);
        MySqlSession lenient = MySqlSession.of("shop", false, "ANSI_QUOTES,NO_BACKSLASH_ESCAPES");
        assertThat(lenient.strict()).isFalse();
        assertThat(rewrite("SELECT '\\', \"full_name\" FROM \"customers\" -- '", lenient))
                .isInstanceOf(Rewritten.class);
    }

    /** A decoder that takes a quote for half a character, or leaves one where the server sees none, must not hide the table. */
    @Test
    void bytesThatAreNoTextHideNoName() {
        String from = "' OR full_name = 'x' -- '";
        for (String half : List.of("\uFFFD", "\u00bf\\", "\u7e17", "\uD800", "\0")) {
            for (String sql : List.of(
                    "SELECT full_name FROM customers WHERE email = '" + half + "'",
                    "SELECT full_name FROM customers WHERE email = '" + half + from,
                    "SELECT '" + half + "', full_name FROM customers",
                    "SELECT full_name AS `" + half + "` FROM customers",
                    "SELECT full_name /* " + half + " */ FROM customers")) {
                RewriteResult result = rewrite(sql);
                assertThat(result).as(sql).isNotInstanceOf(Untouched.class);
                if (result instanceof Rewritten rewritten) {
                    assertThat(rewritten.sql()).as(sql).contains("_down_1`(");
                }
            }
        }
    }

    @Test
    void commentsInCommentsHideNoName() {
        for (String sql : List.of(
                "SELECT full_name /* /* */ FROM customers",
                "SELECT full_name /*! FROM /* inner */ customers */",
                "SELECT full_name /*!50000 FROM /*!50000 customers */ */",
                "SELECT full_name /*!99999 , 1 */ FROM customers",
                "SELECT full_name -- /*\n FROM customers",
                "SELECT full_name # /*\n FROM customers",
                "SELECT full_name /*+ NO_MERGE(x) */ FROM customers",
                "SELECT /*! full_name */ /*!, 1 */ FROM customers")) {
            assertThat(rewrite(sql)).as(sql).isNotInstanceOf(Untouched.class);
        }
    }

    @Test
    void rowsWithTooFewValuesAreRefusedForThat() {
        TableName customers = new TableName("shop", "customers");
        Catalog.Relation known = catalog.relations().get(customers);
        List<Catalog.Column> columns = new java.util.ArrayList<>(known.columns());
        columns.set(
                1, new Catalog.Column("full_name", 2, "varchar(60)", 0, -1, -1, true, "'A B'", false, false, false));
        for (Set<String> gone : List.of(Set.<String>of(), Set.of("full_name"))) {
            Catalog shopWithDefault = new Catalog(
                    2,
                    Map.of(
                            customers,
                            new Catalog.Relation(customers, 1, 'r', columns, Set.of(), false, false, false, gone)),
                    Set.of());
            boolean contracted = !gone.isEmpty();
            for (String sql : contracted
                    ? List.of(
                            "INSERT INTO customers (id, full_name) VALUES (1)",
                            "INSERT INTO customers VALUES (1, 'x', 'y'), (1)",
                            "INSERT INTO customers (id, full_name) VALUES (1, 'x'), ()")
                    : List.of(
                            "INSERT INTO customers (first_name, last_name) VALUES (DEFAULT)",
                            "REPLACE INTO customers (first_name, last_name) VALUES (DEFAULT)",
                            "INSERT INTO customers (first_name, last_name) VALUES (DEFAULT, DEFAULT), (DEFAULT)")) {
                RewriteResult result = rewriter.rewrite(RewriteRequest.forMySql(
                        sql,
                        shop.rules(contracted ? Stage.COMPLETE : Stage.LIVE, contracted ? Side.OLD : Side.NEW),
                        shopWithDefault,
                        Set.of(),
                        SESSION));
                assertThat(result).as(sql).isInstanceOf(Refused.class);
                assertThat(((Refused) result).message()).as(sql).contains("fewer values than columns");
            }
        }
    }

    @Test
    void hugeAndDeepTextsEndInTime() {
        String or = " OR full_name = 'x'";
        for (String sql : List.of(
                "SELECT " + "(".repeat(10_000) + "full_name" + ")".repeat(10_000) + " FROM customers",
                "SELECT full_name FROM customers WHERE 1" + or.repeat(1_000_000 / or.length()),
                "SELECT full_name FROM " + "(SELECT * FROM ".repeat(2_000) + "customers",
                "SELECT " + "CASE WHEN 1 THEN ".repeat(5_000) + "full_name FROM customers",
                "SELECT " + "-".repeat(100_001) + "full_name FROM customers",
                "SELECT " + "NOT ".repeat(20_000) + "full_name FROM customers",
                "SELECT full_name FROM customers" + " JOIN customers".repeat(3_000),
                "INSERT INTO customers (full_name) VALUES ('x')" + ", ('y')".repeat(30_000),
                "SELECT " + "/*".repeat(100_000) + " full_name FROM customers",
                "SELECT " + "`".repeat(99_999) + " FROM customers",
                "SELECT '" + "\\".repeat(99_999) + "' FROM customers",
                "SELECT full_name\0 FROM customers",
                "SELECT full_name FROM customers WHERE email = '\uD800'")) {
            long start = System.nanoTime();
            RewriteResult result = rewrite(sql);
            assertThat((System.nanoTime() - start) / 1_000_000)
                    .as(sql.substring(0, 20))
                    .isLessThan(MAX_MILLIS);
            if (result instanceof Refused refused) {
                assertThat(refused.message()).doesNotContain("the rewriter failed");
            }
        }
    }

    @Test
    void anyTokensInAnyOrderAreSurvived() {
        List<String> parts = List.of(
                "SELECT",
                "full_name",
                "customers",
                "FROM",
                "WHERE",
                "(",
                ")",
                ",",
                ".",
                "*",
                "'",
                "\"",
                "`",
                "\\",
                "/*",
                "*/",
                "/*!",
                "--",
                "#",
                "\n",
                "@",
                "@@",
                ":=",
                "?",
                "INSERT",
                "INTO",
                "VALUES",
                "ON DUPLICATE KEY UPDATE",
                "UPDATE",
                "SET",
                "=",
                "DELETE",
                "REPLACE",
                "AS",
                "GROUP BY",
                "HAVING",
                "WITH",
                "UNION",
                "1",
                "0x",
                "x'",
                "_utf8mb4",
                "->",
                "DEFAULT",
                "\uD83D\uDE00",
                "\u00e9",
                ";",
                "JOIN",
                "ON",
                "USING",
                "LIMIT",
                "ORDER BY");
        Random random = new Random(20261126);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder sql = new StringBuilder(random.nextBoolean() ? "SELECT full_name FROM customers " : "");
            int length = random.nextInt(14);
            for (int j = 0; j < length; j++) {
                sql.append(parts.get(random.nextInt(parts.size()))).append(random.nextInt(3) == 0 ? "" : " ");
            }
            RewriteResult result = rewrite(sql.toString());
            if (result instanceof Refused refused) {
                assertThat(refused.message()).as(sql.toString()).doesNotContain("the rewriter failed");
            }
        }
    }
}
