package dev.crossfade.proxy.plan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void allThatItPlansGoesTheWayOfClientsStatements() {
        SqlRewriter rewriter = new SqlRewriter();
        Map<String, List<String>> outcomes = WarmUp.requests(1).stream()
                .collect(groupingBy(RewriteRequest::sql, mapping(request -> outcome(rewriter, request), toList())));
        assertThat(outcomes)
                .hasSize(6)
                .allSatisfy((sql, stages) -> assertThat(stages)
                        .as(sql)
                        .hasSize(3)
                        .isSubsetOf("Rewritten", "Untouched")
                        .endsWith("Rewritten"));
    }

    private static String outcome(SqlRewriter rewriter, RewriteRequest request) {
        RewriteResult planned = WarmUp.plan(rewriter, request);
        return planned == null ? "no template" : planned.getClass().getSimpleName();
    }
}
