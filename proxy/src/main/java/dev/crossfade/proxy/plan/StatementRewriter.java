package dev.crossfade.proxy.plan;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.FoldedText;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Template;
import java.util.List;

/** What the data plane asks of rewriting. Production's is package {@code rewrite}; tests have their own. Thread-safe. */
public interface StatementRewriter {

    /** May take milliseconds; never throws for any text. */
    RewriteResult rewrite(RewriteRequest request);

    /** What becomes of every text that is the same folded text. May take milliseconds; never throws for any text. */
    default Template template(FoldedText text) {
        return Template.NONE;
    }

    /** The byte scan for one set of rules. */
    Watch watch(RuleSet rules, Catalog catalog);

    /** The same for a database of MySQL's. */
    default Watch mySqlWatch(RuleSet rules, Catalog catalog) {
        return watch(rules, catalog);
    }

    /** The byte scan: cheap enough for an event loop, allocation-free, in doubt it says yes. Immutable. */
    interface Watch {
        /** The text names a watched relation, or may do. */
        int WATCHED = 1;

        /** The text may change what unqualified names mean. */
        int NAME_STATE = 2;

        /** The text has SQL's own PREPARE or EXECUTE. */
        int SQL_PREPARE = 4;

        /**
         * What a text is: some of these bits.
         *
         * @param setting what decides how it is read: {@code standard_conforming_strings}; of MySQL, whose strings are searched
         *     too, whether {@code lower_case_table_names} is not 0
         */
        int scan(byte[] text, int offset, int length, boolean setting);

        /** The migrating tables and the views that depend on them. */
        List<TableName> watched();
    }
}
