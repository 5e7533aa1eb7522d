package dev.crossfade.proxy.rewrite.parse.mysql;

import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.parse.ParseLimits;
import dev.crossfade.proxy.rewrite.parse.Predictions;
import dev.crossfade.proxy.rewrite.parse.SyntaxProblem;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Parses SELECT, VALUES, TABLE, INSERT, REPLACE, UPDATE and DELETE of MySQL. Safe for use by many threads, and bounded as
 * {@link ParseLimits} says.
 */
public final class MySqlStatementParser {
    private final Predictions.Memory memory;

    /** A parser with a memory of its own. */
    public MySqlStatementParser() {
        memory = new Predictions.Memory(QuietStart.atn());
    }

    /** How a session's text is read. */
    public record Mode(boolean lowerCaseTableNames, boolean pipesAsConcat, boolean ignoreSpace) {}

    /** How many prediction states are remembered now. */
    public int rememberedStates() {
        return memory.states();
    }

    /** Parses the tokens of one statement, without its semicolon. */
    public Statement parse(String text, List<Token> tokens, Mode mode) throws SyntaxProblem {
        ParseLimits.checkSize(tokens);
        ParseLimits.Deadline deadline = new ParseLimits.Deadline();
        ParserRuleContext tree;
        try {
            tree = tree(tokens, mode, PredictionMode.SLL, deadline);
        } catch (ParseCancellationException firstTry) {
            // SLL is faster and refuses some texts that LL accepts
            try {
                tree = tree(tokens, mode, PredictionMode.LL, deadline);
            } catch (ParseCancellationException e) {
                throw SyntaxProblem.unknown(ParseLimits.position(e));
            }
        }
        try {
            return new StatementMapper(text, mode.lowerCaseTableNames()).statement(tree);
        } catch (StatementMapper.Unmapped e) {
            throw SyntaxProblem.unsupported(String.valueOf(e.getMessage()), e.position());
        }
    }

    private ParserRuleContext tree(
            List<Token> tokens, Mode mode, PredictionMode prediction, ParseLimits.Deadline deadline)
            throws SyntaxProblem {
        Predictions now = memory.now();
        MySqlParser parser =
                new MySqlParser(deadline.stream(TokenFeed.source(tokens, mode.pipesAsConcat(), mode.ignoreSpace())));
        parser.serverVersion = TokenFeed.SERVER_VERSION;
        parser.setInterpreter(new ParserATNSimulator(parser, MySqlParser._ATN, now.decisions(), now.contexts()));
        parser.getInterpreter().setPredictionMode(prediction);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.addParseListener(deadline);
        ParserRuleContext tree = start(parser, tokens.get(0));
        if (parser.getCurrentToken().getType() != org.antlr.v4.runtime.Token.EOF) {
            throw new ParseCancellationException(new InputMismatchException(parser));
        }
        return tree;
    }

    private static ParserRuleContext start(MySqlParser parser, Token first) {
        if (first.is("insert")) {
            return parser.insertStatement();
        }
        if (first.is("replace")) {
            return parser.replaceStatement();
        }
        if (first.is("update")) {
            return parser.updateStatement();
        }
        if (first.is("delete")) {
            return parser.deleteStatement();
        }
        return first.is("with") ? parser.simpleStatement() : parser.selectStatement();
    }
}
