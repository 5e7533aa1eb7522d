package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;

/**
 * Where the columns a client writes are not written themselves, nobody would check that a value fits {@code varchar(n)}:
 * an assignment raises 22001, an explicit cast cuts.
 */
final class LostLength {
    private LostLength() {}

    static void refuse(MigratingTable table, MigrationRule rule, Side spoken, int position) {
        ColumnMigration migration = rule.migration();
        boolean lost = false;
        if (spoken == Side.NEW && rule.writes() == Writes.OLD) {
            lost = migration.newColumns().stream().anyMatch(n -> Conversions.cutsSilently(n.type()));
        } else if (spoken == Side.OLD && rule.writes() == Writes.NEW) {
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                lost |= Conversions.cutsSilently(table.oldColumn(rule, i).type());
            }
        }
        if (lost) {
            throw new Refusal(
                    "Crossfade: a write to columns of migration " + migration.name() + " on table "
                            + table.relation().name()
                            + " that are not stored at this stage, and whose length would not be checked",
                    spoken == Side.NEW
                            ? "Write the old columns, or wait for stage dual-write."
                            : "Write the new columns.",
                    position);
        }
    }
}
