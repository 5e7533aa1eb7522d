package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.RewriteResult.Refused;
import dev.crossfade.proxy.rewrite.RewriteResult.ResultColumn;
import dev.crossfade.proxy.rewrite.RewriteResult.Rewritten;
import dev.crossfade.proxy.rewrite.RewriteResult.Touch;
import dev.crossfade.proxy.rewrite.RewriteResult.Untouched;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RewriterTest {
    private final Rewriter rewriter = new Rewriter();

    private RewriteResult live(String sql) {
        return rewriter.rewrite(Shop.request(sql, Stage.LIVE, Side.OLD));
    }

    private Rewritten rewritten(String sql) {
        RewriteResult result = live(sql);
        assertThat(result).as(result.toString()).isInstanceOf(Rewritten.class);
        return (Rewritten) result;
    }

    private RewriteResult hiding(String sql, List<Integer> types) {
        return rewriter.rewrite(new RewriteRequest(
                sql, types, Shop.rules(Stage.LIVE, Side.OLD), Shop.catalog(), Set.of(Shop.CUSTOMERS), true));
    }

    @Test
    void whatIsHiddenInTheSessionIsAnotherTable() {
        assertThat(hiding("SELECT full_name FROM customers", List.of())).isInstanceOf(Untouched.class);
        assertThat(hiding("SELECT full_name FROM public.customers", List.of())).isInstanceOf(Rewritten.class);
        assertThat(hiding("DROP TABLE customers", List.of())).isInstanceOf(Untouched.class);
        assertThat(hiding("DROP TABLE public.customers", List.of())).isInstanceOf(Refused.class);
        assertThat(live("SELECT full_name FROM other.customers")).isInstanceOf(Untouched.class);
        assertThat(live("CREATE TEMP TABLE customers (full_name text)")).isInstanceOf(Untouched.class);
        assertThat(live("CREATE TEMP TABLE customers AS SELECT * FROM customers"))
                .isInstanceOf(Rewritten.class);
        assertThat(live("CREATE TEMP TABLE customers (LIKE public.customers)")).isInstanceOf(Refused.class);
    }

    @Test
    void declaredParametersNeedNoCast() {
        String sql = "SELECT total FROM orders WHERE id = $1";
        assertThat(((Rewritten) hiding(sql, List.of(23))).sql())
                .isEqualTo("SELECT total FROM orders WHERE \"orders\".\"id_new\" = $1");
        assertThat(((Rewritten) hiding(sql, List.of(20))).sql()).endsWith("\"id_new\" = $1");
        assertThat(((Rewritten) hiding(sql, List.of(0))).sql()).endsWith("\"id_new\" = CAST($1 AS integer)");
        assertThat(((Rewritten) hiding(sql, List.of(1700))).sql())
                .endsWith("CAST(\"orders\".\"id_new\" AS integer) = $1");
    }

    @Test
    void resultColumnsKeepTheirIdentity() {
        assertThat(rewritten("SELECT id, full_name, upper(full_name), full_name AS n FROM customers")
                        .resultColumns())
                .containsExactly(new ResultColumn(1, 1001, 2), new ResultColumn(3, 1001, 2));
        assertThat(rewritten("SELECT * FROM people, customers").resultColumns())
                .containsExactly(new ResultColumn(3, 1001, 2));
        assertThat(rewritten("SELECT x.* FROM (SELECT total, id FROM orders) x").resultColumns())
                .containsExactly(new ResultColumn(1, 1002, 1));
        assertThat(rewritten("SELECT f.*, full_name FROM customers, unknown() f")
                        .resultColumns())
                .as("not known where it stands")
                .isEmpty();
        assertThat(rewritten("SELECT full_name FROM customers UNION SELECT 'x'").resultColumns())
                .as("the server gives it none")
                .isEmpty();
        assertThat(rewritten("BEGIN; SELECT full_name FROM customers").resultColumns())
                .hasSize(1);
        RewriteResult.Rewritten several =
                rewritten("SELECT full_name FROM customers; SELECT 1; SELECT id, full_name FROM customers");
        assertThat(several.resultColumns(0)).containsExactly(new ResultColumn(0, 0, 1001, 2));
        assertThat(several.resultColumns(1)).isEmpty();
        assertThat(several.resultColumns(2)).containsExactly(new ResultColumn(2, 1, 1001, 2));
        assertThat(rewritten("DECLARE c CURSOR FOR SELECT full_name FROM customers"))
                .satisfies(r -> assertThat(r.holdsRows()).isTrue())
                .satisfies(r -> assertThat(r.resultColumns()).containsExactly(new ResultColumn(0, 1001, 2)));
        assertThat(rewritten("EXPLAIN DECLARE c CURSOR FOR SELECT full_name FROM customers")
                        .resultColumns())
                .isEmpty();
        assertThat(rewritten("UPDATE customers SET full_name = 'x' RETURNING id, full_name")
                        .resultColumns())
                .containsExactly(new ResultColumn(1, 1001, 2));
    }

    /** PostgreSQL shows the column of a side itself where it need not be cast (buildMergedJoinVar). */
    @Test
    void whatAJoinMergesIsASideOfTheSameTypeOrNeither() {
        ResultColumn name = new ResultColumn(0, 1001, 2);
        String old = "(SELECT full_name FROM customers) a";
        String text = "(SELECT email AS full_name FROM customers) b";
        String varchar = "(SELECT label AS full_name FROM items) b";
        String unknown = "(SELECT lower(nick) AS full_name FROM people) b";
        for (String merging : List.of("%s JOIN %s USING (full_name)", "%s NATURAL JOIN %s")) {
            for (String columns : List.of("*", "full_name", "full_name AS n", "x.*", "x.full_name")) {
                String inner = "SELECT " + columns.replaceFirst("^x.*", "*") + " FROM " + merging;
                String select = columns.startsWith("x") ? "SELECT " + columns + " FROM (" + inner + ") x" : inner;
                assertThat(rewritten(select.formatted(old, text)).resultColumns())
                        .as(select)
                        .containsExactly(name);
                assertThat(rewritten(select.formatted(text, old)).resultColumns())
                        .as("the left side's, as it is: " + select)
                        .isEmpty();
                assertThat(rewritten(select.formatted(old, varchar)).resultColumns())
                        .as("text stays text: " + select)
                        .containsExactly(name);
                assertThat(rewritten(select.formatted(varchar, old)).resultColumns())
                        .as("varchar(20) is cut short of its length, and text is cast: " + select)
                        .isEmpty();
                assertThat(rewritten(select.formatted(unknown, old)).resultColumns())
                        .as("not known: " + select)
                        .isEmpty();
            }
        }
        String id = "(SELECT id FROM orders) a";
        ResultColumn number = new ResultColumn(0, 1002, 1);
        assertThat(rewritten("SELECT * FROM " + id + " JOIN (SELECT qty AS id FROM items) b USING (id)")
                        .resultColumns())
                .containsExactly(number);
        assertThat(rewritten("SELECT * FROM (SELECT qty::bigint AS id FROM items) b JOIN " + id + " USING (id)")
                        .resultColumns())
                .isEmpty();
        assertThat(rewritten("SELECT * FROM " + id + " JOIN (SELECT total AS id FROM orders) b USING (id)")
                        .resultColumns())
                .as("numeric(10,2) and integer are cast to numeric")
                .isEmpty();
        for (String left : List.of("LEFT ", "")) {
            assertThat(rewritten("SELECT * FROM " + old + " " + left + "JOIN " + text + " USING (full_name)")
                            .resultColumns())
                    .containsExactly(name);
        }
        assertThat(rewritten("SELECT * FROM " + text + " RIGHT JOIN " + old + " USING (full_name)")
                        .resultColumns())
                .containsExactly(name);
        assertThat(rewritten("SELECT * FROM " + old + " FULL JOIN " + text + " USING (full_name)")
                        .resultColumns())
                .isEmpty();
        assertThat(rewritten("SELECT full_name FROM customers a JOIN customers b USING (full_name)")
                        .resultColumns())
                .containsExactly(name);
        for (String right : List.of("NATURAL RIGHT JOIN orders", "RIGHT JOIN orders USING (id)")) {
            assertThat(rewritten("SELECT id FROM customers " + right).resultColumns())
                    .as("beside a table that migrates in other columns: " + right)
                    .containsExactly(number);
        }
        assertThat(rewritten("SELECT id FROM customers LEFT JOIN orders USING (id)")
                        .resultColumns())
                .isEmpty();
    }

    @Test
    void saysWhichSideIsSpoken() {
        assertThat(live("SELECT full_name FROM customers").touches())
                .containsExactly(new Touch("customer-name", Side.OLD));
        assertThat(live("SELECT first_name FROM customers").touches())
                .containsExactly(new Touch("customer-name", Side.NEW));
        assertThat(live("SELECT email FROM customers").touches()).containsExactly(new Touch("customer-name", null));
        assertThat(live("SELECT * FROM customers").touches()).containsExactly(new Touch("customer-name", Side.OLD));
        assertThat(live("SELECT id FROM customers; SELECT label FROM items").touches())
                .containsExactly(new Touch("customer-name", null), new Touch("item-label", Side.OLD));
        assertThat(live("SELECT nick FROM people").touches()).isEmpty();
    }

    @Test
    void severalStatementsAreEditedEachByItself() {
        Rewritten result =
                rewritten("SELECT ';' || full_name FROM customers; SELECT 1;; DELETE FROM items WHERE label = ';'");
        assertThat(result.sql())
                .isEqualTo("SELECT ';' || crossfade.\"customer-name_down_1\"(\"customers\".\"first_name\","
                        + " \"customers\".\"last_name\") FROM customers; SELECT 1;; DELETE FROM items WHERE"
                        + " \"items\".\"title\" = ';'");
        assertThat(
                        live(
                                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT count(full_name) FROM customers; END"))
                .isInstanceOf(Refused.class);
    }

    /** PostgreSQL reads a copy that is converted before the value itself, and points there. */
    @Test
    void aPositionInACopyIsThatOfTheClientsOwnString() {
        String sql = "INSERT INTO orders (total, id) VALUES (1, 'ü😀'), (2, 'no number')";
        Rewritten result = (Rewritten) live(sql);
        for (String string : List.of("'ü😀'", "'no number'")) {
            int copy = result.sql().lastIndexOf(string);
            assertThat(copy).isGreaterThan(result.sql().indexOf(string));
            assertThat(result.originalPosition(result.sql().codePointCount(0, copy) + 1))
                    .isEqualTo(sql.codePointCount(0, sql.indexOf(string)) + 1);
        }
    }

    @Test
    void positionsPointIntoTheClientsText() {
        String sql = "SELECT '\uD83D\uDE00', full_name, nope FROM customers";
        Rewritten result = rewritten(sql);
        int inNew = result.sql().codePointCount(0, result.sql().indexOf("nope")) + 1;
        assertThat(result.originalPosition(inNew)).isEqualTo(sql.codePointCount(0, sql.indexOf("nope")) + 1);
        int inside = result.sql().codePointCount(0, result.sql().indexOf("last_name")) + 1;
        assertThat(result.originalPosition(inside)).isEqualTo(sql.codePointCount(0, sql.indexOf("full_name")) + 1);
        assertThat(((Refused) live("SELECT 1 FROM customers c WHERE c = ROW(1)")).position())
                .isEqualTo("SELECT 1 FROM customers c WHERE c".length());
    }

    @Test
    void editsAreInOrderAndDoNotOverlap() {
        for (String sql : List.of(
                "INSERT INTO orders (id, customer_id) VALUES (DEFAULT, 1), (nextval('x'), 2) RETURNING id, *",
                "UPDATE customers SET full_name = full_name || (SELECT max(full_name) FROM customers) RETURNING *",
                "SELECT full_name, (SELECT full_name FROM customers LIMIT 1) FROM customers ORDER BY customers.full_name")) {
            int end = 0;
            for (RewriteResult.Edit edit : rewritten(sql).edits()) {
                assertThat(edit.start()).as(sql).isGreaterThanOrEqualTo(end);
                assertThat(edit.end()).isGreaterThanOrEqualTo(edit.start());
                assertThat(edit.reason()).isNotEmpty();
                end = edit.end();
            }
        }
    }

    @Test
    void viewsAreReadWhileOldIsWritten() {
        assertThat(live("SELECT * FROM customer_view")).isInstanceOf(Untouched.class);
        assertThat(live("REFRESH MATERIALIZED VIEW customer_view")).isInstanceOf(Untouched.class);
        assertThat(rewriter.rewrite(Shop.request("SELECT * FROM customer_view", Stage.COMPLETE, Side.OLD)))
                .isInstanceOf(Refused.class);
        assertThat(rewriter.rewrite(Shop.request("DELETE FROM customer_view", Stage.OFF, Side.OLD)))
                .isInstanceOf(Untouched.class);
        assertThat(live("DELETE FROM customer_view")).isInstanceOf(Refused.class);
    }

    /** A derived table reads every column, and may be asked for by somebody who may read one of them only. */
    @Test
    void noTableIsDerivedWhereSingleColumnsAreGranted() {
        var relations = new java.util.HashMap<>(Shop.catalog().relations());
        relations.computeIfPresent(
                Shop.ITEMS,
                (name, r) -> new Catalog.Relation(name, r.oid(), r.kind(), r.columns(), r.dependsOn(), true));
        Catalog granted = new Catalog(2, relations, Set.of());
        String sql = "SELECT k FROM items AS i (k)";
        assertThat(live(sql)).isInstanceOf(Rewritten.class);
        assertThat(rewriter.rewrite(
                        new RewriteRequest(sql, List.of(), Shop.rules(Stage.LIVE, Side.OLD), granted, Set.of(), true)))
                .isInstanceOf(Refused.class);
    }

    /** The guard fills the side that the rows do not have. */
    @Test
    void copyGoesIntoATableWithAGuard() {
        var relations = new java.util.HashMap<>(Shop.catalog().relations());
        relations.replaceAll((name, r) -> new Catalog.Relation(
                name, r.oid(), r.kind(), r.columns(), r.dependsOn(), r.columnGrants(), true, false, Set.of()));
        Catalog guarded = new Catalog(2, relations, Set.of());
        for (Stage stage : List.of(Stage.DUAL_WRITE, Stage.SHADOW, Stage.LIVE, Stage.RAMP_DOWN)) {
            for (String sql : List.of("COPY customers FROM STDIN", "COPY items (order_id, label) FROM STDIN")) {
                assertThat(rewriter.rewrite(new RewriteRequest(
                                sql, List.of(), Shop.rules(stage, Side.OLD), guarded, Set.of(), true)))
                        .as(stage + " " + sql)
                        .isNotInstanceOf(Refused.class);
            }
            for (String sql : List.of(
                    "COPY items (order_id, label) FROM STDIN WHERE lower(label) = 'x'",
                    "COPY items (order_id, qty) FROM STDIN WHERE label = 'none'",
                    "COPY customers (full_name) FROM STDIN WHERE customers.full_name IS NOT NULL AND id > 2",
                    "COPY customers (last_name, first_name) FROM STDIN WHERE first_name || last_name <> 'x'")) {
                assertThat(rewriter.rewrite(new RewriteRequest(
                                sql, List.of(), Shop.rules(stage, Side.OLD), guarded, Set.of(), true)))
                        .as("the row is as the client gives it: " + stage + " " + sql)
                        .isInstanceOf(Untouched.class);
            }
            for (String sql : List.of(
                    "COPY items (order_id, label) FROM STDIN WHERE lower(title) = 'x'",
                    "COPY items (order_id, qty) FROM STDIN WHERE title = 'none'",
                    "COPY customers (first_name) FROM STDIN WHERE last_name IS NULL",
                    "COPY customers (first_name, last_name) FROM STDIN WHERE full_name IS NULL")) {
                assertThat(rewriter.rewrite(new RewriteRequest(
                                sql, List.of(), Shop.rules(stage, Side.OLD), guarded, Set.of(), true)))
                        .as("the guard fills the row after the condition: " + stage + " " + sql)
                        .isInstanceOf(Refused.class);
            }
            for (String sql : List.of(
                    "COPY items (order_id, title) FROM STDIN", // with NULL for a title, label's default would become it
                    "COPY orders (id_new, total) FROM STDIN")) { // id's default would take a number for each row
                assertThat(rewriter.rewrite(new RewriteRequest(
                                sql, List.of(), Shop.rules(stage, Side.NEW), guarded, Set.of(), true)))
                        .as("the server would store old's default beside new: " + stage + " " + sql)
                        .isInstanceOf(Refused.class);
            }
        }
        Rewritten copy = (Rewritten) rewriter.rewrite(new RewriteRequest(
                "COPY customers FROM STDIN", List.of(), Shop.rules(Stage.LIVE, Side.OLD), guarded, Set.of(), true));
        assertThat(copy.sql()).contains("full_name").doesNotContain("first_name");
    }

    /** What users' triggers make of old is what counts: it goes to them as it is, and they see it beside new values too. */
    @Test
    void whatGivesOldValuesIsLeftToTheGuardWhereUsersTriggersFire() {
        var relations = new java.util.HashMap<>(Shop.catalog().relations());
        relations.replaceAll((name, r) -> new Catalog.Relation(
                name, r.oid(), r.kind(), r.columns(), r.dependsOn(), r.columnGrants(), true, true, Set.of()));
        Catalog triggered = new Catalog(2, relations, Set.of());
        for (Stage stage : List.of(Stage.DUAL_WRITE, Stage.SHADOW, Stage.LIVE, Stage.RAMP_DOWN)) {
            for (String sql : List.of(
                    "UPDATE customers SET full_name = 'a b' WHERE id = 1",
                    "UPDATE customers SET (full_name) = ROW (DEFAULT)",
                    "INSERT INTO customers (full_name) VALUES ('a b'), (DEFAULT)",
                    "INSERT INTO items (order_id) VALUES (1)",
                    "INSERT INTO customers (full_name) SELECT 'x'")) {
                assertThat(rewriter.rewrite(new RewriteRequest(
                                sql, List.of(), Shop.rules(stage, Side.OLD), triggered, Set.of(), true)))
                        .as(stage + " " + sql)
                        .isInstanceOf(dev.crossfade.proxy.rewrite.RewriteResult.Untouched.class);
            }
            Rewritten both = (Rewritten) rewriter.rewrite(new RewriteRequest(
                    "UPDATE customers SET first_name = 'a'",
                    List.of(),
                    Shop.rules(stage, Side.NEW),
                    triggered,
                    Set.of(),
                    true));
            assertThat(both.sql()).contains("full_name");
        }
    }

    @Test
    void aThousandRowsTakeNoTime() {
        StringBuilder sql = new StringBuilder("INSERT INTO orders (customer_id, total) VALUES (1, 2)");
        for (int i = 0; i < 1_000; i++) {
            sql.append(", (").append(i).append(", 'x' || $1)");
        }
        long start = System.nanoTime();
        assertThat(rewritten(sql.toString()).sql()).contains("crossfade_row_1001");
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
    }
}
