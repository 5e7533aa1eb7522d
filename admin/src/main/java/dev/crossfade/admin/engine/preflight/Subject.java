package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.util.List;

/**
 * What is checked.
 *
 * @param expanded whether the new columns are there and ours, from an earlier run
 * @param guarded whether a guard trigger is to carry what does not come through the proxy
 * @param others migrations of the same database that have been started
 */
record Subject(Shape shape, boolean expanded, boolean guarded, List<ColumnMigration> others) {
    ColumnMigration migration() {
        return shape.migration();
    }

    long oid() {
        return shape.tableOid();
    }

    String table() {
        return shape.migration().table().toString();
    }
}
