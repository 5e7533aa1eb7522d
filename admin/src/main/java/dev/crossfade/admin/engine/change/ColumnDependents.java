package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Db;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What hangs on a column. */
final class ColumnDependents {
    /**
     * All that the server knows of (https://www.postgresql.org/docs/15/catalog-pg-depend.html): views, generated columns,
     * constraints, foreign keys of other tables, indexes, triggers, policies, statistics, publications, SQL function bodies.
     * Alone: of this table, over this column only, so that it has no purpose without it.
     */
    private static final String DEPENDENTS = """
            SELECT DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid),
                   CASE WHEN d.classid = 'pg_attrdef'::regclass THEN f.adrelid = a.attrelid AND f.adnum = a.attnum
                        WHEN d.classid = 'pg_constraint'::regclass
                        THEN c.conrelid = a.attrelid AND c.contype <> 'p' AND c.conkey = ARRAY[a.attnum]
                             AND (c.contype <> 'u' OR NOT EXISTS (SELECT FROM pg_catalog.pg_constraint r
                                                                  WHERE r.confrelid = a.attrelid AND r.conindid = c.conindid))
                        WHEN d.classid = 'pg_class'::regclass AND r.relkind = 'S' THEN d.deptype IN ('a', 'i')
                        WHEN d.classid = 'pg_class'::regclass AND r.relkind = 'i'
                        THEN i.indkey::int2[] = ARRAY[a.attnum] AND i.indpred IS NULL AND NOT i.indisreplident
                        ELSE false END
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid
              AND d.refobjsubid = a.attnum
            LEFT JOIN pg_catalog.pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
            LEFT JOIN pg_catalog.pg_constraint c ON d.classid = 'pg_constraint'::regclass AND c.oid = d.objid
            LEFT JOIN pg_catalog.pg_class r ON d.classid = 'pg_class'::regclass AND r.oid = d.objid
            LEFT JOIN pg_catalog.pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = d.objid
            WHERE a.attrelid = ?::bigint::oid AND a.attname = ? AND NOT (d.classid = d.refclassid AND d.objid = a.attrelid)
            ORDER BY 1""";

    private static final String REPLICA_IDENTITY = """
            SELECT 'the replica identity by index ' || c.relname
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
            WHERE i.indrelid = ?::bigint::oid AND i.indisreplident AND a.attname = ?""";

    /** Bodies that are text are not parsed: these may read the column, or another one of that name. */
    private static final String BODIES = """
            SELECT 'function ' || p.oid::pg_catalog.regprocedure
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'crossfade')
              AND p.prosrc ~* ('\\m' || regexp_replace(?, '(\\W)', '\\\\\\1', 'g') || '\\M')
              AND p.prosrc ~* ('\\m' || regexp_replace(?, '(\\W)', '\\\\\\1', 'g') || '\\M')
            ORDER BY 1 LIMIT 20""";

    /**
     * @param standing keep the column from being dropped
     * @param going are dropped with it
     */
    record Found(List<String> standing, List<String> going) {}

    private ColumnDependents() {}

    static Found of(Connection connection, Target target, String column) throws SQLException {
        List<String> standing = new ArrayList<>();
        List<String> going = new ArrayList<>();
        Db.rows(
                connection,
                DEPENDENTS,
                row -> (row.getBoolean(2) ? going : standing).add(row.getString(1)),
                target.oid(),
                column);
        standing.addAll(Db.rows(connection, REPLICA_IDENTITY, row -> row.getString(1), target.oid(), column));
        return new Found(standing, going);
    }

    /** Functions whose text names it and the table. Reads the text of all there are: not for a moment in which clients wait. */
    static List<String> mentioning(Connection connection, Target target, String column) throws SQLException {
        return Db.rows(
                connection,
                BODIES,
                row -> row.getString(1),
                column,
                target.name().name());
    }
}
