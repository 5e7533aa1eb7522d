package dev.crossfade.proxy.testing;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.plan.StatementRewriter;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A rewriter whose plans are the test's; watches tables by their names' plain occurrence. */
public final class FakeRewriter implements StatementRewriter {
    private final List<TableName> watched;
    public volatile Function<RewriteRequest, RewriteResult> plans = request -> new RewriteResult.Untouched(List.of());
    public final List<RewriteRequest> requests = new CopyOnWriteArrayList<>();

    public FakeRewriter(TableName... watched) {
        this.watched = List.of(watched);
    }

    @Override
    public RewriteResult rewrite(RewriteRequest request) {
        requests.add(request);
        return plans.apply(request);
    }

    @Override
    public Watch watch(RuleSet rules, Catalog catalog) {
        return new Watch() {
            @Override
            public int scan(byte[] text, int offset, int length, boolean standardConformingStrings) {
                String sql = new String(text, offset, length, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
                int bits = 0;
                for (TableName table : watched) {
                    bits |= sql.contains(table.name()) ? WATCHED : 0;
                }
                for (String word : List.of("set", "temp", "rollback", "discard")) {
                    bits |= sql.contains(word) ? NAME_STATE : 0;
                }
                bits |= sql.contains("prepare") || sql.contains("execute") ? SQL_PREPARE : 0;
                return bits;
            }

            @Override
            public List<TableName> watched() {
                return watched;
            }
        };
    }
}
