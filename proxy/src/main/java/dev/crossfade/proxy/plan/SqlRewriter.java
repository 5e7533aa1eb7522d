package dev.crossfade.proxy.plan;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.FoldedText;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.Template;
import dev.crossfade.proxy.rewrite.WatchList;
import dev.crossfade.proxy.rewrite.mysql.MySqlWatchList;
import java.util.List;

/** Production's rewriting: package {@code rewrite}. */
public final class SqlRewriter implements StatementRewriter {
    private final Rewriter rewriter = new Rewriter();

    @Override
    public RewriteResult rewrite(RewriteRequest request) {
        return rewriter.rewrite(request);
    }

    @Override
    public Template template(FoldedText text) {
        return rewriter.template(text);
    }

    /**
     * Runs first statements through the parser, which takes half a second: before the first client comes. The rest is warmed up
     * meanwhile and after it.
     */
    public void warmUp() {
        rewriter.warmUp();
        WarmUp.begin(this);
    }

    @Override
    public Watch watch(RuleSet rules, Catalog catalog) {
        WatchList list = WatchList.of(rules, catalog);
        return watch(list::scan, list.watched());
    }

    @Override
    public Watch mySqlWatch(RuleSet rules, Catalog catalog) {
        MySqlWatchList list = MySqlWatchList.of(rules, catalog);
        return watch(list::scan, list.watched());
    }

    private interface Scan {
        int scan(byte[] text, int offset, int length, boolean setting);
    }

    private static Watch watch(Scan scan, List<TableName> watched) {
        return new Watch() {
            @Override
            public int scan(byte[] text, int offset, int length, boolean setting) {
                int seen = scan.scan(text, offset, length, setting);
                return bit(seen, WatchList.WATCHED, WATCHED)
                        | bit(seen, WatchList.NAME_STATE, NAME_STATE)
                        | bit(seen, WatchList.SQL_PREPARE, SQL_PREPARE);
            }

            @Override
            public List<TableName> watched() {
                return watched;
            }
        };
    }

    private static int bit(int seen, int theirs, int ours) {
        return (seen & theirs) == 0 ? 0 : ours;
    }
}
