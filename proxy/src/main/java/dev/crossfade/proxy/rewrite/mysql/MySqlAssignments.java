package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.Given;
import dev.crossfade.proxy.rewrite.InsertColumns;
import dev.crossfade.proxy.rewrite.ListEdit;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.RowInsert;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import dev.crossfade.proxy.rewrite.model.Statement.TableUpdate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the assignments of MySQL's UPDATE and ON DUPLICATE KEY UPDATE. They run from left to right, each seeing what those
 * before it have done (https://dev.mysql.com/doc/refman/8.0/en/update.html), but for joins, where the order is undefined. A
 * row that an assignment leaves as it is must not count as changed, so the other side is assigned only where it must.
 */
public final class MySqlAssignments {
    private static final String REASON = InsertColumns.REASON;
    private static final String VALUES = "crossfade_values";

    enum Form {
        UPDATE,
        JOIN,
        CONFLICT
    }

    private final Walk walk;
    private final Scope scope;
    private final @Nullable Ctes ctes;
    private final Form form;
    private final @Nullable TableUpdate update;
    private final boolean ignore;
    private List<SetColumn> all = List.of();
    private boolean lifted;

    private MySqlAssignments(
            Walk walk, Scope scope, @Nullable Ctes ctes, Form form, @Nullable TableUpdate update, boolean ignore) {
        this.walk = walk;
        this.scope = scope;
        this.ctes = ctes;
        this.form = form;
        this.update = update;
        this.ignore = ignore;
    }

    /** Those of an UPDATE of one table, or of several. */
    static MySqlAssignments of(Walk walk, Scope scope, @Nullable Ctes ctes, TableUpdate update) {
        boolean single = update.tables().size() == 1 && update.tables().get(0) instanceof FromItem.TableRef;
        return new MySqlAssignments(walk, scope, ctes, single ? Form.UPDATE : Form.JOIN, update, update.ignore());
    }

    /** Those of an INSERT's ON DUPLICATE KEY UPDATE. */
    static MySqlAssignments of(Walk walk, Scope scope, @Nullable Ctes ctes, RowInsert insert) {
        return new MySqlAssignments(walk, scope, ctes, Form.CONFLICT, null, insert.ignore());
    }

    void rewrite(List<SetColumn> assignments) {
        all = assignments;
        Map<Binding, List<SetColumn>> byTable = new LinkedHashMap<>();
        for (SetColumn set : assignments) {
            walk.expressions.rewriteOrNull(set.cell().expression(), scope, ctes);
            Found found = walk.expressions.findTarget(set.target(), scope);
            if (found != null && found.binding().migrating() != null) {
                byTable.computeIfAbsent(found.binding(), b -> new ArrayList<>()).add(set);
            }
        }
        byTable.forEach(this::table);
    }

    private void table(Binding binding, List<SetColumn> own) {
        MigratingTable table = binding.migrating();
        if (table == null) {
            return;
        }
        List<Name> names = own.stream().map(s -> s.target().last()).toList();
        for (MigrationRule rule : table.rules()) {
            MySqlBothSides both = MySqlBothSides.of(walk, table, rule, binding.qualifier(walk.dialect), names);
            if (both != null) {
                both.assign(own, all, form, ignore);
                continue;
            }
            Given given = Given.of(rule, table, names, walk.speech);
            if (given.side() != null) {
                new One(binding, table, given, own).rewrite();
            }
        }
    }

    /** The assignments to one side of one migration. */
    private final class One {
        private final MigratingTable table;
        private final MigrationRule rule;
        private final ColumnMigration migration;
        private final Side side;
        private final MySqlConversions sql;
        /** For each column of the side its assignment, or null. */
        private final List<@Nullable SetColumn> sets = new ArrayList<>();

        private final SetColumn first;
        private final SetColumn last;
        private final Set<String> columns;

        One(Binding binding, MigratingTable table, Given given, List<SetColumn> own) {
            this.table = table;
            this.rule = given.rule();
            this.migration = rule.migration();
            this.side = given.side() == null ? Side.OLD : given.side();
            this.columns = MySqlText.columnsOf(migration);
            this.sql = new MySqlConversions(walk.dialect, table, rule, binding.qualifier(walk.dialect));
            SetColumn from = null;
            SetColumn to = null;
            for (int place : given.index()) {
                SetColumn set = place < 0 ? null : own.get(place);
                sets.add(set);
                if (set != null) {
                    from = from == null || set.start() < from.start() ? set : from;
                    to = to == null || set.start() > to.start() ? set : to;
                }
            }
            if (from == null || to == null) {
                throw new IllegalStateException("a side that is named without a column");
            }
            first = from;
            last = to;
            long named = own.stream()
                    .filter(s -> columns.contains(s.target().last().value()))
                    .count();
            if (named != sets.stream().filter(s -> s != null).count()) {
                throw refusal("a column that is assigned twice", "Assign it once.");
            }
        }

        private Refusal refusal(String construct, String hint) {
            return new Refusal(
                    "Crossfade: " + construct + ", in an update of columns of migration " + migration.name()
                            + " on table " + table.relation().name(),
                    hint,
                    first.start());
        }

        void rewrite() {
            boolean asIs = side == Side.OLD ? rule.writes() == Writes.OLD : rule.writes() == Writes.NEW;
            if (asIs) {
                return;
            }
            if (ignore && MySqlConversions.losesNull(table, rule)) {
                throw refusal(
                        "IGNORE, which may store no value at all in columns that are NOT NULL", "Leave IGNORE out.");
            }
            if (ignore && rule.writes() == Writes.BOTH && !rule.filled() && mayStoreNullApart()) {
                throw refusal(
                        "IGNORE with a value that may be NULL, for columns that are NOT NULL on one side only until stage"
                                + " live",
                        "Leave IGNORE out, or give the value itself.");
            }
            if (rule.writes() != Writes.BOTH) {
                replaced();
            } else if (side == Side.OLD) {
                if (rule.filled() && form != Form.JOIN) {
                    newFromStoredOld();
                } else {
                    oldTwice();
                }
            } else if (!rule.filled() && migration.conversion() != Conversion.FUNCTION) {
                newAsOld();
            } else if (!rule.filled()) {
                unfilledNew();
            } else if (form == Form.JOIN) {
                filledNewTwice();
            } else {
                oldFromStoredNew();
            }
        }

        /** With IGNORE a NOT NULL column holds what its type has for nothing where the value is NULL, and new would hold NULL. */
        private boolean mayStoreNullApart() {
            boolean notNull = false;
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                notNull |= table.oldColumn(rule, i).notNull();
            }
            return notNull
                    && sets.stream()
                            .anyMatch(s -> s != null
                                    && s.cell().expression() != null
                                    && !(s.cell().expression() instanceof Expression.Literal literal
                                            && literal.kind() != Expression.Literal.Kind.NULL));
        }

        /** {@code old = v} becomes {@code old = v, new = up(old)}, the stored old, where the row does not agree already. */
        private void newFromStoredOld() {
            explicitDefaults();
            StringBuilder more = new StringBuilder();
            for (int i = 0; i < migration.newColumns().size(); i++) {
                String up = sql.upFromColumns(i);
                more.append(", ").append(sql.newColumn(i)).append(" = ");
                if (migration.conversion() == Conversion.FUNCTION) {
                    more.append("IF(")
                            .append(sql.agrees())
                            .append(", ")
                            .append(sql.newColumn(i))
                            .append(", ")
                            .append(up)
                            .append(")");
                } else {
                    more.append(up);
                }
            }
            walk.edits.insertAfter(last.end(), more.toString(), REASON);
        }

        /** {@code old = v} becomes {@code new = IF(unchanged(old, v), new, up(v)), old = v}. */
        private void oldTwice() {
            explicitDefaults();
            List<String> next = next(sql.oldColumns());
            String unchanged = sql.unchanged(Side.OLD, sql.oldColumns(), next);
            StringBuilder before = new StringBuilder();
            for (int i = 0; i < migration.newColumns().size(); i++) {
                before.append(sql.newColumn(i))
                        .append(" = IF(")
                        .append(unchanged)
                        .append(", ")
                        .append(sql.newColumn(i))
                        .append(", ")
                        .append(sql.up(i, next))
                        .append("), ");
            }
            walk.edits.insertBefore(first.start(), before.toString(), REASON);
        }

        /** Both sides hold the same values: the new column's assignment becomes the old one's. */
        private void newAsOld() {
            refuseDefaults();
            List<String> values = next(seen(Side.NEW));
            List<String> next = new ArrayList<>();
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                next.add(sql.down(i, List.of(values.get(i))));
            }
            String unchanged = sql.unchanged(Side.OLD, sql.oldColumns(), next);
            StringBuilder before = new StringBuilder();
            for (int i = 0; i < migration.newColumns().size(); i++) {
                before.append(sql.newColumn(i))
                        .append(" = IF(")
                        .append(unchanged)
                        .append(", ")
                        .append(sql.newColumn(i))
                        .append(", ")
                        .append(values.get(i))
                        .append("), ");
            }
            for (int i = 0; i < sets.size(); i++) {
                SetColumn set = sets.get(i);
                if (set != null) {
                    walk.edits.replace(
                            set.start(), set.end(), sql.oldColumn(i) + " = " + next.get(i), "the stored column");
                }
            }
            walk.edits.insertBefore(first.start(), before.toString(), REASON);
        }

        /** Where the row may not be filled, it is filled only if the assignment changes what the client sees. */
        private void unfilledNew() {
            refuseDefaults();
            if (form == Form.JOIN) {
                throw refusal("an UPDATE of several tables", "Write the old columns until stage live, or one table.");
            }
            if (migration.oldColumns().size() > 1) {
                throw refusal("new columns that stand for several old ones", "Write the old columns until stage live.");
            }
            boolean several = migration.newColumns().size() > 1;
            if (several && (readsOwn() || readsAssigned())) {
                throw refusal("values that read these columns", "Write the old columns until stage live.");
            }
            List<String> seen = seen(Side.NEW);
            List<String> next = next(seen);
            String unchanged = sql.unchanged(Side.NEW, seen, next);
            List<String> assignments = new ArrayList<>();
            for (boolean assigned : List.of(false, true)) {
                for (int i = 0; i < sets.size(); i++) {
                    if ((sets.get(i) != null) == assigned) {
                        assignments.add(sql.newColumn(i) + " = IF(" + unchanged + ", " + sql.newColumn(i) + ", "
                                + next.get(i) + ")");
                    }
                }
            }
            assignments.add(sql.oldColumn(0) + " = IF(" + sql.unfilled() + " AND " + unchanged + ", " + sql.oldColumn(0)
                    + ", " + sql.down(0, sql.newColumns()) + ")");
            inPlace(assignments);
        }

        private List<String> seen(Side of) {
            List<String> seen = new ArrayList<>();
            int size = of == Side.NEW
                    ? migration.newColumns().size()
                    : migration.oldColumns().size();
            for (int i = 0; i < size; i++) {
                seen.add(sql.seen(of, i));
            }
            return seen;
        }

        /** The assignments of the side leave, others come in their place. */
        private void inPlace(List<String> assignments) {
            Set<Integer> removed = new java.util.TreeSet<>();
            for (SetColumn set : sets) {
                if (set != null) {
                    removed.add(all.indexOf(set));
                }
            }
            List<ListEdit.Place> places = all.stream()
                    .map(s -> new ListEdit.Place(s.start(), s.end()))
                    .toList();
            ListEdit.apply(walk.edits, places, removed, assignments, REASON);
        }

        /** {@code new = v} becomes {@code new = v, old = down(new)}, the stored new. */
        private void oldFromStoredNew() {
            newDefaults();
            StringBuilder more = new StringBuilder();
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                more.append(", ").append(sql.oldColumn(i)).append(" = ").append(sql.down(i, sql.newColumns()));
            }
            walk.edits.insertAfter(last.end(), more.toString(), REASON);
        }

        private void filledNewTwice() {
            refuseDefaults();
            List<String> next = next(sql.newColumns());
            StringBuilder before = new StringBuilder();
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                before.append(sql.oldColumn(i))
                        .append(" = ")
                        .append(sql.down(i, next))
                        .append(", ");
            }
            walk.edits.insertBefore(first.start(), before.toString(), REASON);
        }

        /** Only the side that is not spoken is written. */
        private void replaced() {
            if (isAllDefault()) {
                if (sets.contains(null)) {
                    throw refusal("DEFAULT for some columns", "Give the value.");
                }
                List<String> defaults = new ArrayList<>();
                other().forEach(c -> defaults.add(c + " = DEFAULT"));
                inPlace(defaults);
                return;
            }
            refuseDefaults();
            List<String> current = seen(side);
            boolean twice = other().size() > 1;
            if (twice && (readsOwn() || sets.contains(null) || readsAssigned())) {
                throw refusal(
                        "values that read these columns, or some of the columns only",
                        "Assign all columns, from values that do not read them, or write the other side.");
            }
            if (!twice && readsAssigned()) {
                throw refusal("values that read columns assigned before them", "Assign them one by one.");
            }
            List<String> next = twice ? next(current) : once(current);
            List<String> assignments = new ArrayList<>();
            for (int i = 0; i < other().size(); i++) {
                assignments.add(other().get(i) + " = " + (side == Side.OLD ? sql.up(i, next) : sql.down(i, next)));
            }
            inPlace(assignments);
        }

        private List<String> other() {
            return side == Side.OLD ? sql.newColumns() : sql.oldColumns();
        }

        private boolean isAllDefault() {
            return sets.stream().allMatch(s -> s == null || s.cell().expression() == null);
        }

        private void refuseDefaults() {
            for (SetColumn set : sets) {
                if (set != null && set.cell().expression() == null) {
                    throw refusal("DEFAULT", "Give the value.");
                }
            }
        }

        /** {@code DEFAULT(c)} of a column that has none fails even where there is no row. */
        private void checkDefault(Catalog.Column column) {
            if (column.defaultIsVolatile()) {
                throw refusal("DEFAULT, an expression", "Give the value.");
            }
            if (column.notNull() && column.defaultExpression() == null) {
                throw refusal("DEFAULT of column " + column.name() + ", which has none", "Give the value.");
            }
        }

        /** {@code DEFAULT} of an old column becomes an expression that can be used twice. */
        private void explicitDefaults() {
            for (int i = 0; i < sets.size(); i++) {
                SetColumn set = sets.get(i);
                if (set != null && set.cell().expression() == null) {
                    checkDefault(table.oldColumn(rule, i));
                    String value = "DEFAULT(" + sql.oldColumn(i) + ")";
                    walk.edits.replace(set.cell().start(), set.cell().end(), value, "the default itself");
                }
            }
        }

        /** {@code DEFAULT} of the new columns is what the old ones' becomes. */
        private void newDefaults() {
            boolean any = sets.stream().anyMatch(s -> s != null && s.cell().expression() == null);
            if (!any) {
                return;
            }
            if (!isAllDefault() || sets.contains(null)) {
                throw refusal("DEFAULT for some columns", "Give the values.");
            }
            List<String> defaults = new ArrayList<>();
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                checkDefault(table.oldColumn(rule, i));
                defaults.add("DEFAULT(" + sql.oldColumn(i) + ")");
            }
            for (int i = 0; i < sets.size(); i++) {
                SetColumn set = sets.get(i);
                if (set != null) {
                    walk.edits.replace(
                            set.cell().start(), set.cell().end(), sql.up(i, defaults), "the default of the other side");
                }
            }
        }

        private boolean readsOwn() {
            return sets.stream()
                    .anyMatch(s -> s != null
                            && new MySqlText(walk, s.cell().start(), s.cell().end()).names(columns));
        }

        /** Whether a value is moved before an assignment that it must see. */
        private boolean readsAssigned() {
            for (SetColumn set : sets) {
                if (set == null) {
                    continue;
                }
                Set<String> before = new HashSet<>();
                for (SetColumn other : all) {
                    if (other.start() >= first.start() && other.start() < set.start()) {
                        before.add(other.target().last().value());
                    }
                }
                if (!before.isEmpty()
                        && new MySqlText(walk, set.cell().start(), set.cell().end()).names(before)) {
                    return true;
                }
            }
            return false;
        }

        /** What each column of the side will hold, for use in several places; {@code current} where it is not assigned. */
        private List<String> next(List<String> current) {
            if (readsAssigned()) {
                throw refusal("values that read columns assigned before them", "Assign them one by one.");
            }
            boolean parameters = false;
            for (SetColumn set : sets) {
                if (set != null) {
                    MySqlText text =
                            new MySqlText(walk, set.cell().start(), set.cell().end());
                    if (text.isVolatile()) {
                        throw refusal(
                                "a value that must be computed once", "Compute it first, and send it as a value.");
                    }
                    parameters |= !text.parameters().isEmpty();
                }
            }
            if (parameters) {
                refuseCharacterSet();
                lift();
            }
            return rendered(current);
        }

        /** A parameter that is read from a WITH query no longer gives way to the column's character set. */
        private void refuseCharacterSet() {
            boolean other = migration.conversion() == Conversion.IDENTITY
                    && migration.newColumns().stream()
                            .map(c -> c.type().toLowerCase(Locale.ROOT))
                            .anyMatch(t -> t.contains("character set") && !t.contains("character set utf8mb4"));
            if (other) {
                throw refusal("a parameter for a column of another character set", "Use a constant.");
            }
        }

        /** As {@link #next}, for use in one place; parameters must stay in their order. */
        private List<String> once(List<String> current) {
            int before = -1;
            boolean parameters = false;
            for (SetColumn set : sets) {
                if (set != null) {
                    boolean has = !new MySqlText(
                                    walk, set.cell().start(), set.cell().end())
                            .parameters()
                            .isEmpty();
                    if (has && set.start() < before) {
                        throw refusal("parameters in another order", "Assign the columns in the table's order.");
                    }
                    before = Math.max(before, set.start());
                    parameters |= has;
                }
            }
            if (parameters && parametersBetween()) {
                throw refusal("parameters in another order", "Assign these columns next to each other.");
            }
            return rendered(current);
        }

        private boolean parametersBetween() {
            for (SetColumn set : all) {
                if (set.start() > first.start()
                        && set.start() < last.start()
                        && !sets.contains(set)
                        && !new MySqlText(walk, set.start(), set.end())
                                .parameters()
                                .isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        private List<String> rendered(List<String> current) {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < sets.size(); i++) {
                SetColumn set = sets.get(i);
                next.add(
                        set == null
                                ? current.get(i)
                                : walk.edits.render(
                                        set.cell().start(), set.cell().end()));
            }
            return next;
        }

        /**
         * A parameter is sent once: all of SET go into a WITH query in front, which keeps their order, and are read from
         * there.
         */
        private void lift() {
            if (lifted) {
                return;
            }
            if (update == null) {
                throw refusal(
                        "a parameter that is needed twice, in ON DUPLICATE KEY UPDATE", "Use VALUES() of the column.");
            }
            int from = all.get(0).start();
            if (!new MySqlText(walk, update.keyword(), from).parameters().isEmpty()) {
                throw refusal("parameters in the list of tables and in SET", "Use constants in one of the two.");
            }
            List<String> values = new ArrayList<>();
            for (SetColumn set : all) {
                lift(set, values);
            }
            String query = VALUES + " AS (SELECT " + String.join(", ", values) + ")";
            if (update.with() != null) {
                walk.edits.insertAfter(update.with().end(), ", " + query, "sent once, used on both sides");
            } else {
                walk.edits.insertBefore(update.keyword(), "WITH " + query + " ", "sent once, used on both sides");
            }
            lifted = true;
        }

        private void lift(SetColumn set, List<String> values) {
            Cell cell = set.cell();
            MySqlText text = new MySqlText(walk, cell.start(), cell.end());
            List<Token> parameters = text.parameters();
            if (!parameters.isEmpty() && text.limits()) {
                throw refusal("a parameter beside LIMIT in a subquery", "Use a constant.");
            }
            for (Token parameter : parameters) {
                String reference = "(SELECT v" + (values.size() + 1) + " FROM " + VALUES + ")";
                walk.edits.replace(parameter.start(), parameter.end(), reference, "sent once, used on both sides");
                // numbers sent for text are text as they are written, not with all the digits of a temporary column
                String value = cell.expression() instanceof Expression.Parameter && isText(set) ? "CONCAT(?)" : "?";
                values.add(value + " AS v" + (values.size() + 1));
            }
        }

        private boolean isText(SetColumn set) {
            Found found = walk.expressions.findTarget(set.target(), scope);
            Catalog.Column column = found == null ? null : walk.expressions.catalogColumn(found);
            return column != null && MySqlConversions.isText(column.type());
        }
    }
}
