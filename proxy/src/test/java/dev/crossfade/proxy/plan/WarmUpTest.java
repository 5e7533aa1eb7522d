package dev.crossfade.proxy.plan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.rewrite.RewriteRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void allThatItPlansGoesTheWayOfClientsStatements() {
        Templates templates = new Templates(new SqlRewriter());
        Map<String, List<String>> outcomes = WarmUp.requests(1).stream()
                .collect(groupingBy(
                        RewriteRequest::sql,
                        mapping(
                                request ->
                                        templates.plan(request, null).getClass().getSimpleName(),
                                toList())));
        assertThat(outcomes)
                .hasSize(6)
                .allSatisfy((sql, stages) -> assertThat(stages)
                        .as(sql)
                        .hasSize(3)
                        .isSubsetOf("Rewritten", "Untouched")
                        .endsWith("Rewritten"));
    }
}
