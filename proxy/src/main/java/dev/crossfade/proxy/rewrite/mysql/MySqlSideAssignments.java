package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.InsertColumns;
import dev.crossfade.proxy.rewrite.ListEdit;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import dev.crossfade.proxy.rewrite.mysql.MySqlAssignments.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Carries the assignments to one side of one migration to the other side, as the stage has it. */
final class MySqlSideAssignments {
    private static final String REASON = InsertColumns.REASON;

    private final Walk walk;
    private final Form form;
    private final MySqlLeniency leniency;
    private final MySqlAssigned assigned;
    private final MigrationRule rule;
    private final ColumnMigration migration;
    private final Side side;
    private final MySqlConversions sql;
    private final List<@Nullable SetColumn> sets;
    private final MySqlNextValues values;
    private final MySqlDefaultAssignments defaults;

    MySqlSideAssignments(Walk walk, Form form, MySqlLeniency leniency, MySqlAssigned assigned, MySqlSentOnce sentOnce) {
        this.walk = walk;
        this.form = form;
        this.leniency = leniency;
        this.assigned = assigned;
        this.rule = assigned.rule;
        this.migration = assigned.migration;
        this.side = assigned.side;
        this.sql = assigned.sql;
        this.sets = assigned.sets;
        this.values = new MySqlNextValues(walk, assigned, sentOnce);
        this.defaults = new MySqlDefaultAssignments(walk, assigned);
    }

    void rewrite() {
        boolean asIs = side == Side.OLD ? rule.writes() == Writes.OLD : rule.writes() == Writes.NEW;
        if (asIs) {
            return;
        }
        if (leniency.stores() && MySqlConversions.loses(rule)) {
            throw assigned.refusal(
                    leniency.what() + " for columns of which only the other side is stored",
                    leniency.hint() + " Or write the other side.");
        }
        if (leniency.stores() && MySqlConversions.losesNull(assigned.table, rule)) {
            throw assigned.refusal(
                    leniency.what() + ", which may store no value at all in columns that are NOT NULL",
                    leniency.hint());
        }
        if (leniency.stores() && rule.writes() == Writes.BOTH && !rule.filled() && mayStoreNullApart()) {
            throw assigned.refusal(
                    leniency.what()
                            + " with a value that may be NULL, for columns that are NOT NULL on one side only until"
                            + " stage live",
                    leniency.hint() + " Or give the value itself.");
        }
        if (leniency.stores() && convertsBeforeStoring() && mayStoreNullApart()) {
            throw assigned.refusal(
                    leniency.what()
                            + " with a value that may be NULL, for columns that are NOT NULL and converted to the other"
                            + " side's",
                    leniency.hint() + " Or give the value itself.");
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

    /** Whether a cast, which fails for what old cannot hold, sees the value before a column has made another of it. */
    private boolean convertsBeforeStoring() {
        return side == Side.OLD
                && MySqlConversions.castFailsForNull(assigned.table, rule)
                && (rule.writes() == Writes.NEW || form == Form.JOIN);
    }

    /**
     * Where that is tolerated a NOT NULL column holds what its type has for nothing where the value is NULL, and new would
     * hold NULL; a function's NULL is not tolerated at all.
     */
    private boolean mayStoreNullApart() {
        return MySqlConversions.isNotNull(assigned.table, rule)
                && sets.stream()
                        .anyMatch(s -> s != null
                                && s.cell().expression() != null
                                && !(s.cell().expression() instanceof Expression.Literal literal
                                        && literal.kind() != Expression.Literal.Kind.NULL));
    }

    /** The assignment of {@code value} that leaves {@code column} as it is where {@code condition} holds. */
    private static String unless(String condition, String column, String value) {
        return column + " = IF(" + condition + ", " + column + ", " + value + ")";
    }

    /** {@code old = v} becomes {@code old = v, new = up(old)}, the stored old, where the row does not agree already. */
    private void newFromStoredOld() {
        defaults.makeExplicit();
        if (values.readsHalfAssigned()) {
            throw assigned.readsHalf();
        }
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < migration.newColumns().size(); i++) {
            String up = sql.upFromColumns(i);
            more.append(", ")
                    .append(
                            migration.conversion() == Conversion.FUNCTION
                                    ? unless(sql.agrees(), sql.newColumn(i), up)
                                    : sql.newColumn(i) + " = " + up);
        }
        walk.edits.insertAfter(assigned.last.end(), more.toString(), REASON);
    }

    /**
     * {@code old = v} becomes {@code new = IF(unchanged(old, v), new, up(v)), old = v}. Where {@code v} reads old from new, it
     * is the other way round: the server may assign in this order also where it says that there is none.
     */
    private void oldTwice() {
        new MySqlTimes(walk, assigned).refuse();
        defaults.makeExplicit();
        boolean fromNew = rule.reads() == Side.NEW;
        boolean several = migration.newColumns().size() > 1;
        if (values.readsHalfAssigned()) {
            throw assigned.readsHalf();
        }
        if (fromNew && several && values.readsNew()) {
            throw assigned.refusal(
                    "values that read these columns, beside other tables",
                    "Update one table at a time, or write the new columns.");
        }
        List<String> now = fromNew && !several ? assigned.seen(Side.OLD) : sql.oldColumns();
        List<String> next = values.next(now);
        String unchanged = sql.unchanged(Side.OLD, now, next);
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < migration.newColumns().size(); i++) {
            String up = sql.up(i, next);
            // where both are the same already, nothing must be kept, and an IF of JSON fails for NULL in its own way
            boolean same = migration.conversion() == Conversion.IDENTITY && rule.filled();
            assignments.add(same ? sql.newColumn(i) + " = " + up : unless(unchanged, sql.newColumn(i), up));
        }
        String list = String.join(", ", assignments);
        if (fromNew && !several) {
            walk.edits.insertAfter(assigned.last.end(), ", " + list, REASON);
        } else {
            walk.edits.insertBefore(assigned.first.start(), list + ", ", REASON);
        }
    }

    /** Both sides hold the same values: the new column's assignment becomes the old one's. */
    private void newAsOld() {
        new MySqlTimes(walk, assigned).refuse();
        defaults.refuse();
        List<String> given = values.next(assigned.seen(Side.NEW));
        List<String> next = new ArrayList<>();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            next.add(sql.down(i, List.of(given.get(i))));
        }
        String unchanged = sql.unchanged(Side.OLD, sql.oldColumns(), next);
        StringBuilder before = new StringBuilder();
        for (int i = 0; i < migration.newColumns().size(); i++) {
            before.append(unless(unchanged, sql.newColumn(i), given.get(i))).append(", ");
        }
        for (int i = 0; i < sets.size(); i++) {
            SetColumn set = sets.get(i);
            if (set != null) {
                walk.edits.replace(set.start(), set.end(), sql.oldColumn(i) + " = " + next.get(i), "the stored column");
            }
        }
        walk.edits.insertBefore(assigned.first.start(), before.toString(), REASON);
    }

    /** Where the row may not be filled, it is filled only if the assignment changes what the client sees. */
    private void unfilledNew() {
        defaults.refuse();
        if (form == Form.JOIN) {
            throw assigned.refusal(
                    "an UPDATE of several tables", "Write the old columns until stage live, or one table.");
        }
        if (migration.oldColumns().size() > 1) {
            throw assigned.refusal(
                    "new columns that stand for several old ones", "Write the old columns until stage live.");
        }
        boolean several = migration.newColumns().size() > 1;
        if (several && (values.readsOwn() || values.readsAssigned())) {
            throw assigned.refusal("values that read these columns", "Write the old columns until stage live.");
        }
        List<String> seen = assigned.seen(Side.NEW);
        List<String> next = values.next(seen);
        String unchanged = sql.unchanged(Side.NEW, seen, next);
        List<String> assignments = new ArrayList<>();
        for (boolean given : List.of(false, true)) {
            for (int i = 0; i < sets.size(); i++) {
                if ((sets.get(i) != null) == given) {
                    assignments.add(unless(unchanged, sql.newColumn(i), next.get(i)));
                }
            }
        }
        assignments.add(unless(sql.unfilled() + " AND " + unchanged, sql.oldColumn(0), sql.down(0, sql.newColumns())));
        inPlace(assignments);
    }

    /** The assignments of the side leave, others come in their place. */
    private void inPlace(List<String> assignments) {
        if (values.isReadBetween()) {
            throw assigned.readsHalf();
        }
        Set<Integer> removed = new TreeSet<>();
        for (SetColumn set : sets) {
            if (set != null) {
                removed.add(assigned.all.indexOf(set));
            }
        }
        List<ListEdit.Place> places = assigned.all.stream()
                .map(s -> new ListEdit.Place(s.start(), s.end()))
                .toList();
        ListEdit.apply(walk.edits, places, removed, assignments, REASON);
    }

    /** {@code new = v} becomes {@code new = v, old = down(new)}, the stored new. */
    private void oldFromStoredNew() {
        defaults.makeOthers();
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            more.append(", ").append(sql.oldColumn(i)).append(" = ").append(sql.down(i, sql.newColumns()));
        }
        walk.edits.insertAfter(assigned.last.end(), more.toString(), REASON);
    }

    private void filledNewTwice() {
        defaults.refuse();
        List<String> next = values.next(sql.newColumns());
        StringBuilder before = new StringBuilder();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            before.append(sql.oldColumn(i))
                    .append(" = ")
                    .append(sql.down(i, next))
                    .append(", ");
        }
        walk.edits.insertBefore(assigned.first.start(), before.toString(), REASON);
    }

    /** Only the side that is not spoken is written. */
    private void replaced() {
        if (assigned.isAllDefault()) {
            if (sets.contains(null)) {
                throw assigned.refusal("DEFAULT for some columns", "Give the value.");
            }
            inPlace(other().stream().map(c -> c + " = DEFAULT").toList());
            return;
        }
        defaults.refuse();
        List<String> current = assigned.seen(side);
        boolean twice = other().size() > 1;
        if (twice && (values.readsOwn() || sets.contains(null) || values.readsAssigned())) {
            throw assigned.refusal(
                    "values that read these columns, or some of the columns only",
                    "Assign all columns, from values that do not read them, or write the other side.");
        }
        if (!twice && values.readsAssigned()) {
            throw assigned.refusal("values that read columns assigned before them", "Assign them one by one.");
        }
        // what does not convert is NULL for a new speaker, and must outlive that he writes NULL in its place
        boolean keeps = !twice && side == Side.NEW && migration.conversion() == Conversion.FUNCTION;
        List<String> next = twice || keeps ? values.next(current) : values.once(current);
        if (keeps) {
            inPlace(List.of(unless(sql.unchanged(Side.NEW, current, next), sql.oldColumn(0), sql.down(0, next))));
            return;
        }
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < other().size(); i++) {
            assignments.add(other().get(i) + " = " + (side == Side.OLD ? sql.up(i, next) : sql.down(i, next)));
        }
        inPlace(assignments);
    }

    private List<String> other() {
        return side == Side.OLD ? sql.newColumns() : sql.oldColumns();
    }
}
