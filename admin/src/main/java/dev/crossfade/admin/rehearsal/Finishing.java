package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.rehearsal.TableFacts.Column;
import dev.crossfade.admin.rehearsal.TableFacts.Family;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the copy needs beside schema and rows: sequences that go on behind the keys, and somebody to be its client. */
final class Finishing {
    private static final Pattern VARIES = Pattern.compile(
            "\\b(now|CURRENT_\\w+|LOCALTIME\\w*|\\w*_timestamp|timeofday|random|gen_random_uuid|uuid_generate_v\\d\\w*)\\b",
            Pattern.CASE_INSENSITIVE);

    private Finishing() {}

    /** Whether two servers would compute different values. */
    static boolean varies(String expression) {
        return VARIES.matcher(expression).find();
    }

    /** A dump of the schema alone leaves sequences at their beginning, in the middle of the keys that were copied. */
    static void sequences(Connection copy, Family family) throws SQLException {
        for (TableFacts table : family.tables()) {
            for (Column column : table.columns()) {
                String sequence = Db.first(
                        copy,
                        "SELECT pg_catalog.pg_get_serial_sequence(?, ?)",
                        row -> row.getString(1),
                        table.name().quoted(),
                        column.name());
                if (sequence != null) {
                    Db.rows(
                            copy,
                            "SELECT pg_catalog.setval(?::pg_catalog.regclass, m) FROM (SELECT max(" + column.quoted()
                                    + ") AS m FROM " + table.name().quoted() + ") AS x WHERE m > 0",
                            row -> row.getLong(1),
                            sequence);
                }
            }
        }
    }

    /** Roles that may log in. */
    static List<String> users(Connection copy) throws SQLException {
        return Db.rows(
                copy,
                "SELECT rolname::text FROM pg_catalog.pg_roles WHERE rolcanlogin ORDER BY 1",
                row -> row.getString(1));
    }

    /** Who may read and write the table: of those who were seen, else any ordinary role that may log in; null for nobody. */
    static @Nullable String client(Connection copy, TableFacts table, List<String> seen) throws SQLException {
        String may = " AND pg_catalog.has_table_privilege(r.oid, ?, 'SELECT')"
                + " AND pg_catalog.has_table_privilege(r.oid, ?, 'INSERT')"
                + " AND pg_catalog.has_table_privilege(r.oid, ?, 'UPDATE')"
                + " AND pg_catalog.has_table_privilege(r.oid, ?, 'DELETE')"
                + " AND pg_catalog.has_schema_privilege(r.oid, ?, 'USAGE')";
        String name = table.name().quoted();
        return Db.first(
                copy,
                "SELECT r.rolname::text FROM pg_catalog.pg_roles r WHERE r.rolcanlogin" + may
                        + " ORDER BY r.rolname = ANY (?) DESC, r.rolsuper, r.rolname LIMIT 1",
                row -> row.getString(1),
                name,
                name,
                name,
                name,
                table.name().schema(),
                Db.array(copy, seen));
    }

    /** The table's owner, who may log in from now on. */
    static String owner(Connection copy, TableFacts table, String password) throws SQLException {
        String owner = Db.first(
                copy,
                "SELECT pg_catalog.pg_get_userbyid(relowner)::text FROM pg_catalog.pg_class WHERE oid = ?::pg_catalog.regclass",
                row -> row.getString(1),
                table.name().quoted());
        String name = String.valueOf(owner);
        Db.execute(copy, List.of("ALTER ROLE " + TableName.quote(name) + " LOGIN PASSWORD '" + password + "'"));
        return name;
    }
}
