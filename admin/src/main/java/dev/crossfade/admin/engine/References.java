package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that have to move with a key as one: those of foreign keys onto it, those of foreign keys onto them, and so on,
 * derived from the catalog. A column that has the new type already stays; its foreign key alone moves, at the release.
 */
final class References {
    private static final String ONTO = """
            SELECT DISTINCT n.nspname, t.relname, a.attname, c.conrelid::bigint, c.conname,
                   a.atttypid = ?::bigint::oid AS stays
            FROM pg_catalog.pg_constraint c
            JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            CROSS JOIN LATERAL unnest(c.confkey, c.conkey) AS k(referenced, referencing)
            JOIN pg_catalog.pg_attribute r ON r.attrelid = c.confrelid AND r.attnum = k.referenced
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.referencing
            WHERE c.contype = 'f' AND c.confrelid = ?::bigint::oid AND r.attname = ?
            ORDER BY 1, 2, 3""";

    private record Column(String schema, String table, String name, long oid, String constraint, boolean stays) {}

    private record Place(long oid, String column) {}

    private final List<Finding> findings = new ArrayList<>();
    private final List<ColumnMigration> companions = new ArrayList<>();

    private References() {}

    /** What moves with {@code lead}, in the order of their tables' names, and what keeps it from moving. */
    static References of(Connection connection, Shape lead) throws SQLException {
        References references = new References();
        boolean widens =
                lead.migration().conversion() == Conversion.CAST && lead.olds().size() == 1;
        if (widens) {
            references.read(connection, lead);
        }
        return references;
    }

    List<Finding> findings() {
        return findings;
    }

    List<ColumnMigration> companions() {
        return companions;
    }

    private void read(Connection connection, Shape lead) throws SQLException {
        ColumnFacts added = lead.news().get(0);
        Set<Place> seen = new HashSet<>();
        Deque<Place> open = new ArrayDeque<>();
        List<Column> found = new ArrayList<>();
        Place first = new Place(lead.tableOid(), lead.olds().get(0).name());
        seen.add(first);
        open.add(first);
        while (!open.isEmpty()) {
            Place place = open.remove();
            for (Column column : Db.rows(
                    connection,
                    ONTO,
                    row -> new Column(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getBoolean(6)),
                    added.typeOid(),
                    place.oid(),
                    place.column())) {
                Place next = new Place(column.oid(), column.name());
                if (!column.stays() && seen.add(next)) {
                    found.add(column);
                    open.add(next);
                }
            }
        }
        found.sort(Comparator.comparing(Column::schema)
                .thenComparing(Column::table)
                .thenComparing(Column::name));
        if (found.size() > ColumnMigration.MAX_COMPANIONS) {
            findings.add(new Finding(
                    found.size() + " columns of foreign keys refer to " + lead.table()
                            + " and would have to move as one",
                    "This version moves " + ColumnMigration.MAX_COMPANIONS + " at most."));
            return;
        }
        Set<Long> tables = new HashSet<>(Set.of(lead.tableOid()));
        for (Column column : found) {
            if (!tables.add(column.oid())) {
                findings.add(new Finding(
                        "two columns of table " + column.schema() + "." + column.table()
                                + " would have to move as one, " + column.name() + " by its foreign key "
                                + column.constraint() + " among them",
                        "This version moves one column a table with another table's key. Drop the constraint for the time"
                                + " of the migration if the columns may drift."));
                continue;
            }
            companion(lead, column, added);
        }
    }

    private void companion(Shape lead, Column column, ColumnFacts added) {
        String name = newName(lead.olds().get(0).name(), added.name(), column.name());
        if (TableName.isTooLong(name)) {
            findings.add(
                    new Finding(
                            "the new column " + name + " of table " + column.schema() + "." + column.table()
                                    + " would have too long a name",
                            "Give the key's new column a shorter name in the migration's file; those that refer to it follow it."));
            return;
        }
        companions.add(new ColumnMigration(
                ColumnMigration.companionName(lead.migration().name(), companions.size() + 1),
                lead.migration().database(),
                new TableName(column.schema(), column.table()),
                Conversion.CAST,
                List.of(column.name()),
                List.of(new NewColumn(name, added.fullType(), "")),
                Map.of()));
    }

    /** As the key's new name is made from its old one: {@code id_new} of {@code id} gives {@code customer_id_new}. */
    static String newName(String old, String added, String column) {
        if (added.startsWith(old)) {
            return column + added.substring(old.length());
        }
        if (added.endsWith(old)) {
            return added.substring(0, added.length() - old.length()) + column;
        }
        return column + "_new";
    }
}
