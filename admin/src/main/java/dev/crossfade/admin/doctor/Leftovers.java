package dev.crossfade.admin.doctor;

import dev.crossfade.admin.doctor.Finding.Verdict;
import dev.crossfade.admin.tool.RepackDatabase;
import dev.crossfade.admin.tool.ToolDatabase;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What migrations have left behind in a database, each with the command that removes it. An index that is being built now is
 * none, nor is anything of a migration that the database still knows and the configuration too.
 */
final class Leftovers {
    /** https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY */
    private static final String INVALID_INDEXES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT i.indisvalid AND n.nspname <> 'pg_toast'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
            ORDER BY 1""";

    /** What moves with another goes with it. By JSON, since the state of an older version has no such column. */
    private static final String STARTED = "SELECT name, step FROM crossfade.migration m"
            + " WHERE pg_catalog.to_jsonb(m) ->> 'part_of' IS NULL ORDER BY name";

    private static final String CHANGES = "SELECT name, step FROM crossfade.change ORDER BY name";

    /** Functions and sequences that are named after a migration of which the database knows nothing any more. */
    private static final String ORPHANS = """
            SELECT o.kind, o.shown FROM (
              SELECT 1 AS rank, 'TRIGGER' AS kind, p.proname AS name, pg_catalog.format('%%I ON %%s', t.tgname, t.tgrelid::pg_catalog.regclass) AS shown
              FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
              WHERE NOT t.tgisinternal AND p.pronamespace = '%1$s'::pg_catalog.regnamespace
              UNION ALL
              SELECT 2, 'FUNCTION', p.proname, p.oid::pg_catalog.regprocedure::text
              FROM pg_catalog.pg_proc p WHERE p.pronamespace = '%1$s'::pg_catalog.regnamespace
              UNION ALL
              SELECT 3, 'SEQUENCE', c.relname, c.oid::pg_catalog.regclass::text
              FROM pg_catalog.pg_class c WHERE c.relkind = 'S' AND c.relnamespace = '%1$s'::pg_catalog.regnamespace
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i'))
            ) AS o
            WHERE NOT EXISTS (SELECT FROM %1$s.migration m WHERE pg_catalog.starts_with(o.name, m.name || '_'))
            ORDER BY o.rank, o.shown""".formatted(ColumnMigration.SCHEMA);

    private Leftovers() {}

    /**
     * @param subject what findings call the backend
     * @param configured names of the migrations that have a file
     */
    static List<Finding> in(String subject, Connection connection, Set<String> configured) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (String[] index : rows(connection, INVALID_INDEXES)) {
            findings.add(left(
                    subject,
                    "index " + index[0] + " is invalid: building it failed",
                    "DROP INDEX CONCURRENTLY " + index[0]));
        }
        for (ToolDatabase.Leftover left : RepackDatabase.abandoned(connection)) {
            findings.add(left(subject, left.what() + " is left of a run of pg_repack", left.command()));
        }
        if (hasState(connection)) {
            for (String[] started : rows(connection, STARTED)) {
                if (!configured.contains(started[0])) {
                    findings.add(left(
                            subject,
                            "migration " + started[0] + " was started, and its file is gone",
                            started[1].equals("done")
                                    ? "it is done; DELETE FROM crossfade.migration WHERE name = '" + started[0]
                                            + "', and doctor lists the functions it left"
                                    : "put the file back, then crossfade migration abort " + started[0]));
                }
            }
            for (String[] started : hasChanges(connection) ? rows(connection, CHANGES) : List.<String[]>of()) {
                if (!configured.contains(started[0])) {
                    findings.add(left(
                            subject,
                            "migration " + started[0] + " was started, and its file is gone",
                            started[1].equals("done")
                                    ? "it is done; DELETE FROM crossfade.change WHERE name = '" + started[0] + "'"
                                    : "it is in step " + started[1]
                                            + "; put the file back, then crossfade migration abort " + started[0]));
                }
            }
            for (String[] orphan : rows(connection, ORPHANS)) {
                findings.add(left(
                        subject,
                        orphan[0].toLowerCase(java.util.Locale.ROOT) + " " + orphan[1]
                                + " belongs to a migration that is gone",
                        "DROP " + orphan[0] + " " + orphan[1]));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(subject, "leftovers", "none of earlier migrations"));
        }
        return findings;
    }

    private static Finding left(String subject, String found, String hint) {
        return new Finding(subject, "leftovers", Verdict.WARNING, found, hint);
    }

    private static boolean hasState(Connection connection) throws SQLException {
        return rows(
                                connection,
                                "SELECT 1 WHERE pg_catalog.to_regclass('" + ColumnMigration.SCHEMA
                                        + ".migration') IS NOT NULL"
                                        + " AND pg_catalog.has_table_privilege('" + ColumnMigration.SCHEMA
                                        + ".migration', 'SELECT')")
                        .size()
                == 1;
    }

    private static boolean hasChanges(Connection connection) throws SQLException {
        return rows(
                                connection,
                                "SELECT 1 WHERE pg_catalog.to_regclass('" + ColumnMigration.SCHEMA
                                        + ".change') IS NOT NULL AND pg_catalog.has_table_privilege('"
                                        + ColumnMigration.SCHEMA + ".change', 'SELECT')")
                        .size()
                == 1;
    }

    private static List<String[]> rows(Connection connection, String sql) throws SQLException {
        List<String[]> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String[] row = new String[rows.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = rows.getString(i + 1);
                }
                found.add(row);
            }
        }
        return found;
    }
}
