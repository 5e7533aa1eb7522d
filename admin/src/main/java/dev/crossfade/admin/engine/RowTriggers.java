package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The users' own row triggers on a migrating table. */
final class RowTriggers {
    /** Bits of pg_trigger.tgtype: 1 row, 2 before, 4 insert, 16 update (src/include/catalog/pg_trigger.h). */
    private static final String CHANGING = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                           WHERE t.tgrelid = ?::bigint::oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'
                             AND t.tgtype & 3 = 3 AND t.tgtype & 20 <> 0 AND NOT %s)""".formatted(ColumnMigration.isOurs("t.tgname::text"));

    private static final String FUNCTIONS = """
            SELECT t.tgname, p.oid::regprocedure::text, p.prosrc
            FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = ?::bigint::oid AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 1 = 1
              AND NOT %s
            ORDER BY t.tgname""".formatted(ColumnMigration.isOurs("t.tgname::text"));

    private RowTriggers() {}

    /** Whether there are some that can change a row before it is stored. */
    static boolean change(Connection connection, Shape shape) throws SQLException {
        return Boolean.TRUE.equals(Db.first(connection, CHANGING, row -> row.getBoolean(1), shape.tableOid()));
    }

    /**
     * Those whose functions name an old column of the row, as {@code NEW.column} or {@code OLD.column}, in words. The server
     * keeps no dependency for what stands inside a function. One that reads the row as a whole is not found.
     */
    static List<String> naming(Connection connection, Shape shape) throws SQLException {
        String names = shape.migration().oldColumns().stream()
                .map(name -> "(?-i:\"" + Pattern.quote(name.replace("\"", "\"\"")) + "\")|" + Pattern.quote(name)
                        + "(?![\\w$])")
                .collect(Collectors.joining("|"));
        Pattern named = Pattern.compile("(?i)(?<![\\w$.\"])(NEW|OLD)\\s*\\.\\s*(" + names + ")");
        List<String> found = new ArrayList<>();
        Db.rows(
                        connection,
                        FUNCTIONS,
                        row -> List.of(row.getString(1), row.getString(2), row.getString(3)),
                        shape.tableOid())
                .forEach(trigger -> {
                    var at = named.matcher(trigger.get(2));
                    if (at.find()) {
                        found.add("function " + trigger.get(1) + " of trigger " + trigger.get(0) + " (" + at.group()
                                + ")");
                    }
                });
        return found;
    }
}
