package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.model.Statement.Insert;
import dev.crossfade.proxy.rewrite.model.Statement.Overriding;
import dev.crossfade.proxy.rewrite.model.Statement.Target;
import dev.crossfade.proxy.rewrite.model.Statement.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites INSERT: the other side's columns join the column list, and their values every row. */
final class InsertRewriter {
    private final Walk walk;
    private final Insert insert;
    private final Binding target;
    private final boolean merging;

    /** {@code merging}: it is part of a MERGE, and runs for each row of its source. */
    InsertRewriter(Walk walk, Insert insert, Binding target, boolean merging) {
        this.walk = walk;
        this.insert = insert;
        this.target = target;
        this.merging = merging;
    }

    void rewrite(@Nullable Scope outer, @Nullable Ctes ctes) {
        MigratingTable table = target.migrating();
        List<Output> outputs = insert.source() == null ? null : walk.queries.query(insert.source(), outer, ctes);
        if (table == null) {
            new ConflictRewriter(walk, insert, target).rewrite(outer, ctes);
            return;
        }
        List<Tuple> rows = rows();
        boolean defaults = insert.source() == null;
        List<Name> columns = columns(table, rows, outputs, defaults);
        List<Given> given = new ArrayList<>();
        for (MigrationRule rule : table.rules()) {
            BothSides both = BothSides.of(walk, table, rule, columns);
            if (both == null) {
                given.add(Given.of(rule, table, columns, walk.speech));
            } else if (rows == null) {
                throw both.notValues();
            } else {
                both.insert(rows, columns.size());
            }
        }
        if (columns.isEmpty() && !defaults) {
            throw refusal(table, "an INSERT whose columns cannot be counted", "Give a column list.");
        }
        refuseWhatCannotBeWritten(table, given);
        if (defaults || rows != null) {
            new InsertValuesRewriter(walk, insert, table, merging).rewrite(columns, given, rows);
        } else {
            new InsertSelectRewriter(walk, insert, table).rewrite(columns, given, outputs);
        }
        new ConflictRewriter(walk, insert, target).rewrite(outer, ctes);
    }

    private void refuseWhatCannotBeWritten(MigratingTable table, List<Given> given) {
        for (Given one : given) {
            MigrationRule rule = one.rule();
            boolean changes = one.side() == Side.NEW ? one.writes() != Writes.NEW : one.writes() != Writes.OLD;
            if (changes && insert.overriding() == Overriding.USER) {
                throw refusal(table, "OVERRIDING USER VALUE in an INSERT", "Leave the identity column out.");
            }
            if (one.side() != null) {
                LostLength.refuse(table, rule, one.side(), insert.start());
            }
        }
    }

    private Refusal refusal(MigratingTable table, String construct, String hint) {
        return new Refusal(
                "Crossfade: " + construct + ", into table " + table.relation().name(), hint, insert.start());
    }

    /** The rows of a plain VALUES, or null. */
    private @Nullable List<Tuple> rows() {
        return insert.source() != null
                        && insert.source().body() instanceof Body.Values values
                        && !insert.source().hasAfterClauses()
                ? values.rows()
                : null;
    }

    /** The columns that are written, made explicit in the text where they are not. */
    private List<Name> columns(
            MigratingTable table, @Nullable List<Tuple> rows, @Nullable List<Output> outputs, boolean defaults) {
        if (!insert.columns().isEmpty()) {
            List<Name> names = new ArrayList<>();
            for (Target column : insert.columns()) {
                if (column.indirection() && table.role(column.name().value()) != null) {
                    throw refusal(table, "an INSERT into a part of a migrating column", "Write the whole column.");
                }
                names.add(column.name());
            }
            return names;
        }
        if (defaults) {
            return List.of();
        }
        int width = rows != null ? rows.get(0).cells().size() : outputs == null ? 0 : outputs.size();
        List<String> visible = table.visible();
        List<Name> names = new ArrayList<>();
        for (String column : visible.subList(0, Math.min(width, visible.size()))) {
            names.add(new Name(column, insert.columnsEnd(), insert.columnsEnd()));
        }
        return names;
    }
}
