package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.RewriteResult.Refused;
import dev.crossfade.proxy.rewrite.RewriteResult.Untouched;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.WatchList;
import dev.crossfade.testing.MysqlServer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MySqlWatchListTest {
    private final MySqlShop shop = new MySqlShop("shop");
    private final RuleSet rules = shop.rules(Stage.LIVE, Side.OLD);
    private final MySqlWatchList list = MySqlWatchList.of(rules, withView());

    private static Catalog withView() {
        TableName view = new TableName("shop", "Best Buyers");
        return new Catalog(
                1,
                Map.of(view, new Catalog.Relation(view, 7, 'v', List.of(), Set.of(new TableName("shop", "customers")))),
                Set.of());
    }

    private int scan(byte[] text) {
        return list.scan(text, 0, text.length, false);
    }

    private int scan(String text) {
        return scan(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesAreFoundHoweverTheyAreWritten() {
        for (String sql : List.of(
                "SELECT 1 FROM customers",
                "SELECT 1 FROM CUSTOMERS",
                "SELECT 1 FROM `customers`",
                "SELECT 1 FROM \"customers\"",
                "SELECT 1 FROM shop.customers",
                "SELECT 1 FROM`shop`.`customers`",
                "SELECT 1 FROM\tcustomers#x",
                "SELECT 1 FROM/**/customers",
                "SELECT 1 FROM /*!customers */",
                "SELECT 1 FROM /*!80000customers*/",
                "SELECT 1 FROM /*!080031customers*/",
                "SELECT 1 FROM /*+ x */customers",
                "SELECT 1 FROM -- x\ncustomers",
                "SELECT '\\', 1 FROM customers -- '",
                "SELECT `x``` , 1 FROM customers",
                "SELECT * FROM `best buyers`",
                "PREPARE s FROM @a",
                "prepare s from 'select 1 from cust\\omers'",
                "SELECT * FROM information_schema.columns",
                "DESCRIBE customers")) {
            assertThat(scan(sql) & WatchList.WATCHED).as(sql).isEqualTo(WatchList.WATCHED);
        }
    }

    @Test
    void otherTextsPass() {
        for (String sql : List.of(
                "SELECT 1 FROM customers2",
                "SELECT 1 FROM x_customers WHERE a = 'Zoë'",
                "UPDATE accounts SET balance = balance + 1 WHERE id = 12345",
                "SELECT 1 FROM buyer",
                "")) {
            assertThat(scan(sql)).as(sql).isZero();
        }
        assertThat(scan("USE other")).isEqualTo(WatchList.NAME_STATE);
        assertThat(scan("SET NAMES gbk")).isEqualTo(WatchList.NAME_STATE);
        assertThat(scan("EXECUTE s")).isEqualTo(WatchList.SQL_PREPARE);
        byte[] none = "SELECT 1 FROM customers".getBytes(StandardCharsets.UTF_8);
        assertThat(MySqlWatchList.of(RuleSet.NONE, Catalog.EMPTY).scan(none, 0, none.length, true))
                .isZero();
    }

    /** The second byte of a character may be a backslash, a quote or a letter. */
    @Test
    void characterSetsHideNoName() {
        for (String charset : List.of("GBK", "Shift_JIS", "Big5", "GB18030", "ISO-8859-1", "UTF-8", "EUC-JP")) {
            for (char c : "\u7e17\u30bd\u8868\u529f\u00e9\u00a0".toCharArray()) {
                byte[] text = ("SELECT '" + c + "', 1 FROM customers WHERE a = '" + c + "' -- " + c)
                        .getBytes(Charset.forName(charset));
                assertThat(scan(text) & WatchList.WATCHED).isEqualTo(WatchList.WATCHED);
            }
        }
        byte[] hidden = "SELECT '\u00bf\\' OR 1 FROM customers -- '".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(scan(hidden) & WatchList.WATCHED).isEqualTo(WatchList.WATCHED);
    }

    /** U+212A and U+0130 become k and i in lower case. */
    @Test
    void lowerCaseMakesAsciiOfOtherCharacters() {
        byte[] text = "SELECT 1 FROM \u0130tems".getBytes(StandardCharsets.UTF_8);
        assertThat(list.scan(text, 0, text.length, true) & WatchList.WATCHED).isEqualTo(WatchList.WATCHED);
        assertThat(new MySqlNames(new MySqlSession("shop", true, false, false, false, false), Catalog.EMPTY)
                        .table("\u0130tem\u212a"))
                .isEqualTo("itemk");
    }

    /** What the server's scanner takes for a blank, a name can follow without another one. */
    @Test
    void theServersBlanksEndWords() throws SQLException {
        MysqlServer server = MysqlServer.shared();
        Properties settings = new Properties();
        settings.setProperty("characterEncoding", "ISO8859_1");
        Rewriter rewriter = new Rewriter();
        try (Connection connection = server.connect(server.createDatabase(), settings);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customers (full_name int)");
            for (char c = 1; c < 256; c++) {
                String sql = "SELECT full_name FROM" + c + "customers";
                boolean accepted;
                try (ResultSet rows = statement.executeQuery(sql)) {
                    accepted = rows != null;
                } catch (SQLException e) {
                    accepted = false;
                }
                if (accepted) {
                    assertThat(scan(sql.getBytes(StandardCharsets.ISO_8859_1)) & WatchList.WATCHED)
                            .as("%x", (int) c)
                            .isEqualTo(WatchList.WATCHED);
                    assertThat(rewriter.rewrite(
                                    RewriteRequest.forMySql(sql, rules, catalog(), Set.of(), MySqlSession.of("shop"))))
                            .as("%x", (int) c)
                            .isNotInstanceOf(Untouched.class);
                }
            }
        }
    }

    private static Catalog catalog() {
        TableName customers = new TableName("shop", "customers");
        List<Catalog.Column> columns =
                List.of(new Catalog.Column("full_name", 1, "varchar(60)", 0, -1, -1, false, null, false, false, false));
        return new Catalog(1, Map.of(customers, new Catalog.Relation(customers, 1, 'r', columns, Set.of())), Set.of());
    }

    /** Whatever the rewriter takes for a text that names a watched table, the scan does too. */
    @Test
    void theScanSaysYesWhereverTheRewriterDoes() {
        List<String> blanks =
                List.of(" ", "\n", "/**/", "/*!", "/*!50000", "#x\n", "-- x\n", "`shop`.", "shop.", "(", "'");
        List<String> names = List.of("customers", "`customers`", "CUSTOMERS", "x", "`x``y`", "customers2");
        List<String> tails = List.of("*/", " */", " ", " AS x", ")", "#", "'", ", customers", " WHERE '\\' = ''");
        Rewriter rewriter = new Rewriter();
        Random random = new Random(20261126);
        int checked = 0;
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder("SELECT 1 FROM");
            for (int blank = random.nextInt(3); blank >= 0; blank--) {
                text.append(blanks.get(random.nextInt(blanks.size())));
            }
            text.append(names.get(random.nextInt(names.size())));
            for (int tail = random.nextInt(3); tail > 0; tail--) {
                text.append(tails.get(random.nextInt(tails.size())));
            }
            String sql = text.toString();
            RewriteResult result =
                    rewriter.rewrite(RewriteRequest.forMySql(sql, rules, catalog(), Set.of(), MySqlSession.of("shop")));
            boolean unread =
                    result instanceof Refused refused && refused.sqlState().equals(Refused.UNPARSED);
            if (!unread && !Untouched.NOTHING_WATCHED.equals(result)) {
                checked++;
                assertThat(scan(sql) & WatchList.WATCHED).as(sql).isEqualTo(WatchList.WATCHED);
            }
        }
        assertThat(checked).isPositive();
    }
}
