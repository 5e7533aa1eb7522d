package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes, the rewriter answers, soon, and never throws. */
@Tag("alone")
class HostileTextTest {
    private static final long MAX_MILLIS = 20_000;

    private final Rewriter rewriter = new Rewriter();

    private RewriteResult rewrite(String sql) {
        long start = System.nanoTime();
        RewriteResult result = rewriter.rewrite(Shop.request(sql, Stage.LIVE, Side.OLD));
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(MAX_MILLIS);
        return result;
    }

    private void refused(String sql) {
        assertThat(rewrite(sql)).isInstanceOfSatisfying(RewriteResult.Refused.class, r -> {
            assertThat(r.sqlState()).isIn("0A000", RewriteResult.Refused.UNPARSED);
            assertThat(r.message()).startsWith("Crossfade: ").doesNotContain("report");
            assertThat(r.hint()).isNotEmpty();
        });
    }

    @Test
    void deepNesting() {
        refused("SELECT " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + " FROM customers");
        refused("SELECT * FROM customers WHERE " + "(".repeat(10_000));
        refused("SELECT full_name" + "[1".repeat(10_000) + "]".repeat(10_000) + " FROM customers");
        refused("SELECT " + "CASE WHEN true THEN ".repeat(500) + "1" + " END".repeat(500) + " FROM customers");
        refused("SELECT " + "- ".repeat(100_000) + "1 FROM customers");
        refused("SELECT " + "NOT ".repeat(100_000) + "true FROM customers");
    }

    @Test
    void manyOperators() {
        assertThat(rewrite("SELECT 1 FROM customers WHERE full_name = 'x'" + " OR full_name = 'x'".repeat(500)))
                .isInstanceOf(RewriteResult.Rewritten.class);
        assertThat(rewrite("SELECT 1 FROM customers WHERE id = 1" + " OR id = 1".repeat(100_000)))
                .isNotNull();
        refused("SELECT 1 FROM customers WHERE id = 1" + " OR id = 1".repeat(500_000));
    }

    @Test
    void unfinishedTexts() {
        refused("SELECT 'x FROM customers");
        refused("SELECT \"x FROM customers");
        refused("SELECT $a$ x FROM customers");
        refused("SELECT /* /* */ x FROM customers");
        refused("SELECT E'\\' FROM customers");
        refused("SELECT * FROM customers WHERE");
        refused("SELECT * FROM customers )");
        assertThat(rewrite("SELECT 'x FROM people")).isInstanceOf(RewriteResult.Untouched.class);
        assertThat(rewrite("")).isInstanceOf(RewriteResult.Untouched.class);
        assertThat(rewrite(";;;")).isInstanceOf(RewriteResult.Untouched.class);
    }

    @Test
    void strangeCharacters() {
        refused("SELECT \0 FROM customers");
        refused("SELECT \\ FROM customers");
        assertThat(rewrite("SELECT '\uD800', full_name FROM customers")).isInstanceOf(RewriteResult.Rewritten.class);
        assertThat(rewrite("SELECT \"\uDC00\uD800\" FROM customers")).isNotNull();
        assertThat(rewrite("SELECT '\uD83D\uDE00', full_name FROM customers"))
                .isInstanceOfSatisfying(
                        RewriteResult.Rewritten.class,
                        r -> assertThat(r.edits().get(0).start())
                                .as("counted in code points")
                                .isEqualTo("SELECT 'x', ".length()));
        assertThat(rewrite("SELECT /* " + "/* ".repeat(50) + "*/ ".repeat(50) + " */ full_name FROM customers"))
                .isInstanceOf(RewriteResult.Rewritten.class);
    }

    @Test
    void garbage() {
        String[] parts = {
            "SELECT",
            "INSERT INTO",
            "UPDATE",
            "DELETE FROM",
            "customers",
            "orders",
            "full_name",
            "id",
            "first_name",
            "FROM",
            "WHERE",
            "SET",
            "=",
            "(",
            ")",
            ",",
            "VALUES",
            "$1",
            "'x'",
            "1",
            "*",
            "AS",
            "c",
            ".",
            "ON",
            "JOIN",
            "USING",
            "WITH",
            "RETURNING",
            "GROUP BY",
            "ORDER BY",
            "UNION",
            "DEFAULT",
            "CONFLICT",
            "DO",
            "NOTHING",
            "NATURAL",
            "LATERAL",
            "IN",
            "BETWEEN",
            "AND",
            "NOT",
            "CASE",
            "WHEN",
            "THEN",
            "END",
            "::",
            "int",
            "[",
            "]",
            ";",
            "EXPLAIN",
            "ROW",
            "TABLE",
            "excluded"
        };
        Random random = new Random(11);
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder("SELECT * FROM customers WHERE ");
            if (random.nextBoolean()) {
                text.setLength(0);
            }
            for (int n = random.nextInt(16); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]).append(' ');
            }
            RewriteResult result = rewrite(text.toString());
            if (result instanceof RewriteResult.Refused refused) {
                assertThat(refused.message()).as(text.toString()).doesNotContain("rewriter failed");
            }
        }
    }
}
