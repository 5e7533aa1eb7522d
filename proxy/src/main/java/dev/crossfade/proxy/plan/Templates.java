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

    /**
     * What folding a text has given, so that it is done once.
     *
     * @param text null where the text cannot be folded
     */
    record Folding(@Nullable FoldedText text) {}

    /** The text folded, in some microseconds; null where that would take longer. */
    static @Nullable Folding foldAtOnce(RewriteRequest request) {
        return request.sql().length() > MAX_TEXT_AT_ONCE_CHARS ? null : new Folding(FoldedText.of(request));
    }

    /** The plan for a text like one that was seen, in some microseconds; null when there is none. */
    @Nullable
    RewriteResult known(Folding folding) {
        FoldedText folded = folding.text();
        Template template = folded == null ? null : templates.getIfPresent(folded.request());
        return folded == null || template == null ? null : template.fill(folded);
    }

    /** The plan for any text. May take milliseconds. {@code folding} null where it was not folded yet. */
    RewriteResult plan(RewriteRequest request, @Nullable Folding folding) {
        FoldedText folded = folding == null ? FoldedText.of(request) : folding.text();
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
