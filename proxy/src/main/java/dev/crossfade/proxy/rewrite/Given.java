package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which side of a migration a write gives values for.
 *
 * @param side null when it names neither
 * @param index for each column of that side its place among the write's targets, or -1
 * @param triggered see {@link dev.crossfade.proxy.Catalog.Relation#triggered}
 */
public record Given(MigrationRule rule, @Nullable Side side, List<Integer> index, boolean triggered) {

    public static Given of(MigrationRule rule, MigratingTable table, List<Name> targets, Speech speech) {
        ColumnMigration migration = rule.migration();
        List<String> news = migration.newColumns().stream()
                .map(ColumnMigration.NewColumn::name)
                .toList();
        List<Integer> old = places(migration.oldColumns(), targets);
        List<Integer> added = places(news, targets);
        boolean namesOld = names(old);
        boolean namesNew = names(added);
        if (namesOld && namesNew) {
            throw new Refusal(
                    "Crossfade: a write that names both the old and the new columns of migration " + migration.name()
                            + " on table " + table.relation().name(),
                    "Write one side; Crossfade writes the other.",
                    targets.isEmpty() ? -1 : targets.get(0).start());
        }
        if (namesOld || namesNew) {
            speech.name(rule, namesOld ? Side.OLD : Side.NEW);
        }
        return new Given(
                rule,
                namesOld ? Side.OLD : namesNew ? Side.NEW : null,
                namesNew ? added : old,
                table.relation().guarded() && table.relation().triggered());
    }

    /**
     * Which columns the write is to keep. One that gives old values, or none, is left to the guard where users' triggers fire
     * before the row is stored: what they make of old is what has to convert. One that gives new values keeps both, so that
     * they see the old ones too.
     */
    Writes writes() {
        boolean left = rule.writes() == Writes.BOTH && side != Side.NEW && triggered;
        return left ? Writes.OLD : rule.writes();
    }

    private static List<Integer> places(List<String> columns, List<Name> targets) {
        List<String> names = targets.stream().map(Name::value).toList();
        return columns.stream().map(names::lastIndexOf).toList();
    }

    private static boolean names(List<Integer> places) {
        return places.stream().anyMatch(p -> p >= 0);
    }
}
