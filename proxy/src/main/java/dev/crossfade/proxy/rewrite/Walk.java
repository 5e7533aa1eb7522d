package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.lex.Placeholder;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk through one statement: what all its parts share. Not thread-safe. */
public final class Walk {
    /** Of PostgreSQL's type "unknown", which is as good as none. */
    private static final int UNKNOWN_TYPE = 705;

    /** The client's text, or what it is folded to. */
    public final String text;

    private final boolean folded;
    public final Tables tables;
    public final Dialect dialect;
    final List<Integer> parameterTypes;
    public final Set<String> volatileFunctions;
    public final Edits edits;
    public final Speech speech;
    final Metadata metadata;
    /** Whether the statement says COLLATE anywhere, or names several migrating tables, whose columns may need it. */
    final boolean collates;

    final DerivedTables derived;
    /** Where column references begin that something else stands for now. */
    final Set<Integer> replaced = new HashSet<>();
    /** Where column references begin that were qualified. */
    final Set<Integer> qualified = new HashSet<>();

    /** A relation whose migrating columns cannot be read now, compared by identity; or null. */
    public Scope.@Nullable Binding unreadable;

    public final ExpressionRewriter expressions;
    public final QueryRewriter queries;
    final StatementRewriter statements;

    Walk(
            RewriteRequest request,
            boolean folded,
            boolean collates,
            Dialect dialect,
            Tables tables,
            Metadata metadata,
            Edits edits,
            Speech speech,
            DerivedTables derived) {
        this.dialect = dialect;
        this.text = request.sql();
        this.folded = folded;
        this.collates = collates;
        this.tables = tables;
        this.metadata = metadata;
        this.parameterTypes = request.parameterTypes();
        this.volatileFunctions = request.catalog().volatileFunctions();
        this.edits = edits;
        this.speech = speech;
        this.derived = derived;
        expressions = new ExpressionRewriter(this);
        queries = new QueryRewriter(this);
        statements = new StatementRewriter(this);
    }

    /** The number of the parameter that {@code expression} is, and whose type the server has yet to deduce; else 0. */
    int undeclaredParameter(@Nullable Expression expression) {
        return expression != null
                        && expression.bare() instanceof Expression.Parameter parameter
                        && declaredType(parameter) == 0
                ? parameter.number()
                : 0;
    }

    /** The type that the client has declared for a parameter, by its OID; 0 for none. */
    int declaredType(Expression.Parameter parameter) {
        int at = parameter.number() - 1;
        int type = at >= 0 && at < parameterTypes.size() ? parameterTypes.get(at) : 0;
        return type == UNKNOWN_TYPE ? 0 : type;
    }

    /** Ends a walk through a folded text that would have to see a literal. Has no stack trace. */
    static final class Looked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Looked() {
            super(null, null, false, false);
        }
    }

    /**
     * {@code piece} of the text, to be compared with another or made a name of: of a folded text only if there is no literal
     * in it.
     */
    String comparable(String piece) {
        if (folded && Placeholder.isIn(piece)) {
            throw new Looked();
        }
        return piece;
    }

    /** Whether {@code binding} is {@link #unreadable} itself, and not the same relation somewhere else. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isUnreadable(Scope.Binding binding) {
        return binding == unreadable;
    }

    /** WITH queries in sight; a name means the innermost. */
    public record Ctes(
            @Nullable Ctes outer, String name, @Nullable List<Scope.Output> columns) {
        static @Nullable Ctes find(@Nullable Ctes from, List<Name> names) {
            if (names.size() == 1) {
                for (Ctes cte = from; cte != null; cte = cte.outer) {
                    if (cte.name.equals(names.get(0).value())) {
                        return cte;
                    }
                }
            }
            return null;
        }
    }

    /** Walks WITH; returns what is in sight after it. */
    @Nullable
    public Ctes with(Statement.@Nullable With with, @Nullable Scope outer, @Nullable Ctes ctes) {
        Ctes inSight = ctes;
        if (with == null) {
            return inSight;
        }
        if (with.recursive()) {
            for (Statement.Cte cte : with.ctes()) {
                // before their bodies are walked nothing but the names is known
                inSight = new Ctes(inSight, cte.name().value(), renamed(null, cte.columns()));
            }
        }
        for (Statement.Cte cte : with.ctes()) {
            List<Scope.Output> columns = statements.statement(cte.body(), outer, inSight);
            inSight = new Ctes(inSight, cte.name().value(), renamed(columns, cte.columns()));
        }
        return inSight;
    }

    /** {@code columns} under the names of a column alias list, which may be shorter. */
    static @Nullable List<Scope.Output> renamed(@Nullable List<Scope.Output> columns, List<Name> names) {
        if (names.isEmpty()) {
            return columns;
        }
        java.util.ArrayList<Scope.Output> renamed = new java.util.ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Scope.Output of = columns != null && i < columns.size() ? columns.get(i) : null;
            renamed.add(
                    of == null
                            ? new Scope.Output(names.get(i).value(), null)
                            : new Scope.Output(names.get(i).value(), of.computed(), of.type()));
        }
        if (columns == null) {
            return renamed.isEmpty() ? null : renamed;
        }
        if (columns.size() > names.size()) {
            renamed.addAll(columns.subList(names.size(), columns.size()));
        }
        return renamed;
    }

    /** A query is to stand for {@code binding}: begins again with it, or throws {@code otherwise}; see {@link DerivedTables}. */
    public void derive(Binding binding, Refusal otherwise) {
        derived.ask(binding, speech, otherwise);
    }
}
