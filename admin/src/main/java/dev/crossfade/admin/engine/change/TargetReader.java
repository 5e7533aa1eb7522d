package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.sql.ConversionFunctions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the table of a change, and what keeps it from being changed at all, whatever is changed. */
final class TargetReader {
    /** https://www.postgresql.org/docs/15/catalog-pg-class.html, relkind and relpersistence. */
    private static final String TABLE = """
            SELECT c.oid::bigint, c.reltuples::bigint, pg_catalog.pg_relation_size(c.oid),
                   CASE c.relkind WHEN 'p' THEN 'a partitioned table' WHEN 'v' THEN 'a view'
                                  WHEN 'm' THEN 'a materialized view' WHEN 'f' THEN 'a foreign table'
                                  WHEN 'r' THEN CASE WHEN c.relispartition THEN 'a partition'
                                                     WHEN c.relpersistence = 't' THEN 'a temporary table' END
                                  ELSE 'not a table' END,
                   pg_catalog.pg_has_role(c.relowner, 'USAGE'), current_user::text,
                   EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent)),
                   (SELECT pg_catalog.string_agg(pg_catalog.format('%L || t.%I::text', a.attname || ' = ', a.attname),
                                                 ' || '', '' || ' ORDER BY k.position)
                    FROM pg_catalog.pg_index x
                    CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                    WHERE x.indrelid = c.oid AND x.indisprimary AND k.position <= x.indnkeyatts),
                   current_setting('server_version_num')::int, pg_catalog.pg_is_in_recovery(),
                   CASE WHEN to_regnamespace('crossfade') IS NULL
                        THEN has_database_privilege(current_database(), 'CREATE')
                        ELSE has_schema_privilege('crossfade', 'CREATE') END,
                   c.relrowsecurity AND c.relforcerowsecurity AND NOT (SELECT r.rolsuper OR r.rolbypassrls
                        FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?""";

    private TargetReader() {}

    /** @param target null where there is no such table */
    record Result(@Nullable Target target, List<Finding> findings) {}

    static Result read(Connection connection, ChangeSpec spec, Duration lockTimeout) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Target target = Db.first(
                connection,
                TABLE,
                row -> {
                    String kind = row.getString(4);
                    if (kind != null) {
                        findings.add(new Finding(
                                spec.table() + " is " + kind,
                                "This version changes ordinary tables only; of a partitioned one the DDL has no form that"
                                        + " does not block."));
                    }
                    String user = row.getString(6);
                    if (!row.getBoolean(5)) {
                        findings.add(new Finding(
                                "the engine's user " + user + " does not own table " + spec.table(),
                                "GRANT the owner's role to it: ALTER TABLE and CREATE INDEX need the owner."));
                    }
                    if (kind == null && row.getBoolean(7)) {
                        findings.add(new Finding(
                                spec.table() + " is part of an inheritance",
                                "What is changed here would be changed in other tables too. Take it out of the"
                                        + " inheritance first."));
                    }
                    if (row.getInt(9) < ConversionFunctions.OLDEST_SERVER_VERSION_NUM) {
                        findings.add(new Finding(
                                "the server's version is " + row.getInt(9) + ", older than "
                                        + ConversionFunctions.OLDEST_SERVER_VERSION_NUM,
                                "PostgreSQL 14 is the oldest."));
                    }
                    if (row.getBoolean(10)) {
                        findings.add(new Finding(
                                "the backend is a standby",
                                "Point the configuration at the primary, then start again."));
                    }
                    if (!row.getBoolean(11)) {
                        findings.add(new Finding(
                                "the engine's user " + user + " may not create what it needs in schema crossfade",
                                "GRANT CREATE ON DATABASE … TO it, or give it the schema."));
                    }
                    if (row.getBoolean(12)) {
                        findings.add(new Finding(
                                "table " + spec.table()
                                        + " has forced row level security, and the engine's user does not bypass it",
                                "ALTER ROLE … BYPASSRLS for the engine's user: it could not see all rows."));
                    }
                    String key = row.getString(8);
                    return new Target(
                            spec.table(),
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            lockTimeout,
                            key == null ? "'ctid = ' || t.ctid::text" : key);
                },
                spec.table().schema(),
                spec.table().name());
        if (target == null) {
            findings.add(new Finding("there is no table " + spec.table(), "Name one that exists, with its schema."));
        }
        return new Result(target, findings);
    }
}
