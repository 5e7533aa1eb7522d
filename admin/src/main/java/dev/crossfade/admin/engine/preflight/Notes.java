package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.sql.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is worth knowing before a migration starts but does not keep it from starting. */
public final class Notes {
    private static final String VIEWS = """
            SELECT DISTINCT 'view ' || r.ev_class::regclass
                   || ' reads the table: statements through it are seen by the proxy, what is inside it is not'
            FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
            WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ?::bigint::oid AND r.ev_class <> d.refobjid
            ORDER BY 1""";

    private static final String CONSTRAINTS = """
            SELECT CASE c.contype WHEN 'c' THEN 'check constraint ' WHEN 'f' THEN 'foreign key ' ELSE 'constraint ' END
                   || c.conname || ' stays on the old column until release, which gives it to the new one'
            FROM pg_catalog.pg_constraint c
            WHERE c.conrelid = ?::bigint::oid AND c.contype IN ('c', 'f')
              AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname = ANY (?))
            UNION ALL
            SELECT 'NOT NULL of ' || a.attname || ' stays on the old column until release, which gives it to the new one'
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ?::bigint::oid AND a.attnotnull AND a.attname = ANY (?)
            ORDER BY 1""";

    private static final String STATEMENT_TRIGGERS = """
            SELECT 'statement trigger ' || t.tgname || ' sees the rewritten statements'
            FROM pg_catalog.pg_trigger t
            WHERE t.tgrelid = ?::bigint::oid AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND (t.tgtype & 1) = 0
            ORDER BY 1""";

    private Notes() {}

    public static List<String> of(Connection connection, Shape shape) throws SQLException {
        long oid = shape.tableOid();
        List<String> notes = new ArrayList<>(Db.rows(connection, VIEWS, row -> row.getString(1), oid));
        Object olds = Db.array(connection, shape.migration().oldColumns());
        notes.addAll(Db.rows(connection, CONSTRAINTS, row -> row.getString(1), oid, olds, oid, olds));
        notes.addAll(Db.rows(connection, STATEMENT_TRIGGERS, row -> row.getString(1), oid));
        return notes;
    }
}
