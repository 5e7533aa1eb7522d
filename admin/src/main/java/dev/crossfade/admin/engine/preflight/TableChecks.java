package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Finding;
import dev.crossfade.flags.ColumnMigration.Conversion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Properties of the table itself that keep a migration from being carried by rewriting alone. */
final class TableChecks {
    private TableChecks() {}

    /** https://www.postgresql.org/docs/15/catalog-pg-class.html, relkind and relpersistence. */
    static final Check ORDINARY_TABLE = new Query(
            """
            SELECT CASE c.relkind WHEN 'p' THEN 'a partitioned table' WHEN 'v' THEN 'a view'
                                  WHEN 'm' THEN 'a materialized view' WHEN 'f' THEN 'a foreign table'
                                  WHEN 'r' THEN CASE WHEN c.relispartition THEN 'a partition' ELSE 'a temporary table' END
                                  ELSE 'not a table' END
            FROM pg_catalog.pg_class c
            WHERE c.oid = ?::bigint::oid AND (c.relkind <> 'r' OR c.relispartition OR c.relpersistence = 't')""",
            Query.TABLE,
            s -> kind -> new Finding(
                    s.table() + " is " + kind,
                    "This version migrates ordinary tables only: rows of a partition can be written through its parent."));

    static final Check INHERITANCE = new Query(
            """
            SELECT CASE WHEN i.inhparent = c.oid THEN 'is the parent of ' || i.inhrelid::regclass
                        ELSE 'inherits from ' || i.inhparent::regclass END
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_inherits i ON c.oid IN (i.inhrelid, i.inhparent)
            WHERE c.oid = ?::bigint::oid AND c.relkind = 'r' AND NOT c.relispartition""",
            Query.TABLE,
            s -> how -> new Finding(
                    s.table() + " " + how,
                    "Rows would be written under another table's name, unseen. Take it out of the inheritance first."));

    /**
     * Without one, backfill goes by where rows lie. A row that is written meanwhile lies elsewhere and may never be come to: the
     * guard has filled it then. Dead letters have nothing to be told apart by.
     */
    static final Check PRIMARY_KEY =
            (connection, subject) -> subject.shape().key().isEmpty()
                            || (subject.shape().isKeyless()
                                    && (!subject.guarded()
                                            || subject.migration().conversion() == Conversion.FUNCTION))
                    ? List.of(new Finding(
                            s(subject) + " has no primary key",
                            "Backfill goes through the table by it, unless a guard (guard: repair) carries a rename or a retype to a"
                                    + " wider type. Add one; CREATE UNIQUE INDEX CONCURRENTLY and then ALTER TABLE"
                                    + " … ADD PRIMARY KEY USING INDEX does not block writers for long."))
                    : List.of();

    private static String s(Subject subject) {
        return "table " + subject.table();
    }

    static final Check RULES = new Query(
            "SELECT r.rulename FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class"
                    + " WHERE r.ev_class = ?::bigint::oid AND c.relkind = 'r' ORDER BY r.rulename",
            Query.TABLE,
            s -> rule -> new Finding(
                    "table " + s.table() + " has the rule " + rule,
                    "A rule rewrites statements in the server, after the proxy has. Drop it, or write a trigger elsewhere."));

    /** A generated column that reads an old column: it would not follow when new becomes the truth. */
    static final Check GENERATED = new Query(
            """
            SELECT DISTINCT g.attname
            FROM pg_catalog.pg_attribute g
            JOIN pg_catalog.pg_attrdef d ON d.adrelid = g.attrelid AND d.adnum = g.attnum
            JOIN pg_catalog.pg_depend dep ON dep.classid = 'pg_attrdef'::regclass AND dep.objid = d.oid
              AND dep.refclassid = 'pg_class'::regclass AND dep.refobjid = g.attrelid
            JOIN pg_catalog.pg_attribute o ON o.attrelid = g.attrelid AND o.attnum = dep.refobjsubid
            WHERE g.attrelid = ?::bigint::oid AND g.attgenerated <> '' AND o.attname = ANY (?)""",
            Query.TABLE_AND_OLD,
            s -> column -> new Finding(
                    "generated column " + column + " of table " + s.table() + " reads an old column",
                    "Drop it for the time of the migration and add it over the new columns afterwards."));

    /** An old column that is generated itself cannot be written back from the new ones. */
    static final Check OLD_IS_GENERATED = new Query(
            "SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = ?::bigint::oid AND a.attgenerated <> ''"
                    + " AND a.attname = ANY (?)",
            Query.TABLE_AND_OLD,
            s -> column -> new Finding(
                    "old column " + column + " of table " + s.table() + " is generated",
                    "It cannot be written. Migrate the columns that it is computed from."));

    /** Forced row level security filters the owner's rows too: backfill and verification would see a part of the table. */
    static final Check ROW_SECURITY = new Query(
            """
            SELECT 'forced' FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles r ON r.rolname = current_user
            WHERE c.oid = ?::bigint::oid AND c.relrowsecurity AND c.relforcerowsecurity
              AND NOT r.rolsuper AND NOT r.rolbypassrls""",
            Query.TABLE,
            s -> forced -> new Finding(
                    "table " + s.table() + " has forced row level security, and the engine's user does not bypass it",
                    "ALTER ROLE … BYPASSRLS for the engine's user, or ALTER TABLE … NO FORCE ROW LEVEL SECURITY."));

    /**
     * Foreign keys onto an old column, which the release makes anew over the new one; where the values change they would have
     * to move as one.
     */
    static final Check REFERENCED = TableChecks::referenced;

    private static List<Finding> referenced(Connection connection, Subject subject) throws SQLException {
        if (subject.migration().conversion() == Conversion.FUNCTION) {
            return CONVERTED.run(connection, subject);
        }
        List<Finding> findings = new ArrayList<>(NOT_CARRIED_OVER.run(connection, subject));
        findings.addAll(NOT_OURS.run(connection, subject));
        return findings;
    }

    private static final String ONTO = """
            FROM pg_catalog.pg_constraint c
            JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
            WHERE c.contype = 'f' AND c.confrelid = ?::bigint::oid
              AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = c.confrelid AND a.attnum = ANY (c.confkey) AND a.attname = ANY (?))
            """;

    /** Two that stand side by side while the release prepares would set a default each; partitioned tables take none NOT VALID. */
    private static final Check NOT_CARRIED_OVER = new Query(
            """
            SELECT c.conrelid::regclass || ' (' || c.conname || ')'
                   || CASE WHEN t.relkind = 'p' THEN ' is a partitioned table''s'
                           WHEN c.confupdtype = 'd' OR c.confdeltype = 'd' THEN ' sets a default'
                           ELSE ' sets single columns' END
            :onto AND c.conparentid = 0 AND (t.relkind = 'p' OR c.confupdtype = 'd' OR c.confdeltype = 'd'
                       OR coalesce(to_jsonb(c) ->> 'confdelsetcols', '') <> '')
            ORDER BY 1""".replace(":onto", ONTO),
            Query.TABLE_AND_OLD,
            s -> constraint -> new Finding(
                    "a foreign key onto table " + s.table() + " is not carried over: that of " + constraint,
                    "Drop the constraint for the time of the migration if the tables may drift, or give it another action."));

    private static final Check NOT_OURS = new Query(
            """
            SELECT c.conrelid::regclass || ' (' || c.conname || ')'
            :onto AND c.conparentid = 0 AND NOT pg_catalog.pg_has_role(t.relowner, 'USAGE') ORDER BY 1""".replace(":onto", ONTO),
            Query.TABLE_AND_OLD,
            s -> constraint -> new Finding(
                    "the engine's user does not own the table of the foreign key " + constraint + " onto table "
                            + s.table(),
                    "GRANT the owner's role to it: making the foreign key anew needs the owner."));

    private static final Check CONVERTED = new Query(
            """
            SELECT c.conrelid::regclass || ' (' || c.conname || ')'
            :onto ORDER BY 1""".replace(":onto", ONTO),
            Query.TABLE_AND_OLD,
            s -> constraint -> new Finding(
                    "a foreign key of " + constraint + " refers to an old column of table " + s.table(),
                    "Values of both would have to be converted as one, which this version does for a retype to a wider type"
                            + " only. Drop the constraint for the time of the migration if the tables may drift."));
}
