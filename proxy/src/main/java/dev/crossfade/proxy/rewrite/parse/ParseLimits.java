package dev.crossfade.proxy.rewrite.parse;

import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Every dimension of a statement is bounded: {@value #MAX_DEPTH} levels of parentheses, {@value #MAX_TOKENS} tokens,
 * {@value #MAX_PARSE_MILLIS} ms.
 */
public final class ParseLimits {
    /** Nested parentheses, brackets and CASEs. Grammars like these take seconds for thousands. */
    public static final int MAX_DEPTH = 64;

    public static final int MAX_TOKENS = 200_000;
    public static final int MAX_PARSE_MILLIS = 5_000;
    private static final int NODES_BETWEEN_CLOCKS = 1024;

    private ParseLimits() {}

    public static void checkSize(List<Token> tokens) throws SyntaxProblem {
        if (tokens.size() > MAX_TOKENS) {
            throw SyntaxProblem.unsupported("a statement of more than " + MAX_TOKENS + " tokens", -1);
        }
        int depth = 0;
        int prefixes = 0;
        for (Token token : tokens) {
            prefixes = isPrefix(token) ? prefixes + 1 : 0;
            if (prefixes > MAX_DEPTH) {
                throw SyntaxProblem.unsupported("more than " + MAX_DEPTH + " operators in a row", token.start());
            }
            if (token.isSymbol("(") || token.isSymbol("[") || token.is("case")) {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw SyntaxProblem.unsupported("more than " + MAX_DEPTH + " levels of nesting", token.start());
                }
            } else if (token.isSymbol(")") || token.isSymbol("]") || token.is("end")) {
                depth--;
            }
        }
    }

    /** Each of these nests what follows, as a parenthesis does. */
    private static boolean isPrefix(Token token) {
        return token.isSymbol("-")
                || token.isSymbol("+")
                || token.isSymbol("~")
                || token.isSymbol("!")
                || token.is("not")
                || token.is("binary");
    }

    /** Where a parse failed, in UTF-16 units of the text, or -1. */
    public static int position(ParseCancellationException e) {
        if (e.getCause() instanceof RecognitionException cause && cause.getOffendingToken() != null) {
            return cause.getOffendingToken().getStartIndex();
        }
        return -1;
    }

    /** Ends a parse that takes too long. */
    public static final class Deadline implements ParseTreeListener {
        private final long nanoTime = System.nanoTime() + MAX_PARSE_MILLIS * 1_000_000L;
        private int nodes;

        @Override
        public void enterEveryRule(ParserRuleContext context) {
            if (++nodes % NODES_BETWEEN_CLOCKS == 0) {
                check();
            }
        }

        private void check() {
            if (System.nanoTime() - nanoTime > 0) {
                throw new ParseCancellationException("takes longer than " + MAX_PARSE_MILLIS + " ms");
            }
        }

        /** A stream of tokens that also ends predictions that look far ahead. */
        public CommonTokenStream stream(TokenSource tokens) {
            return new CommonTokenStream(tokens) {
                @Override
                public void consume() {
                    check();
                    super.consume();
                }
            };
        }

        @Override
        public void exitEveryRule(ParserRuleContext context) {}

        @Override
        public void visitTerminal(TerminalNode node) {}

        @Override
        public void visitErrorNode(ErrorNode node) {}
    }
}
