package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.rewrite.lex.Lexer;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.List;
import java.util.Random;

/** Holds what a template is filled to against what the same text becomes when it is rewritten afresh. */
final class FoldingCheck {
    private static final List<String> INTEGERS = List.of(
            "0",
            "1",
            "007",
            "2",
            "32767",
            "32768",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "123456789012345678",
            "0000000000000000000001",
            "99999999999999999999");
    private static final List<String> NUMBERS = List.of("1.5", ".5", "1e3", "0.000", "12345678901234567890.1", "5.");
    private static final List<String> STRINGS = List.of(
            "''",
            "'x'",
            "'it''s'",
            "E'it\\'s'",
            "N'n'",
            "'ünï€😀'",
            "'customers'",
            "'SELECT full_name FROM customers'",
            "'$1 -- no /* comment'",
            "'first'\n  'second'",
            "'NULL'",
            "'2020-02-30'",
            "'[1, 2)'");

    private final Rewriter rewriter;
    private final Random random;
    private int shared;
    private int alone;

    FoldingCheck(Rewriter rewriter, long seed) {
        this.rewriter = rewriter;
        this.random = new Random(seed);
    }

    /** How many texts were filled from a template. */
    int shared() {
        return shared;
    }

    /** How many texts had a folded text and no template. */
    int alone() {
        return alone;
    }

    /** Checks a text, and as many like it, with other literals. */
    void check(RewriteRequest request, int variants) {
        FoldedText folded = FoldedText.of(request);
        if (folded == null) {
            return;
        }
        Template template = rewriter.template(folded);
        check(request, folded, template);
        for (int i = 0; i < variants; i++) {
            RewriteRequest other = request.saying(varied(request));
            FoldedText like = FoldedText.of(other);
            if (like != null) {
                boolean same = like.request().equals(folded.request());
                check(other, like, same ? template : rewriter.template(like));
            }
        }
    }

    private void check(RewriteRequest request, FoldedText folded, Template template) {
        RewriteResult filled = template.fill(folded);
        RewriteResult afresh = rewriter.rewrite(request);
        if (filled == null || template == Template.NONE) {
            alone += afresh instanceof RewriteResult.Refused ? 0 : 1;
            return;
        }
        shared++;
        assertThat(filled).as(request.sql()).isEqualTo(afresh);
    }

    /** The text with about half of its literals changed to others, mostly of the same class. */
    private String varied(RewriteRequest request) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        try {
            for (Token token : Lexer.tokens(request.sql(), request.standardConformingStrings())) {
                if (Placeholder.kind(token) == 0 || random.nextBoolean()) {
                    continue;
                }
                out.append(request.sql(), at, token.start()).append(other(token));
                at = token.end();
            }
        } catch (LexicalError e) {
            throw new IllegalStateException(e);
        }
        return out.append(request.sql().substring(at)).toString();
    }

    private String other(Token token) {
        List<String> all = switch (token.kind()) {
            case INTEGER -> INTEGERS;
            case NUMBER -> NUMBERS;
            default -> STRINGS;
        };
        List<String> same = all.stream()
                .filter(text -> kind(token.kind(), text) == Placeholder.kind(token))
                .toList();
        List<String> from = same.isEmpty() || random.nextInt(5) == 0 ? all : same;
        return from.get(random.nextInt(from.size()));
    }

    private static char kind(Token.Kind kind, String text) {
        return Placeholder.kind(new Token(kind, 0, text.length(), text));
    }
}
