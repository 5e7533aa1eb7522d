package dev.crossfade.proxy.rewrite.parse;

import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;

/**
 * Parses SELECT, VALUES, TABLE, INSERT, UPDATE, DELETE and MERGE. Safe for use by many threads. Every dimension of a statement is
 * bounded: {@value #MAX_DEPTH} levels of parentheses, {@value #MAX_TOKENS} tokens, {@value #MAX_PARSE_MILLIS} ms.
 */
public final class SqlParser {
    /** Nested parentheses, brackets and CASEs. Grammars like this one take seconds for thousands. */
    public static final int MAX_DEPTH = 64;

    public static final int MAX_TOKENS = 200_000;
    public static final int MAX_PARSE_MILLIS = 5_000;

    /**
     * ANTLR remembers every prediction it ever made (156 MB after 3,946 different statements); past so many states the
     * memory is dropped as a whole. Some 1 KB each.
     */
    static final int MAX_DFA_STATES = 60_000;

    private static final int PARSES_BETWEEN_CHECKS = 64;
    private static final int NODES_BETWEEN_CLOCKS = 1024;

    private volatile Predictions predictions = new Predictions();

    /** One generation of ANTLR's memory. */
    private static final class Predictions {
        private final DFA[] decisions;
        private final PredictionContextCache contexts = new PredictionContextCache();
        private final AtomicInteger parses = new AtomicInteger();

        Predictions() {
            decisions = new DFA[SQLParser._ATN.getNumberOfDecisions()];
            for (int i = 0; i < decisions.length; i++) {
                decisions[i] = new DFA(SQLParser._ATN.getDecisionState(i), i);
            }
        }

        int states() {
            int states = 0;
            for (DFA decision : decisions) {
                states += decision.states.size();
            }
            return states;
        }
    }

    /** How many prediction states are remembered now. */
    public int rememberedStates() {
        return predictions.states();
    }

    /** Parses the tokens of one statement, without its semicolon. */
    public Statement parse(String text, List<Token> tokens) throws SyntaxProblem {
        checkSize(tokens);
        SQLParser.Data_statementContext tree;
        try {
            tree = tree(tokens, PredictionMode.SLL);
        } catch (ParseCancellationException firstTry) {
            // SLL is faster and refuses some texts that LL accepts
            try {
                tree = tree(tokens, PredictionMode.LL);
            } catch (ParseCancellationException e) {
                throw SyntaxProblem.unknown(position(e));
            }
        }
        return new StatementMapper(text).statement(tree);
    }

    private SQLParser.Data_statementContext tree(List<Token> tokens, PredictionMode mode) throws SyntaxProblem {
        Predictions memory = memory();
        SQLParser parser = new SQLParser(new CommonTokenStream(TokenFeed.source(tokens)));
        parser.setInterpreter(new ParserATNSimulator(parser, SQLParser._ATN, memory.decisions, memory.contexts));
        parser.getInterpreter().setPredictionMode(mode);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.addParseListener(new Deadline(System.nanoTime() + MAX_PARSE_MILLIS * 1_000_000L));
        SQLParser.Data_statementContext tree = parser.data_statement();
        if (parser.getCurrentToken().getType() != org.antlr.v4.runtime.Token.EOF) {
            // thrown as the parser's own errors are: SLL stops before the ESCAPE of a LIKE, LL goes on
            throw new ParseCancellationException(new InputMismatchException(parser));
        }
        return tree;
    }

    private Predictions memory() {
        Predictions now = predictions;
        if (now.parses.incrementAndGet() % PARSES_BETWEEN_CHECKS == 0 && now.states() > MAX_DFA_STATES) {
            now = new Predictions();
            predictions = now; // two threads may both do it: one memory more is thrown away, nothing else
        }
        return now;
    }

    private static void checkSize(List<Token> tokens) throws SyntaxProblem {
        if (tokens.size() > MAX_TOKENS) {
            throw SyntaxProblem.unsupported("a statement of more than " + MAX_TOKENS + " tokens", -1);
        }
        int depth = 0;
        for (Token token : tokens) {
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

    private static int position(ParseCancellationException e) {
        if (e.getCause() instanceof RecognitionException cause && cause.getOffendingToken() != null) {
            return cause.getOffendingToken().getStartIndex();
        }
        return -1;
    }

    /** Ends a parse that takes too long. */
    private static final class Deadline implements ParseTreeListener {
        private final long nanoTime;
        private int nodes;

        Deadline(long nanoTime) {
            this.nanoTime = nanoTime;
        }

        @Override
        public void enterEveryRule(ParserRuleContext context) {
            if (++nodes % NODES_BETWEEN_CLOCKS == 0 && System.nanoTime() - nanoTime > 0) {
                throw new ParseCancellationException("takes longer than " + MAX_PARSE_MILLIS + " ms");
            }
        }

        @Override
        public void exitEveryRule(ParserRuleContext context) {}

        @Override
        public void visitTerminal(TerminalNode node) {}

        @Override
        public void visitErrorNode(ErrorNode node) {}
    }
}
