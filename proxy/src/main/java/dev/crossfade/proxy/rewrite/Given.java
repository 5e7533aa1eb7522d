package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which side of a migration a write gives values for.
 *
 * @param side null when it names neither
 * @param index for each column of that side its place among the write's targets, or -1
 */
public record Given(MigrationRule rule, @Nullable Side side, List<Integer> index) {

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
        return new Given(rule, namesOld ? Side.OLD : namesNew ? Side.NEW : null, namesNew ? added : old);
    }

    private static List<Integer> places(List<String> columns, List<Name> targets) {
        List<String> names = targets.stream().map(Name::value).toList();
        return columns.stream().map(names::lastIndexOf).toList();
    }

    private static boolean names(List<Integer> places) {
        return places.stream().anyMatch(p -> p >= 0);
    }
}
