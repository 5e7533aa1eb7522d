package dev.crossfade.proxy.rewrite.parse;

import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Statement;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;

/**
 * Parses SELECT, VALUES, TABLE, INSERT, UPDATE, DELETE and MERGE. Safe for use by many threads, and bounded as
 * {@link ParseLimits} says.
 */
public final class SqlParser {
    private final Predictions.Memory memory = new Predictions.Memory(SQLParser._ATN);

    /** How many prediction states are remembered now. */
    public int rememberedStates() {
        return memory.states();
    }

    /** Parses the tokens of one statement, without its semicolon. */
    public Statement parse(String text, List<Token> tokens) throws SyntaxProblem {
        ParseLimits.checkSize(tokens);
        JoinAliases aliases = JoinAliases.takenFrom(tokens);
        SQLParser.Data_statementContext tree;
        try {
            tree = tree(aliases.rest(), PredictionMode.SLL);
        } catch (ParseCancellationException firstTry) {
            // SLL is faster and refuses some texts that LL accepts
            try {
                tree = tree(aliases.rest(), PredictionMode.LL);
            } catch (ParseCancellationException e) {
                throw SyntaxProblem.unknown(ParseLimits.position(e));
            }
        }
        return new StatementMapper(text, aliases).statement(tree);
    }

    private SQLParser.Data_statementContext tree(List<Token> tokens, PredictionMode mode) throws SyntaxProblem {
        Predictions now = memory.now();
        ParseLimits.Deadline deadline = new ParseLimits.Deadline();
        SQLParser parser = new SQLParser(deadline.stream(TokenFeed.source(tokens)));
        parser.setInterpreter(new ParserATNSimulator(parser, SQLParser._ATN, now.decisions(), now.contexts()));
        parser.getInterpreter().setPredictionMode(mode);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.addParseListener(deadline);
        SQLParser.Data_statementContext tree = parser.data_statement();
        if (parser.getCurrentToken().getType() != org.antlr.v4.runtime.Token.EOF) {
            // thrown as the parser's own errors are: SLL stops before the ESCAPE of a LIKE, LL goes on
            throw new ParseCancellationException(new InputMismatchException(parser));
        }
        return tree;
    }
}
