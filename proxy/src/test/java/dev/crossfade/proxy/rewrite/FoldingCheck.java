package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.rewrite.lex.Placeholder;
import java.util.List;
import java.util.Random;

/** Holds what a template is filled to against what the same text becomes when it is rewritten afresh. */
public final class FoldingCheck {
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
    private static final List<String> INTEGERS_OF_MYSQL = List.of(
            "0",
            "1",
            "007",
            "32767",
            "32768",
            "999999999",
            "1000000000",
            "0000000000001",
            "999999999999999999",
            "1000000000000000000",
            "9999999999999999999");
    private static final List<String> STRINGS_OF_MYSQL = List.of(
            "''",
            "'x'",
            "'it''s'",
            "'it\\'s'",
            "\"d\"",
            "\"'\"",
            "'ünï€😀'",
            "'customers'",
            "'SELECT full_name FROM customers'",
            "'? -- no # /* comment'",
            "'a`b'",
            "'first' 'second'",
            "'NULL'");
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

    public FoldingCheck(Rewriter rewriter, long seed) {
        this.rewriter = rewriter;
        this.random = new Random(seed);
    }

    /** How many texts were filled from a template. */
    public int shared() {
        return shared;
    }

    /** How many texts had a folded text and no template. */
    public int alone() {
        return alone;
    }

    /** Checks a text, and as many like it, with other literals. */
    public void check(RewriteRequest request, int variants) {
        FoldedText folded = FoldedText.of(request);
        if (folded == null) {
            return;
        }
        Template template = rewriter.template(folded);
        check(request, folded, template);
        for (int i = 0; i < variants; i++) {
            RewriteRequest other = request.saying(varied(folded, request));
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
    private String varied(FoldedText folded, RewriteRequest request) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        int place = 0;
        for (int i = 0; i < folded.count(); i++) {
            place = folded.request().sql().indexOf(Placeholder.OPEN, place) + 1;
            char kind = folded.request().sql().charAt(place);
            if (random.nextBoolean()) {
                out.append(request.sql(), at, folded.literalStart(i)).append(other(kind, request));
                at = folded.literalEnd(i);
            }
        }
        return out.append(request.sql().substring(at)).toString();
    }

    private String other(char kind, RewriteRequest request) {
        boolean mysql = request.mysql() != null;
        List<String> all = switch (kind) {
            case 's', 'i', 'l', 'h' -> mysql ? INTEGERS_OF_MYSQL : INTEGERS;
            case 'n', 'e' -> NUMBERS;
            default -> mysql ? STRINGS_OF_MYSQL : STRINGS;
        };
        List<String> same =
                all.stream().filter(text -> kind(text, request) == kind).toList();
        List<String> from = same.isEmpty() || random.nextInt(5) == 0 ? all : same;
        return from.get(random.nextInt(from.size()));
    }

    /** The class of a literal, as folding a query of it finds it; 0 for none, or for several. */
    private static char kind(String literal, RewriteRequest like) {
        FoldedText folded = FoldedText.of(like.saying("SELECT " + literal));
        if (folded == null || folded.count() != 1) {
            return 0;
        }
        String text = folded.request().sql();
        return text.charAt(text.indexOf(Placeholder.OPEN) + 1);
    }
}
