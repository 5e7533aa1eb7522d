package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the catalog of a database whose tables come and go, as the control plane does. */
final class RegressCatalog {
    private static final AtomicLong VERSION = new AtomicLong(1);

    private RegressCatalog() {}

    static Catalog load(Connection connection) throws SQLException {
        Map<Long, TableName> names = new HashMap<>();
        Set<Long> grants = new HashSet<>();
        Map<Long, Character> kinds = new HashMap<>();
        Map<Long, List<Catalog.Column>> columns = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("""
                    SELECT c.oid::bigint, n.nspname, c.relname, c.relkind::text, a.attname, a.attnum,
                           pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid::bigint, a.attlen, a.atttypmod, a.attnotnull,
                           CASE WHEN a.attidentity <> ''
                                THEN pg_catalog.format('nextval(%L::regclass)', pg_catalog.pg_get_serial_sequence(
                                  pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname))
                                WHEN a.attgenerated = '' THEN coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), t.typdefault)
                           END,
                           a.attidentity <> '' OR EXISTS (
                             SELECT FROM pg_catalog.regexp_matches(d.adbin::text, ':(?:opfuncid|funcid) (\\d+)', 'g') AS m
                             JOIN pg_catalog.pg_proc p ON p.oid = m[1]::bigint::oid WHERE p.provolatile = 'v'),
                           a.attgenerated <> '', a.attidentity = 'a', a.attacl IS NOT NULL,
                           (SELECT pg_catalog.format('%I.%I', ln.nspname, l.collname) FROM pg_catalog.pg_collation l
                            JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace WHERE l.oid = a.attcollation)
                    FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
                    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'crossfade') AND n.nspname !~ '^pg_(toast|temp_)'
                    ORDER BY c.oid, a.attnum""")) {
                while (rows.next()) {
                    long oid = rows.getLong(1);
                    if (rows.getBoolean(16)) {
                        grants.add(oid);
                    }
                    names.put(oid, new TableName(rows.getString(2), rows.getString(3)));
                    kinds.put(oid, rows.getString(4).charAt(0));
                    columns.computeIfAbsent(oid, o -> new ArrayList<>())
                            .add(new Catalog.Column(
                                    rows.getString(5),
                                    rows.getInt(6),
                                    rows.getString(7),
                                    (int) rows.getLong(8),
                                    rows.getInt(9),
                                    rows.getInt(10),
                                    rows.getBoolean(11),
                                    rows.getString(12),
                                    rows.getBoolean(13),
                                    rows.getBoolean(14),
                                    rows.getBoolean(15),
                                    rows.getString(17)));
                }
            }
            Map<Long, Set<Long>> reads = reads(statement);
            Map<TableName, Catalog.Relation> relations = new HashMap<>();
            names.forEach((oid, name) -> {
                Set<TableName> under = new HashSet<>();
                under(oid, reads, names, under);
                relations.put(
                        name,
                        new Catalog.Relation(
                                name,
                                oid,
                                kinds.getOrDefault(oid, 'r'),
                                columns.getOrDefault(oid, List.of()),
                                under,
                                grants.contains(oid)));
            });
            return new Catalog(VERSION.incrementAndGet(), relations, volatileFunctions(statement));
        }
    }

    private static void under(long view, Map<Long, Set<Long>> reads, Map<Long, TableName> names, Set<TableName> found) {
        for (long table : reads.getOrDefault(view, Set.of())) {
            TableName name = names.get(table);
            if (name != null && found.add(name)) {
                under(table, reads, names, found);
            }
        }
    }

    private static Map<Long, Set<Long>> reads(Statement statement) throws SQLException {
        Map<Long, Set<Long>> reads = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT DISTINCT r.ev_class::bigint, d.refobjid::bigint FROM pg_catalog.pg_rewrite r
                JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
                  AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> r.ev_class
                JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
                WHERE r.ev_class > 16000""")) {
            while (rows.next()) {
                reads.computeIfAbsent(rows.getLong(1), o -> new HashSet<>()).add(rows.getLong(2));
            }
        }
        return reads;
    }

    private static Set<String> volatileFunctions(Statement statement) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("SELECT DISTINCT p.proname FROM pg_catalog.pg_proc p"
                + " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
                + " WHERE p.provolatile = 'v' AND n.nspname <> 'crossfade'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
