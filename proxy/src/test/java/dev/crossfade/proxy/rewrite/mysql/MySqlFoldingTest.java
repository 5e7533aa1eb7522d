package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.rewrite.FoldedText;
import dev.crossfade.proxy.rewrite.FoldingCheck;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult.Rewritten;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts for MySQL that differ in literals only share a template, and become what they become by themselves. */
class MySqlFoldingTest {
    private static final MySqlShop SHOP = new MySqlShop("shop");

    private final Rewriter rewriter = new Rewriter();

    private static RewriteRequest request(String sql) {
        return request(sql, MySqlSession.of("shop"));
    }

    private static RewriteRequest request(String sql, MySqlSession session) {
        return RewriteRequest.forMySql(sql, SHOP.rules(Stage.LIVE, Side.OLD), catalog(), Set.of(), session);
    }

    private static Catalog catalog() {
        return new Catalog(
                1,
                Map.of(
                        SHOP.split.table(),
                                relation("customers", "id", "full_name", "email", "first_name", "last_name"),
                        SHOP.widen.table(), relation("orders", "id", "total", "id_new"),
                        SHOP.rename.table(), relation("items", "label", "qty", "title")),
                Set.of());
    }

    private static Relation relation(String name, String... columns) {
        List<Column> all = new ArrayList<>();
        for (String column : columns) {
            String type = column.startsWith("id") || column.equals("qty") ? "int" : "varchar(60)";
            all.add(new Column(column, all.size() + 1, type, 0, -1, -1, false, null, false, false, false));
        }
        return new Relation(new TableName("shop", name), name.hashCode(), 'r', all, Set.of());
    }

    private static FoldedText folded(String sql) {
        return Objects.requireNonNull(FoldedText.of(request(sql)), sql);
    }

    private Rewritten filled(String like, String sql) {
        Template template = rewriter.template(folded(like));
        assertThat(folded(sql).request()).isEqualTo(folded(like).request());
        return (Rewritten) Objects.requireNonNull(template.fill(folded(sql)));
    }

    @Test
    void literalsOfOneTextStandInTheOther() {
        String sql = "UPDATE customers SET full_name = 'Ünï 😀 it''s', email = 'x\\'' WHERE id = 32767 # 5\n";
        Rewritten result = filled("UPDATE customers SET full_name = 'a', email = 'b' WHERE id = 7 # 5\n", sql);
        assertThat(result).isEqualTo(rewriter.rewrite(request(sql)));
        assertThat(result.sql()).contains("'Ünï 😀 it''s'").contains("'x\\''").doesNotContain("'a'");
    }

    @Test
    void whatBackslashesDoDependsOnTheSession() {
        MySqlSession plain = new MySqlSession("shop", false, false, true, false, false);
        String sql = "UPDATE customers SET full_name = 'a\\', email = 'b' WHERE id = 1";
        assertThat(FoldedText.of(request(sql))).isNull();
        FoldedText folded = Objects.requireNonNull(FoldedText.of(request(sql, plain)));
        assertThat(rewriter.template(folded).fill(folded)).isEqualTo(rewriter.rewrite(request(sql, plain)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM orders WHERE id = 32767 / SELECT 1 FROM orders WHERE id = 32768",
                "SELECT 1 FROM orders WHERE id = 999999999 / SELECT 1 FROM orders WHERE id = 1000000000",
                "SELECT 1 FROM orders WHERE id = 999999999999999999 / SELECT 1 FROM orders WHERE id = 1000000000000000000",
                "SELECT 1 FROM orders WHERE id = 5.0 / SELECT 1 FROM orders WHERE id = 5e0",
                "SELECT 1 FROM orders WHERE id = 5 / SELECT 1 FROM orders WHERE id = 5.0",
                "SELECT 1 FROM orders WHERE id = 5 / SELECT 1 FROM orders WHERE id = '5'",
                "SELECT 1 FROM orders WHERE id = -5 / SELECT 1 FROM orders WHERE id = 5"
            })
    void literalsOfOtherTypesMakeOtherTexts(String two) {
        String[] texts = two.split(" / ", 2);
        assertThat(folded(texts[0]).request()).isNotEqualTo(folded(texts[1]).request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT full_name FROM customers",
                "SELECT full_name FROM customers WHERE id = ?",
                "SELECT full_name FROM customers WHERE b = b'101' OR x = X'1F' OR y = 0x1f OR z = N'n'",
                "SELECT full_name AS 'x' FROM customers",
                "SELECT d.`id + 5` FROM (SELECT id + 5 FROM customers) AS d",
                "SELECT d.`5` FROM (SELECT 5 FROM customers) AS d",
                "SELECT d.1e5 FROM (SELECT 1e5 FROM customers) AS d",
                "SELECT full_name FROM customers WHERE @'x' = @`5` AND id = 99999999999999999999",
                "SHOW COLUMNS FROM customers LIKE 'x'",
                "PREPARE s FROM 'SELECT * FROM customers'",
                "EXPLAIN SELECT full_name FROM customers WHERE id = 5",
                "SELECT '\u0001t0\u0002', full_name FROM customers WHERE id = 5",
                "SELECT 'unterminated FROM customers"
            })
    void whatIsNoPlainLiteralIsNotFolded(String sql) {
        assertThat(FoldedText.of(request(sql))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT CONCAT(full_name, 'x') FROM customers",
                "SELECT full_name = 5 FROM customers",
                "SELECT full_name 'x' FROM customers",
                "SELECT full_name \"x y\" FROM customers WHERE id = 1"
            })
    void whatMakesANameOfALiteralIsNotShared(String sql) {
        assertThat(rewriter.rewrite(request(sql))).isInstanceOf(Rewritten.class);
        assertThat(rewriter.template(folded(sql)).fill(folded(sql))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 5, 'x', full_name FROM customers WHERE id IN (1, 2) ORDER BY 3 LIMIT 10 OFFSET 5",
                "SELECT full_name FROM customers WHERE full_name LIKE 'a%' ESCAPE '!' AND id = 1 / 2.5",
                "SELECT SUBSTR(full_name, 1, 2) AS s FROM customers WHERE email = 'a' 'b' OR id IN (5, 6e1)",
                "INSERT INTO items (label, qty) VALUES ('a', 1), (\"b\", 2) ON DUPLICATE KEY UPDATE label = 'c'",
                "UPDATE items SET label = 'x', qty = qty + 1 WHERE label = 'y' LIMIT 5",
                "DELETE FROM orders WHERE id BETWEEN 5 AND 7; SELECT id FROM orders WHERE id = -8",
                "SELECT /*+ MAX_EXECUTION_TIME(1000) */ id FROM orders WHERE id = 5 /*! AND total = 6 */",
                "SELECT d.* FROM (SELECT id, 5, 'x' FROM orders) AS d WHERE d.id = 5",
                "SELECT id FROM orders WHERE id = _utf8mb4'5' COLLATE utf8mb4_bin OR total > DATE '2020-01-01' - INTERVAL '1' DAY"
            })
    void everydayTextsAreShared(String sql) {
        FoldingCheck check = new FoldingCheck(rewriter, 7);
        check.check(request(sql), 20);
        assertThat(rewriter.template(folded(sql)).fill(folded(sql))).isNotNull();
        assertThat(check.shared()).isGreaterThan(15); // some of the varied ones are other statements
    }

    @Test
    void aLongStringIsFoldedUnlessItsLengthMayDecideHowRowsAreSorted() {
        String query = "SELECT full_name FROM customers WHERE email = '";
        String text = "x".repeat(MySqlFolding.QUERY_STRING_CHARS);
        FoldedText folded = folded(query + text + "'");
        assertThat(folded.request()).isEqualTo(folded(query + "a'").request());
        assertThat(rewriter.template(folded).fill(folded)).isEqualTo(rewriter.rewrite(request(query + text + "'")));
        assertThat(FoldedText.of(request(query + text + "' ORDER BY full_name")))
                .isNull();
        assertThat(FoldedText.of(request(query + "a' ORDER BY full_name"))).isNotNull();
    }

    @Test
    void manyRowsShare() {
        StringBuilder rows = new StringBuilder("INSERT INTO items (label, qty) VALUES ('a', 1)");
        for (int i = 0; i < 1500; i++) {
            rows.append(", ('n").append(i).append("', ").append(i * 7919L).append(')');
        }
        FoldedText text = folded(rows.toString());
        assertThat(rewriter.template(text).fill(text)).isEqualTo(rewriter.rewrite(request(rows.toString())));
        String other = rows.toString().replace("'n", "'other");
        assertThat(folded(other).request()).isEqualTo(text.request());
    }
}
