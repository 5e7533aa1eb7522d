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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rewrites INSERT … SELECT: the query becomes a derived table, whose columns are used on both sides. */
final class InsertSelectRewriter {
    private static final String VALUE = "crossfade_value";
    /** Such a query cannot stand in a UNION. */
    private static final Pattern LOCKS =
            Pattern.compile("\\bFOR\\s+(UPDATE|NO\\s+KEY|SHARE|KEY\\s+SHARE)\\b", Pattern.CASE_INSENSITIVE);

    private final Walk walk;
    private final Insert insert;
    private final MigratingTable table;
    private final List<String> defaults = new ArrayList<>();
    /** Types of parameters that the query uses elsewhere too, by place. */
    private final Map<Integer, String> meeting = new TreeMap<>();

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
        public boolean isSharedParameter(int place) {
            return false; // it is a column of the derived table
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
            if (isUsedElsewhere(expression) && TypeNames.isNumberOrTime(without)) {
                meeting.put(i, without);
                continue;
            }
            walk.edits.replace(
                    expression.start(),
                    expression.end(),
                    Conversions.cast(walk.text.substring(expression.start(), expression.end()), without),
                    "keeps the type of its column");
        }
    }

    /**
     * Whether it is a parameter whose type the server may deduce from another place of the query first, and then finds to be
     * another than its column's: it refuses that, where a cast would accept it.
     */
    private boolean isUsedElsewhere(Expression expression) {
        int number = walk.undeclaredParameter(expression);
        if (number == 0) {
            return false;
        }
        String source = walk.text.substring(insert.sourceStart(), insert.sourceEnd());
        Matcher uses = Pattern.compile("\\$" + number + "(?![0-9])").matcher(source);
        return uses.results().limit(2).count() == 2 && !LOCKS.matcher(source).find();
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
        String source = "";
        String sourceEnd = "";
        if (!meeting.isEmpty()) {
            // There too a parameter takes the type of its column only when all else of its query is known.
            List<String> empty = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                String type = meeting.get(i);
                empty.add(type == null ? "NULL" : Conversions.cast("NULL", type));
            }
            source = "(";
            sourceEnd = ") UNION ALL SELECT " + String.join(", ", empty) + " WHERE FALSE";
        }
        String before = "SELECT " + String.join(", ", selected) + " FROM (" + source;
        String after = sourceEnd + ") AS " + VALUE + " (" + columns + ")";
        if (!defaults.isEmpty()) {
            StringBuilder computed = new StringBuilder("SELECT crossfade_source.*");
            for (int i = 0; i < defaults.size(); i++) {
                computed.append(", ").append(defaults.get(i)).append(" AS d").append(i + 1);
            }
            before = "SELECT " + String.join(", ", selected) + " FROM (" + computed + " FROM (" + source;
            after = sourceEnd + ") AS crossfade_source (" + columns + ") OFFSET 0) AS " + VALUE;
        }
        walk.edits.insertBefore(insert.sourceStart(), before, InsertColumns.REASON);
        walk.edits.insertAfter(insert.sourceEnd(), after, InsertColumns.REASON);
    }
}
