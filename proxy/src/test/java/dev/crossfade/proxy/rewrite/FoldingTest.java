package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.rewrite.RewriteResult.Rewritten;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that differ in literals only share a template, and become what they become by themselves. */
class FoldingTest {
    private static final int SPOKEN = Integer.getInteger("crossfade.folding.statements", 300);
    private static final long SEED = Long.getLong("crossfade.folding.seed", 20261126L);

    private final Rewriter rewriter = new Rewriter();

    private static RewriteRequest request(String sql) {
        return Shop.request(sql, Stage.LIVE, Side.OLD);
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
        Rewritten result = filled(
                "UPDATE customers SET full_name = 'a', email = 'b' WHERE id = 7",
                "UPDATE customers SET full_name = 'Ünï 😀 it''s', email = E'x\\'' WHERE id = 32767");
        assertThat(result)
                .isEqualTo(rewriter.rewrite(
                        request("UPDATE customers SET full_name = 'Ünï 😀 it''s', email = E'x\\'' WHERE id = 32767")));
        assertThat(result.sql()).contains("'Ünï 😀 it''s'").contains("E'x\\''").doesNotContain("'a'");
    }

    @Test
    void errorsPointIntoTheTextTheyComeFrom() {
        String sql = "SELECT full_name, 'longer than it was' FROM customers WHERE full_name = 5";
        Rewritten result = filled("SELECT full_name, '' FROM customers WHERE full_name = 7", sql);
        int position = result.sql().indexOf("= 5") + 1;
        assertThat(result.originalPosition(position)).isEqualTo(sql.indexOf("= 5") + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM customers WHERE id = 32767 / SELECT 1 FROM customers WHERE id = 32768",
                "SELECT 1 FROM customers WHERE id = 2147483647 / SELECT 1 FROM customers WHERE id = 2147483648",
                "SELECT 1 FROM customers WHERE id = 5 / SELECT 1 FROM customers WHERE id = 5.0",
                "SELECT 1 FROM customers WHERE id = 5 / SELECT 1 FROM customers WHERE id = '5'",
                "SELECT 1 FROM customers WHERE id = NULL AND 1 = 1 / SELECT 1 FROM customers WHERE id = DEFAULT AND 1 = 1",
                "SELECT 1 FROM customers WHERE id = -5 / SELECT 1 FROM customers WHERE id = 5"
            })
    void literalsOfOtherTypesMakeOtherTexts(String two) {
        String[] texts = two.split(" / ", 2);
        assertThat(folded(texts[0]).request()).isNotEqualTo(folded(texts[1]).request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT full_name FROM customers",
                "SELECT full_name FROM customers WHERE id = $1",
                "SELECT full_name FROM customers WHERE email = $$customers$$",
                "SELECT full_name FROM customers WHERE b = B'101' OR x = X'1F'",
                "SET statement_timeout = 5; COPY customers TO STDOUT (DELIMITER ',')",
                "EXECUTE s (1, 'customers')",
                "DO 'BEGIN DELETE FROM customers; END'",
                "SELECT '\u0001t0\u0002', full_name FROM customers WHERE id = 5",
                "SELECT 'unterminated FROM customers"
            })
    void whatIsNoPlainLiteralIsNotFolded(String sql) {
        assertThat(FoldedText.of(request(sql))).isNull();
    }

    @Test
    void onlyStatementsThatReadOrWriteRowsAreFolded() {
        assertThat(folded("SET work_mem = '1MB'; SELECT 5; PREPARE s AS SELECT 7")
                        .request()
                        .sql())
                .contains("'1MB'")
                .contains("7")
                .doesNotContain("5");
    }

    /** Beside a parameter without type a constant that needs more than int2 makes the list wider. */
    @Test
    void theSizeOfAnIntegerDecides() {
        String small = "SELECT 1 FROM orders WHERE id IN ($1, 32767)";
        String large = "SELECT 1 FROM orders WHERE id IN ($1, 32768)";
        assertThat(folded(small).request()).isNotEqualTo(folded(large).request());
        for (String sql : List.of(small, large)) {
            assertThat(filled(sql.replace("7)", "1)").replace("8)", "9)"), sql))
                    .isEqualTo(rewriter.rewrite(request(sql)));
        }
        assertThat(filled(small, small).sql().replace("32767", ""))
                .isNotEqualTo(filled(large, large).sql().replace("32768", ""));
    }

    @Test
    void whatComparesLiteralsIsNotShared() {
        String grouped =
                "SELECT full_name || 'x', count(*) FROM customers AS c (a, full_name) GROUP BY full_name || 'x'";
        assertThat(rewriter.rewrite(request(grouped))).isInstanceOf(Rewritten.class);
        assertThat(rewriter.template(folded(grouped)).fill(folded(grouped))).isNull();
    }

    @Test
    void refusalsAreNotShared() {
        String refused =
                "INSERT INTO customers (full_name, first_name) VALUES ('a', 'b') ON CONFLICT (lower('x')) DO NOTHING"
                        + " RETURNING customers";
        assertThat(rewriter.template(folded(refused)).fill(folded(refused))).isNull();
    }

    @Test
    void casesBecomeTheSame() throws IOException, URISyntaxException {
        FoldingCheck check = new FoldingCheck(rewriter, SEED);
        for (CaseTest.Case one : CaseTest.all()) {
            check.check(Shop.request(one.input(), one.stage(), one.speaks()), 10);
        }
        System.out.printf("folding of cases: %d shared, %d alone%n", check.shared(), check.alone());
        assertThat(check.shared()).isGreaterThan(20 * Math.max(1, check.alone()));
    }

    @Test
    void spokenStatementsBecomeTheSame() {
        FoldingCheck check = new FoldingCheck(rewriter, SEED);
        for (Stage stage : Stage.values()) {
            for (Side side : Side.values()) {
                Speaker speaker = new Speaker(SEED ^ (stage.variant() + side.variant()).hashCode(), side, stage);
                for (int i = 0; i < SPOKEN; i++) {
                    check.check(Shop.request(speaker.next().sql(), stage, side), 2);
                }
            }
        }
        System.out.printf(
                "folding of spoken statements: seed %d, %d shared, %d alone%n", SEED, check.shared(), check.alone());
        assertThat(check.shared()).isGreaterThan(20 * Math.max(1, check.alone()));
    }

    @Test
    void severalStatementsAndManyRowsShare() {
        StringBuilder rows = new StringBuilder("BEGIN; INSERT INTO customers (full_name, email) VALUES ('a', '1')");
        for (int i = 0; i < 1500; i++) {
            rows.append(", ('n").append(i).append("', '").append(i * 7919L).append("')");
        }
        rows.append("; COMMIT");
        new FoldingCheck(rewriter, SEED).check(request(rows.toString()), 2);
        assertThat(List.of(folded(rows.toString()).count())).containsExactly(3002);
    }
}
