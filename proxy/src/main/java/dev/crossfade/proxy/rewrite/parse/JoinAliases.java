package dev.crossfade.proxy.rewrite.parse;

import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alias in {@code JOIN … USING (a, b) AS x}, which PostgreSQL has since 14 and the grammar has not: it is taken out of
 * the tokens before they are parsed.
 *
 * @param rest the tokens that are parsed
 * @param byParenthesis the alias by where the parenthesis before it ends
 */
record JoinAliases(List<Token> rest, Map<Integer, Name> byParenthesis) {

    static JoinAliases takenFrom(List<Token> tokens) {
        List<Token> rest = new ArrayList<>(tokens.size());
        Map<Integer, Name> found = new HashMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            rest.add(tokens.get(i));
            int close = tokens.get(i).is("using") ? names(tokens, i + 1) : -1;
            if (close > 0
                    && close + 2 < tokens.size()
                    && tokens.get(close + 1).is("as")
                    && tokens.get(close + 2).isName()) {
                rest.addAll(tokens.subList(i + 1, close + 1));
                Token alias = tokens.get(close + 2);
                found.put(tokens.get(close).end(), new Name(alias.value(), alias.start(), alias.end()));
                i = close + 2;
            }
        }
        return new JoinAliases(rest, found);
    }

    /** Where the list of names in parentheses that begins at {@code open} is closed, or -1 when it is none. */
    private static int names(List<Token> tokens, int open) {
        if (open >= tokens.size() || !tokens.get(open).isSymbol("(")) {
            return -1;
        }
        for (int i = open + 1; i + 1 < tokens.size(); i += 2) {
            if (!tokens.get(i).isName()) {
                return -1;
            }
            if (tokens.get(i + 1).isSymbol(")")) {
                return i + 1;
            }
            if (!tokens.get(i + 1).isSymbol(",")) {
                return -1;
            }
        }
        return -1;
    }

    /** The alias of a join whose USING ends at {@code end}. */
    @Nullable
    Name after(int end) {
        return byParenthesis.get(end);
    }
}
