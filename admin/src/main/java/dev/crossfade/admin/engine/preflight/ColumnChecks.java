package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import java.util.ArrayList;
import java.util.List;

/** Names that are taken, and migrations that are in each other's way. */
final class ColumnChecks {
    private static final List<String> SYSTEM_COLUMNS = List.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private ColumnChecks() {}

    static final Check NEW_NAMES_FREE = (connection, subject) -> {
        List<Finding> findings = new ArrayList<>();
        List<String> there = Db.rows(
                connection,
                "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = ?::bigint::oid AND attnum > 0"
                        + " AND NOT attisdropped",
                row -> row.getString(1),
                subject.oid());
        for (NewColumn column : subject.migration().newColumns()) {
            boolean taken = there.contains(column.name()) && !subject.expanded();
            if (taken || SYSTEM_COLUMNS.contains(column.name())) {
                findings.add(new Finding(
                        "table " + subject.table() + " already has a column " + column.name()
                                + ", which this migration did not add",
                        "Give the new column another name in the migration's file."));
            }
        }
        return findings;
    };

    static final Check OTHER_MIGRATIONS = (connection, subject) -> {
        List<Finding> findings = new ArrayList<>();
        for (ColumnMigration other : subject.others()) {
            if (other.table().equals(subject.migration().table())) {
                findings.add(new Finding(
                        "migration " + other.name() + " is under way on the same table " + subject.table(),
                        "One at a time: finish it, or take it back to off and abort it."));
            }
        }
        return findings;
    };
}
