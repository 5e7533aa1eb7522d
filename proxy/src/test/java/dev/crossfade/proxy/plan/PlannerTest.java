package dev.crossfade.proxy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.FoldedText;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.rewrite.Template;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private final SqlRewriter real = new SqlRewriter();
    private final AtomicInteger rewritten = new AtomicInteger();
    private final AtomicInteger templates = new AtomicInteger();
    private final Planner planner = new Planner(
            new StatementRewriter() {
                @Override
                public RewriteResult rewrite(RewriteRequest request) {
                    rewritten.incrementAndGet();
                    return real.rewrite(request);
                }

                @Override
                public Template template(FoldedText text) {
                    templates.incrementAndGet();
                    return real.template(text);
                }

                @Override
                public Watch watch(RuleSet rules, Catalog catalog) {
                    return real.watch(rules, catalog);
                }
            },
            1);

    @AfterEach
    void close() {
        planner.close();
    }

    private static RewriteRequest request(String sql) {
        return new RewriteRequest(sql, List.of(), Shop.rules(Stage.LIVE, Side.OLD), Shop.catalog(), Set.of(), true);
    }

    private RewriteResult planned(String sql) throws Exception {
        return planner.plan(request(sql)).get(10, TimeUnit.SECONDS);
    }

    @Test
    void aTextThatDiffersInLiteralsHasItsPlanAtOnce() throws Exception {
        planned("UPDATE customers SET full_name = 'Ada Lovelace' WHERE id = 7");
        String sql = "UPDATE customers SET full_name = 'it''s' WHERE id = 42";
        CompletableFuture<RewriteResult> plan = planner.plan(request(sql));
        assertThat(plan).isDone();
        assertThat(plan.join()).isEqualTo(real.rewrite(request(sql)));
        assertThat(templates).hasValue(1);
        assertThat(rewritten).hasValue(0);
    }

    @Test
    void oneWithALiteralOfAnotherTypeHasNot() throws Exception {
        planned("SELECT full_name FROM customers WHERE id = 7");
        for (String literal : List.of("70000", "7.0", "'7'", "7000000000", "70000000000000000000")) {
            String sql = "SELECT full_name FROM customers WHERE id = " + literal;
            assertThat(planned(sql)).isEqualTo(real.rewrite(request(sql)));
        }
        assertThat(templates).hasValue(6);
    }

    @Test
    void rulesAndCatalogAreNotShared() throws Exception {
        String sql = "SELECT full_name FROM customers WHERE id = ";
        planned(sql + 7);
        RewriteRequest other = new RewriteRequest(
                sql + 8, List.of(), Shop.rules(Stage.DUAL_WRITE, Side.NEW), Shop.catalog(), Set.of(), true);
        assertThat(planner.plan(other).get(10, TimeUnit.SECONDS)).isEqualTo(real.rewrite(other));
        assertThat(templates).hasValue(2);
    }

    @Test
    void whatIsRefusedIsRewrittenByItself() throws Exception {
        String sql = "ALTER TABLE customers ADD COLUMN x integer DEFAULT 5";
        assertThat(planned(sql)).isInstanceOf(RewriteResult.Refused.class);
        String second = "UPDATE customers SET (full_name) = ROW('x') , full_name = 'y' WHERE customers > 'x'";
        assertThat(planned(second)).isEqualTo(real.rewrite(request(second))).isInstanceOf(RewriteResult.Refused.class);
        assertThat(planned(second.replace("'y'", "'z'"))).isInstanceOf(RewriteResult.Refused.class);
        assertThat(templates).hasValue(1);
        assertThat(rewritten).hasValue(3);
    }

    @Test
    void theSameTextIsPlannedOnce() throws Exception {
        String sql = "SELECT full_name FROM customers WHERE id = $1";
        assertThat(planned(sql)).isSameAs(planned(sql));
        assertThat(rewritten).hasValue(1);
        String folded = "SELECT full_name FROM customers WHERE id = 1";
        assertThat(planned(folded)).isSameAs(planned(folded));
        assertThat(rewritten).hasValue(1);
    }
}
