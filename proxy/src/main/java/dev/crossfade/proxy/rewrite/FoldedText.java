package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.lex.Lexer;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Placeholder;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.mysql.MySqlFolding;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's text with a {@link Placeholder} for each literal, so that texts which differ in literals only are one, and
 * share a {@link Template}.
 *
 * <pre>
 *   UPDATE t SET a = 'x' WHERE id = 70000        the client's
 *   UPDATE t SET a = ⟨t0⟩ WHERE id = ⟨i1⟩        folded: what is walked, and the key of the template
 *   UPDATE t SET a = ⟨t0⟩, b = up(⟨t0⟩) WHERE …  the template's text
 * </pre>
 *
 * Why this cannot give a wrong rewrite: a template is made by walking the folded text itself. Whatever the walk decides, it
 * decides without having seen a literal; what it repeats of the client's text, it repeats with the placeholder. So the
 * result is the same for every literal of the class. Where a decision would need more than the class,
 * {@link Walk#comparable} says so and there is no template: such texts are rewritten one by one.
 *
 * <p>Folded are integers, numbers and strings in statements that read or write rows by themselves. Everything else stays: NULL,
 * DEFAULT, parameters, bit and dollar-quoted strings, {@code U&'…'}; in MySQL also what could be a name, see {@link
 * MySqlFolding}. Costs some microseconds; immutable.
 */
public final class FoldedText {
    /** Longer texts are not folded. */
    static final int MAX_CHARS = 1 << 20;

    private final RewriteRequest given;
    private final RewriteRequest folded;
    /** Where the literals stand in the client's text, in UTF-16 units. */
    private final int[] starts;

    private final int[] ends;

    private FoldedText(RewriteRequest given, RewriteRequest folded, int[] starts, int[] ends) {
        this.given = given;
        this.folded = folded;
        this.starts = starts;
        this.ends = ends;
    }

    /** Null when the text has no literals, or must be rewritten by itself. */
    public static @Nullable FoldedText of(RewriteRequest request) {
        String text = request.sql();
        if (text.length() > MAX_CHARS || Placeholder.isIn(text)) {
            return null;
        }
        StringBuilder folded = new StringBuilder(text.length() + 32);
        int[] starts = new int[8];
        int[] ends = new int[8];
        int count = 0;
        int at = 0;
        try {
            boolean mysql = request.mysql() != null;
            for (List<Token> statement : statements(request)) {
                boolean foldsLong = !mysql || MySqlFolding.foldsLongStrings(statement);
                for (int i = 0; i < statement.size(); i++) {
                    Token token = statement.get(i);
                    char kind = mysql ? MySqlFolding.kind(statement, i, foldsLong) : Placeholder.kind(token);
                    if (kind == 0) {
                        continue;
                    }
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, count * 2);
                        ends = Arrays.copyOf(ends, count * 2);
                    }
                    starts[count] = token.start();
                    ends[count] = token.end();
                    folded.append(text, at, token.start());
                    Placeholder.append(folded, kind, count++);
                    at = token.end();
                }
            }
        } catch (LexicalError e) {
            return null;
        }
        if (count == 0) {
            return null;
        }
        folded.append(text, at, text.length());
        return new FoldedText(
                request, request.saying(folded.toString()), Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }

    /** The statements whose literals are folded. */
    private static List<List<Token>> statements(RewriteRequest request) throws LexicalError {
        if (request.mysql() != null) {
            return MySqlFolding.statements(request.sql(), request.mysql());
        }
        List<List<Token>> data = new ArrayList<>();
        for (List<Token> statement :
                Statements.split(Lexer.tokens(request.sql(), request.standardConformingStrings()))) {
            if (Statements.isData(statement.get(0))) {
                data.add(statement);
            }
        }
        return data;
    }

    /** The folded text, with all else that decides: equal requests have the same template. */
    public RewriteRequest request() {
        return folded;
    }

    /** How many literals there are. */
    int count() {
        return starts.length;
    }

    /** Where a literal stands in the client's text, in UTF-16 units. */
    int literalStart(int number) {
        return starts[number];
    }

    int literalEnd(int number) {
        return ends[number];
    }

    /** Writes a literal as it stands in the client's text. */
    void appendLiteral(StringBuilder to, int number) {
        to.append(given.sql(), starts[number], ends[number]);
    }

    /** A literal's length in code points. */
    int literalLength(int number) {
        return given.sql().codePointCount(starts[number], ends[number]);
    }

    /** All tokens of the folded text, placeholders being of the kind of their literal. */
    List<Token> tokens() throws LexicalError {
        String text = folded.sql();
        MySqlSession mysql = folded.mysql();
        if (mysql != null) {
            return MySqlFolding.tokens(text, mysql);
        }
        List<Token> tokens = new ArrayList<>();
        int number = 0;
        int shift = 0;
        for (Token token : Lexer.tokens(given.sql(), given.standardConformingStrings())) {
            int start = token.start() + shift;
            if (number < starts.length && token.start() == starts[number]) {
                int end = text.indexOf(Placeholder.CLOSE, start) + 1;
                tokens.add(new Token(token.kind(), start, end, text.substring(start, end)));
                shift = end - token.end();
                number++;
            } else {
                tokens.add(new Token(token.kind(), start, token.end() + shift, token.value()));
            }
        }
        return tokens;
    }
}
