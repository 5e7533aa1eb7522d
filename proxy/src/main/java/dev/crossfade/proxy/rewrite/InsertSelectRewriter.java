package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.model.Statement.Insert;
import dev.crossfade.proxy.rewrite.model.Statement.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rewrites INSERT … SELECT: the query becomes a derived table, whose columns are used on both sides. */
final class InsertSelectRewriter {
    private static final String VALUE = "crossfade_value";

    private final Walk walk;
    private final Insert insert;
    private final MigratingTable table;
    private final List<String> defaults = new ArrayList<>();

    InsertSelectRewriter(Walk walk, Insert insert, MigratingTable table) {
        this.walk = walk;
        this.insert = insert;
        this.table = table;
    }

    void rewrite(List<Name> columns, List<Given> given, @Nullable List<Output> outputs) {
        List<InsertedRow> rules =
                given.stream().map(g -> new InsertedRow(table, g)).toList();
        InsertColumns list = new InsertColumns(columns, rules);
        if (!list.changes()) {
            if (insert.columns().isEmpty()) {
                list.edit(walk.edits, insert);
            }
            return;
        }
        if (outputs != null && outputs.size() != columns.size()) {
            return; // the server will say so
        }
        refuseIdentity(columns, list);
        Map<String, String> values = new HashMap<>();
        rules.forEach(r -> values.putAll(r.values(new SelectCells())));
        List<String> selected = new ArrayList<>();
        for (Object column : list.after()) {
            selected.add(column instanceof Integer place ? cell(place) : values.getOrDefault((String) column, "NULL"));
        }
        giveTypes(columns);
        wrap(columns.size(), selected);
        list.edit(walk.edits, insert);
    }

    private static String cell(int place) {
        return VALUE + ".c" + (place + 1);
    }

    private final class SelectCells implements InsertedRow.Cells {
        @Override
        public String value(int place, boolean repeatedly) {
            return cell(place);
        }

        @Override
        public String defaultValue(Catalog.Column column, int place, boolean repeatedly) {
            String expression = column.defaultExpression();
            if (expression == null) {
                throw new IllegalStateException("a column without default");
            }
            if (!repeatedly) {
                return "(" + expression + ")";
            }
            defaults.add(expression);
            return VALUE + ".d" + defaults.size();
        }
    }

    private void refuseIdentity(List<Name> columns, InsertColumns list) {
        boolean always =
                list.added().stream().map(table.relation()::column).anyMatch(c -> c != null && c.identityAlways());
        if (always) {
            throw refusal("whose identity column is GENERATED ALWAYS", "Use INSERT ... VALUES.");
        }
        if (columns.isEmpty()) {
            throw refusal("without columns", "Give a column list.");
        }
    }

    private Refusal refusal(String construct, String hint) {
        return new Refusal(
                "Crossfade: INSERT ... SELECT into table " + table.relation().name() + " " + construct,
                hint,
                insert.start());
    }

    /**
     * As the last query of an INSERT, constants and parameters of unknown type take the type of their column; in a derived
     * table they would become text.
     */
    private void giveTypes(List<Name> columns) {
        if (insert.source() == null) {
            return;
        }
        if (insert.source().body() instanceof Body.Values) {
            throw refusal("from VALUES with ORDER BY or LIMIT", "Use plain VALUES.");
        }
        if (!(insert.source().body() instanceof Body.Select select)) {
            return;
        }
        for (int i = 0; i < select.items().size() && i < columns.size(); i++) {
            Item item = select.items().get(i);
            if (item.expression() instanceof Expression.ColumnRef ref && ref.star()) {
                return; // what comes after a star is at a place of its own; constants there are rare
            }
            if (!isUntyped(item.expression())) {
                continue;
            }
            String type = type(columns.get(i).value());
            String without = type == null ? null : Conversions.withoutLength(type);
            if (without == null) {
                throw refusal("from constants for column " + columns.get(i).value(), "Use INSERT ... VALUES.");
            }
            Expression expression = item.expression();
            walk.edits.replace(
                    expression.start(),
                    expression.end(),
                    Conversions.cast(walk.text.substring(expression.start(), expression.end()), without),
                    "keeps the type of its column");
        }
    }

    private @Nullable String type(String column) {
        MigratingTable.Role role = table.role(column);
        if (role != null && role.side() == dev.crossfade.flags.Side.NEW) {
            return role.migration().newColumns().get(role.index()).type();
        }
        Catalog.Column known = table.relation().column(column);
        return known == null ? null : known.type();
    }

    /** Whether it takes its type from where it stands: parameters, strings and NULL. */
    static boolean isUntyped(Expression expression) {
        Expression bare = expression.bare();
        return bare instanceof Expression.Parameter
                || (bare instanceof Expression.Literal literal
                        && (literal.kind() == Expression.Literal.Kind.STRING
                                || literal.kind() == Expression.Literal.Kind.NULL));
    }

    private void wrap(int width, List<String> selected) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            names.add("c" + i);
        }
        String columns = String.join(", ", names);
        String before = "SELECT " + String.join(", ", selected) + " FROM (";
        String after = ") AS " + VALUE + " (" + columns + ")";
        if (!defaults.isEmpty()) {
            StringBuilder computed = new StringBuilder("SELECT crossfade_source.*");
            for (int i = 0; i < defaults.size(); i++) {
                computed.append(", ").append(defaults.get(i)).append(" AS d").append(i + 1);
            }
            before += computed + " FROM (";
            after = ") AS crossfade_source (" + columns + ") OFFSET 0) AS " + VALUE;
        }
        walk.edits.insertBefore(insert.sourceStart(), before, InsertColumns.REASON);
        walk.edits.insertAfter(insert.sourceEnd(), after, InsertColumns.REASON);
    }
}
