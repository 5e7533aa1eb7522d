package dev.crossfade.proxy.plan;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.WatchList;
import java.util.List;

/** The real rewriter, package {@code rewrite}'s, as the data plane asks for it. Thread-safe. */
public final class SqlRewriter implements StatementRewriter {
    private final Rewriter rewriter = new Rewriter();

    /** Warms the parser up, which takes about half a second: better here than in the first client's statement. */
    public SqlRewriter() {
        rewriter.warmUp();
    }

    @Override
    public RewriteResult rewrite(RewriteRequest request) {
        return rewriter.rewrite(request);
    }

    @Override
    public Watch watch(RuleSet rules, Catalog catalog) {
        WatchList list = WatchList.of(rules, catalog);
        return new Watch() {
            @Override
            public int scan(byte[] text, int offset, int length, boolean standardConformingStrings) {
                return list.scan(text, offset, length, standardConformingStrings);
            }

            @Override
            public List<TableName> watched() {
                return list.watched();
            }
        };
    }
}
