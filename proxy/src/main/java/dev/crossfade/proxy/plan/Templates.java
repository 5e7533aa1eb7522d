package dev.crossfade.proxy.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.crossfade.proxy.rewrite.FoldedText;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Template;
import org.jspecify.annotations.Nullable;

/**
 * What texts that differ in literals only share: a {@link Template} for each {@link FoldedText}, kept in a cache bounded by
 * weight. Thread-safe.
 */
final class Templates {
    /** Weight of all templates, in characters of the folded texts and of what becomes of them. */
    private static final long MAX_CACHE_CHARACTERS = 16L << 20;

    /** What a template weighs besides its texts. */
    private static final int TEMPLATE_CHARACTERS = 1024;

    /** A longer text is not folded while somebody waits on an event loop. */
    private static final int MAX_TEXT_AT_ONCE_CHARS = 4096;

    private final StatementRewriter rewriter;
    private final Cache<RewriteRequest, Template> templates = Caffeine.newBuilder()
            .maximumWeight(MAX_CACHE_CHARACTERS)
            .weigher((RewriteRequest folded, Template template) ->
                    TEMPLATE_CHARACTERS + folded.sql().length() + template.characters())
            .executor(Runnable::run)
            .build();

    Templates(StatementRewriter rewriter) {
        this.rewriter = rewriter;
    }

    /** The plan for a text like one that was seen, in some microseconds; null when there is none. */
    @Nullable
    RewriteResult known(RewriteRequest request) {
        if (request.sql().length() > MAX_TEXT_AT_ONCE_CHARS) {
            return null;
        }
        FoldedText folded = FoldedText.of(request);
        Template template = folded == null ? null : templates.getIfPresent(folded.request());
        return folded == null || template == null ? null : template.fill(folded);
    }

    /** The plan for any text. May take milliseconds. */
    RewriteResult plan(RewriteRequest request) {
        FoldedText folded = FoldedText.of(request);
        if (folded != null) {
            Template template = templates.getIfPresent(folded.request());
            if (template == null) {
                template = rewriter.template(folded);
                templates.put(folded.request(), template);
            }
            RewriteResult filled = template.fill(folded);
            if (filled != null) {
                return filled;
            }
        }
        return rewriter.rewrite(request);
    }
}
