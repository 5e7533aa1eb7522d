package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.Insert;
import dev.crossfade.proxy.rewrite.model.Statement.Overriding;
import dev.crossfade.proxy.rewrite.model.Statement.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rewrites INSERT … VALUES and DEFAULT VALUES. */
final class InsertValuesRewriter {
    private static final String OVERRIDING = "OVERRIDING SYSTEM VALUE ";

    private final Walk walk;
    private final Insert insert;
    private final MigratingTable table;
    private final boolean merging;
    /**
     * For each row with expressions that are computed once, those expressions. Each row has a WITH query of its own: the
     * server runs it when it comes to the row, so a sequence advances as far as it would without us when a row fails.
     */
    private final List<List<String>> once = new ArrayList<>();

    InsertValuesRewriter(Walk walk, Insert insert, MigratingTable table, boolean merging) {
        this.walk = walk;
        this.insert = insert;
        this.table = table;
        this.merging = merging;
    }

    /** {@code rows} is null for DEFAULT VALUES. */
    void rewrite(List<Name> columns, List<Given> given, @Nullable List<Tuple> rows) {
        List<InsertedRow> rules =
                given.stream().map(g -> new InsertedRow(table, g)).toList();
        InsertColumns list = new InsertColumns(columns, rules);
        if (rows == null) {
            defaultValues(list, rules);
            return;
        }
        if (rows.stream().anyMatch(r -> r.cells().size() != columns.size())) {
            return; // the server will say so
        }
        if (!list.changes()) {
            if (insert.columns().isEmpty()) {
                list.edit(walk.edits, insert);
            }
            return;
        }
        for (Tuple row : rows) {
            row(row, columns, list, rules);
        }
        list.edit(walk.edits, insert);
        overrideIdentity(columns, list, rows);
        writeOnce();
    }

    private void defaultValues(InsertColumns list, List<InsertedRow> rules) {
        if (list.added().isEmpty()) {
            return;
        }
        Map<String, String> values = new HashMap<>();
        RowCells noCells = new RowCells(new Tuple(0, 0, List.of()), list);
        rules.forEach(r -> values.putAll(r.values(noCells)));
        List<String> cells =
                list.added().stream().map(c -> values.getOrDefault(c, "NULL")).toList();
        String overriding = list.added().stream().anyMatch(this::isIdentityAlways) ? OVERRIDING : "";
        walk.edits.replace(
                insert.sourceStart(),
                insert.sourceEnd(),
                overriding + "VALUES (" + String.join(", ", cells) + ")",
                InsertColumns.REASON);
        list.edit(walk.edits, insert);
        writeOnce();
    }

    private void row(Tuple row, List<Name> columns, InsertColumns list, List<InsertedRow> rules) {
        Map<String, String> values = new HashMap<>();
        RowCells cells = new RowCells(row, list);
        rules.forEach(r -> values.putAll(r.values(cells)));
        for (int i = 0; i < columns.size(); i++) {
            String value = values.get(columns.get(i).value());
            Cell cell = row.cells().get(i);
            if (value != null && cell.expression() == null && !list.removed().contains(i)) {
                walk.edits.replace(cell.start(), cell.end(), value, "the default of the other side");
            }
        }
        List<ListEdit.Place> places = row.cells().stream()
                .map(c -> new ListEdit.Place(c.start(), c.end()))
                .toList();
        List<String> added = list.added().stream()
                .map(c -> values.getOrDefault(c, "DEFAULT"))
                .toList();
        ListEdit.apply(walk.edits, places, list.removed(), added, InsertColumns.REASON);
    }

    /** The cells of one row. */
    private final class RowCells implements InsertedRow.Cells {
        private final Tuple row;
        private final InsertColumns list;
        private final List<String> mine = new ArrayList<>();

        RowCells(Tuple row, InsertColumns list) {
            this.row = row;
            this.list = list;
        }

        @Override
        public @Nullable String value(int place, boolean repeatedly) {
            Cell cell = row.cells().get(place);
            if (cell.expression() == null) {
                return null;
            }
            String rendered = walk.edits.render(cell.start(), cell.end());
            if (!repeatedly || !Once.needed(cell.expression(), walk.volatileFunctions)) {
                return rendered;
            }
            return shared(rendered, place);
        }

        @Override
        public String defaultValue(Catalog.Column column, int place, boolean repeatedly) {
            String expression = column.defaultExpression();
            if (expression == null) {
                throw new IllegalStateException("a column without default");
            }
            return repeatedly ? shared(expression, place) : "(" + expression + ")";
        }

        @Override
        public boolean isSharedParameter(int place) {
            int number = walk.undeclaredParameter(row.cells().get(place).expression());
            return number > 0
                    && row.cells().stream()
                                    .filter(c -> walk.undeclaredParameter(c.expression()) == number)
                                    .count()
                            > 1;
        }

        private String shared(String expression, int place) {
            if (mine.isEmpty()) {
                once.add(mine);
            }
            mine.add(expression);
            String reference = "(SELECT v" + mine.size() + " FROM crossfade_row_" + once.size() + ")";
            if (place >= 0 && !list.removed().contains(place)) {
                Cell cell = row.cells().get(place);
                walk.edits.replace(cell.start(), cell.end(), reference, "computed once, used on both sides");
            }
            return reference;
        }
    }

    private void writeOnce() {
        if (once.isEmpty()) {
            return;
        }
        if (merging) {
            throw new Refusal(
                    "Crossfade: a MERGE into table " + table.relation().name()
                            + " that inserts a value, or a default, that must be computed once for each row",
                    "Use INSERT ... SELECT ... ON CONFLICT.",
                    insert.start());
        }
        if (insert.source() != null && insert.source().with() != null) {
            throw new Refusal(
                    "Crossfade: an INSERT into table " + table.relation().name()
                            + " with WITH inside and a value that must be computed once",
                    "Put WITH before INSERT.",
                    insert.start());
        }
        List<String> queries = new ArrayList<>();
        for (List<String> expressions : once) {
            List<String> named = new ArrayList<>();
            for (String expression : expressions) {
                named.add(expression + " AS v" + (named.size() + 1));
            }
            queries.add("crossfade_row_" + (queries.size() + 1) + " AS MATERIALIZED (SELECT " + String.join(", ", named)
                    + ")");
        }
        String text = String.join(", ", queries);
        if (insert.with() != null) {
            walk.edits.insertAfter(insert.with().end(), ", " + text, "computed once, used on both sides");
        } else {
            walk.edits.insertBefore(insert.start(), "WITH " + text + " ", "computed once, used on both sides");
        }
    }

    /** A GENERATED ALWAYS identity is written explicitly now; OVERRIDING lets that pass where the client gave nothing. */
    private void overrideIdentity(List<Name> columns, InsertColumns list, List<Tuple> rows) {
        if (insert.overriding() == Overriding.SYSTEM) {
            return;
        }
        boolean needed = list.added().stream().anyMatch(this::isIdentityAlways);
        for (int i = 0; i < columns.size(); i++) {
            if (!isIdentityAlways(columns.get(i).value())
                    && !standsForIdentityAlways(columns.get(i).value())) {
                continue;
            }
            int place = i;
            boolean allDefault =
                    rows.stream().allMatch(r -> r.cells().get(place).expression() == null);
            if (!allDefault) {
                return; // the server refuses it, as it does without us
            }
            needed |= table.role(columns.get(i).value()) != null;
        }
        if (needed) {
            walk.edits.insertBefore(insert.sourceStart(), OVERRIDING, "the identity is computed once");
        }
    }

    /** Whether it is not the identity column itself at this stage, but what the client knows as it. */
    private boolean standsForIdentityAlways(String name) {
        MigratingTable.Role role = table.role(name);
        if (role == null) {
            return false;
        }
        ColumnMigration migration = role.migration();
        return role.side() == Side.NEW
                ? role.rule().writes() != Writes.NEW
                        && migration.oldColumns().stream().anyMatch(this::isIdentityAlways)
                : role.rule().writes() == Writes.NEW
                        && migration.newColumns().stream().anyMatch(n -> isIdentityAlways(n.name()));
    }

    private boolean isIdentityAlways(String name) {
        Catalog.Column column = table.relation().column(name);
        return column != null && column.identityAlways();
    }
}
