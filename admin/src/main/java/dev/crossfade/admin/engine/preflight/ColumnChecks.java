package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.sql.ColumnFacts;
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

    /** Adding such a column rewrites the table under ACCESS EXCLUSIVE, and its default would pass for a value somebody gave. */
    private static final String DOMAIN = """
            WITH RECURSIVE up AS (
              SELECT t.* FROM pg_catalog.pg_type t WHERE t.oid = ?::bigint::oid
              UNION ALL
              SELECT t.* FROM up JOIN pg_catalog.pg_type t ON t.oid = up.typbasetype WHERE up.typtype = 'd')
            SELECT 'yes' FROM up
            WHERE up.typdefault IS NOT NULL
               OR (up.typtype = 'd'
                   AND (up.typnotnull
                        OR EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.contypid = up.oid)))
            LIMIT 1""";

    static final Check PLAIN_DOMAINS = (connection, subject) -> {
        List<Finding> findings = new ArrayList<>();
        for (ColumnFacts column :
                subject.expanded() ? List.<ColumnFacts>of() : subject.shape().news()) {
            if (Db.first(connection, DOMAIN, row -> row.getString(1), column.typeOid()) != null) {
                findings.add(new Finding(
                        "new column " + column.name() + " has the type " + column.bareType()
                                + ", a domain with a default or constraints",
                        "Adding it would rewrite the table while nobody can read it. Give the new column the type"
                                + " underneath, and what the domain asks as a CHECK of the table."));
            }
        }
        return findings;
    };

    static final Check OTHER_MIGRATIONS = (connection, subject) -> {
        List<Finding> findings = new ArrayList<>();
        for (ColumnMigration other : subject.others()) {
            if (other.members().stream()
                    .anyMatch(
                            member -> member.table().equals(subject.migration().table()))) {
                findings.add(new Finding(
                        "migration " + other.name() + " is under way on the same table " + subject.table(),
                        "One at a time: finish it, and once it is done and nobody speaks old any more, remove its file and"
                                + " reload; or take it back to off and abort it."));
            }
        }
        return findings;
    };
}
