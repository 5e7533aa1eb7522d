package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.parse.SyntaxProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rewrites one text: finds its statements, and rewrites those that name a watched relation. Not thread-safe. */
final class TextRewriter {
    /** A longer text is refused if it names a watched relation. */
    static final int MAX_TEXT_CHARS = 4 * 1024 * 1024;

    private final RewriteRequest request;
    private final @Nullable FoldedText folded;
    private final Dialect dialect;
    private final Tables tables;
    private final Edits edits;
    private final Set<RewriteResult.Touch> touches = new LinkedHashSet<>();
    private final List<RewriteResult.ResultColumn> resultColumns = new ArrayList<>();
    private boolean holdsRows;

    /** {@code folded}: what {@code request} was made from, or null where it is the client's own. */
    TextRewriter(RewriteRequest request, @Nullable FoldedText folded, Dialect dialect, Tables tables) {
        this.request = request;
        this.folded = folded;
        this.dialect = dialect;
        this.tables = tables;
        this.edits = new Edits(request.sql());
    }

    List<RewriteResult.Touch> touches() {
        return List.copyOf(touches);
    }

    RewriteResult rewrite() {
        List<Token> tokens;
        try {
            tokens = folded == null ? dialect.tokens(request.sql()) : folded.tokens();
        } catch (LexicalError e) {
            if (!mayNameWatched(request.sql())) {
                return RewriteResult.Untouched.NOTHING_WATCHED;
            }
            throw Refusal.unparsed(
                    "Crossfade: " + e.getMessage() + ", in a text that may name a migrating table",
                    "Correct the statement.",
                    e.position());
        }
        List<List<Token>> statements = dialect.split(tokens);
        boolean namesWatched = statements.stream().anyMatch(this::namesWatched);
        if (!namesWatched && statements.stream().noneMatch(tables.metadata()::isNamedIn)) {
            return RewriteResult.Untouched.NOTHING_WATCHED;
        }
        if (request.sql().length() > MAX_TEXT_CHARS) {
            if (!namesWatched) {
                return RewriteResult.Untouched.NOTHING_WATCHED;
            }
            throw new Refusal(
                    "Crossfade: a text of more than " + MAX_TEXT_CHARS + " characters that names a migrating table",
                    "Send less in one statement.",
                    -1);
        }
        for (int i = 0; i < statements.size(); i++) {
            List<Token> statement = statements.get(i);
            if (namesWatched(statement)) {
                statement(i, statement);
            } else if (tables.metadata().isNamedIn(statement)) {
                metadata(statement);
            }
        }
        if (edits.isEmpty()) {
            return new RewriteResult.Untouched(touches());
        }
        return new RewriteResult.Rewritten(edits.result(), edits.edits(), resultColumns, holdsRows, touches());
    }

    /** Notes which of a statement's result columns must be seen as others; returns whether there are some. */
    private boolean addResultColumns(int statement, @Nullable List<Output> outputs) {
        int before = resultColumns.size();
        for (int i = 0; outputs != null && i < outputs.size(); i++) {
            Scope.Origin origin = outputs.get(i).computed();
            if (origin != null) {
                resultColumns.add(new RewriteResult.ResultColumn(statement, i, origin.tableOid(), origin.attnum()));
            }
        }
        return resultColumns.size() > before;
    }

    private boolean namesWatched(List<Token> statement) {
        return statement.stream().anyMatch(this::namesWatched)
                || (statement.get(0).is("do") && statement.stream().anyMatch(this::runsWatched))
                || (dialect.runsText(statement)
                        && statement.stream().anyMatch(t -> t.kind() == Token.Kind.VARIABLE || runsWatched(t)));
    }

    /** Whether a string, run as code, names a watched relation; one with escapes may do. */
    private boolean runsWatched(Token token) {
        return switch (token.kind()) {
            case UNICODE_STRING -> true;
            case STRING -> token.value().indexOf('\\') >= 0 || mayNameWatched(token.value());
            default -> false;
        };
    }

    private boolean namesWatched(Token token) {
        return switch (token.kind()) {
            case WORD, QUOTED_WORD -> tables.isWatched(token.value());
            case UNICODE_WORD -> true;
            case STRING -> token.value().startsWith("$") && mayNameWatched(token.value());
            default -> false;
        };
    }

    /** Whether a name stands anywhere in {@code text}, for texts and strings that are not read as tokens. */
    private boolean mayNameWatched(String text) {
        return tables.mayName(text.toLowerCase(Locale.ROOT));
    }

    private void statement(int number, List<Token> tokens) {
        Inner inner = dialect.inner(tokens);
        if (inner != null) {
            Statement statement = parse(inner.tokens());
            RewriteRequest declared = inner.declared() == null ? request : request.declaring(inner.declared());
            List<Output> columns = walked(declared, tokens, walk -> walk.statements.statement(statement, null, null));
            if (inner.alone() || inner.holds()) {
                holdsRows |= addResultColumns(number, columns) && inner.holds();
            }
            return;
        }
        Token held = dialect.heldText(tokens);
        if (held != null) {
            heldText(held);
            return;
        }
        Copy copy = dialect.copy(tokens);
        if (copy == null) {
            dialect.utility(tokens, tables);
            tables.metadata().show(tokens, request.sql(), edits);
            return;
        }
        Statement condition = copyCondition(copy);
        walked(request, tokens, walk -> {
            new CopyRewriter(walk, copy).rewrite(condition);
            return null;
        });
    }

    /** Rewrites a statement that stands in a string. */
    private void heldText(Token held) {
        TextRewriter inner = new TextRewriter(request.saying(dialect.unquoted(held.value())), null, dialect, tables);
        try {
            if (inner.rewrite() instanceof RewriteResult.Rewritten rewritten) {
                edits.replace(
                        held.start(),
                        held.end(),
                        dialect.quotedText(rewritten.sql()),
                        "the text that is prepared, rewritten");
            }
        } catch (Refusal e) {
            throw e.isUnparsed()
                    ? Refusal.unparsed(String.valueOf(e.getMessage()), e.hint(), held.start())
                    : new Refusal(String.valueOf(e.getMessage()), e.hint(), held.start());
        } finally {
            touches.addAll(inner.touches());
        }
    }

    /** Hides columns from a statement that reads the server's own catalogs; where that cannot be, it goes on as it is. */
    private void metadata(List<Token> tokens) {
        Inner inner = dialect.inner(tokens);
        if (inner == null) {
            return;
        }
        try {
            Statement statement = dialect.parse(request.sql(), inner.tokens());
            boolean collates = collates(tokens);
            for (Edits into : List.of(new Edits(request.sql()), edits)) { // tried first
                walk(
                                request,
                                tokens,
                                collates,
                                into,
                                new Speech(null),
                                new DerivedTables(tokens, dialect.derives(tokens)))
                        .statements
                        .statement(statement, null, null);
            }
        } catch (SyntaxProblem | Refusal e) {
            return;
        }
    }

    /** Whether an explicit COLLATE may stand beside another one, the client's own or that of another table's column. */
    private boolean collates(List<Token> tokens) {
        return tokens.stream().anyMatch(t -> t.is("collate")) || tables.areSeveralIn(tokens);
    }

    private Walk walk(
            RewriteRequest declared,
            List<Token> tokens,
            boolean collates,
            Edits into,
            Speech speech,
            DerivedTables derived) {
        return new Walk(
                declared,
                folded != null,
                collates,
                dialect,
                tables,
                tables.metadata().in(tokens),
                into,
                speech,
                derived);
    }

    /** The condition of COPY FROM as that of a query, since the grammar's rule for COPY is not used. */
    private @Nullable Statement copyCondition(Copy copy) {
        List<Token> where = copy.where();
        if (where.isEmpty()) {
            return null;
        }
        int at = where.get(0).start();
        List<Token> query = new ArrayList<>();
        query.add(new Token(Token.Kind.WORD, at, at, "select"));
        query.addAll(where);
        return parse(query);
    }

    /** Walks until no more tables must be derived. */
    private @Nullable List<Output> walked(
            RewriteRequest declared, List<Token> tokens, Function<Walk, @Nullable List<Output>> what) {
        DerivedTables derived = new DerivedTables(tokens, dialect.derives(tokens));
        boolean collates = collates(tokens);
        while (true) {
            List<?> saved = edits.saved();
            try {
                return walked(declared, tokens, collates, derived, what);
            } catch (DerivedTables.Again again) {
                edits.restore(saved);
            }
        }
    }

    /** Walks twice: what is ambiguous at first sight may be clear once the other names are known. */
    private @Nullable List<Output> walked(
            RewriteRequest declared,
            List<Token> tokens,
            boolean collates,
            DerivedTables derived,
            Function<Walk, @Nullable List<Output>> what) {
        Speech first = new Speech(null);
        try {
            List<Output> unused =
                    what.apply(walk(declared, tokens, collates, new Edits(request.sql()), first, derived));
        } catch (Refusal ignored) {
            // the second walk says so, unless it knows better
        }
        Speech speech = new Speech(first);
        try {
            return what.apply(walk(declared, tokens, collates, edits, speech, derived));
        } finally {
            touches.addAll(speech.touches());
        }
    }

    private Statement parse(List<Token> tokens) {
        try {
            return dialect.parse(request.sql(), tokens);
        } catch (SyntaxProblem e) {
            String message = "Crossfade: " + e.getMessage() + ", in a statement that names a migrating table";
            String hint = "Write the statement in a simpler form.";
            int position = e.position() < 0 ? tokens.get(0).start() : e.position();
            throw e.isUnknown() ? Refusal.unparsed(message, hint, position) : new Refusal(message, hint, position);
        }
    }

    /** Parses a text and forgets the result. */
    static void parseOnly(String sql, Dialect dialect) {
        try {
            dialect.parse(sql, dialect.tokens(sql));
        } catch (SyntaxProblem | LexicalError e) {
            throw new IllegalStateException("a statement of the warm-up does not parse: " + sql, e);
        }
    }
}
