package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.ShapeReader;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the catalog says of columns, constraints and indexes, and what may be tried out without touching the table. */
final class Relations {
    private Relations() {}

    static String drop(Target target, String index) {
        return "DROP INDEX CONCURRENTLY IF EXISTS "
                + new TableName(target.name().schema(), index).quoted();
    }

    static String dropConstraint(Target target, String name) {
        return "ALTER TABLE " + target.quoted() + " DROP CONSTRAINT IF EXISTS " + TableName.quote(name);
    }

    /** Null when there is no such relation; false, too, for one that is no index. */
    static @Nullable Boolean indexIsValid(Connection connection, String schema, String name) throws SQLException {
        return Db.first(
                connection,
                "SELECT coalesce(i.indisvalid, false) FROM pg_catalog.pg_class c"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid WHERE n.nspname = ? AND c.relname = ?",
                row -> row.getBoolean(1),
                schema,
                name);
    }

    /** Whether it takes no NULL; null when there is no such column. */
    static @Nullable Boolean isNotNull(Connection connection, Target target, String column) throws SQLException {
        return Db.first(
                connection,
                "SELECT attnotnull FROM pg_catalog.pg_attribute WHERE attrelid = ?::bigint::oid AND attname = ?"
                        + " AND attnum > 0 AND NOT attisdropped",
                row -> row.getBoolean(1),
                target.oid(),
                column);
    }

    /** A finding for each column that is not there. */
    static List<Finding> missing(Connection connection, Target target, List<String> columns) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (String column : columns) {
            if (isNotNull(connection, target, column) == null) {
                findings.add(new Finding(
                        "table " + target.name() + " has no column " + column,
                        "Name one that exists, as the catalog stores it."));
            }
        }
        return findings;
    }

    /** A finding when the table has a constraint of that name. */
    static List<Finding> constraintIsThere(Connection connection, Target target, String name) throws SQLException {
        String there = Db.first(
                connection,
                "SELECT pg_catalog.pg_get_constraintdef(oid) || CASE WHEN convalidated THEN '' ELSE ' (not valid)' END"
                        + " FROM pg_catalog.pg_constraint WHERE conrelid = ?::bigint::oid AND conname = ?",
                row -> row.getString(1),
                target.oid(),
                name);
        return there == null
                ? List.of()
                : List.of(new Finding(
                        "table " + target.name() + " has a constraint " + name + " already: " + there,
                        "Give the new one another name, or drop the old one first."));
    }

    /** A finding when the schema has a relation of that name. */
    static List<Finding> relationIsThere(Connection connection, Target target, String name) throws SQLException {
        Boolean valid = indexIsValid(connection, target.name().schema(), name);
        return valid == null
                ? List.of()
                : List.of(new Finding(
                        "there is a relation " + target.name().schema() + "." + name + " already"
                                + (valid ? "" : ", no valid index"),
                        "Give the new index another name; an invalid one that a broken try has left: DROP INDEX"
                                + " CONCURRENTLY."));
    }

    /**
     * Tries DDL on an empty temporary table with the same name and columns, so that the real one is not locked.
     *
     * @param ddl from how the table is called there
     * @return what the server says against it, or null
     */
    static @Nullable String tries(Connection connection, Target target, UnaryOperator<String> ddl) throws SQLException {
        String probe = "pg_temp." + TableName.quote(target.name().name());
        String made = ShapeReader.tries(
                connection, "CREATE TEMPORARY TABLE " + probe + " (LIKE " + target.quoted() + " INCLUDING GENERATED)");
        if (made != null) {
            return null; // no right to temporary tables: the step itself will tell
        }
        String said = ShapeReader.tries(connection, ddl.apply(probe));
        Db.execute(connection, List.of("DROP TABLE " + probe));
        return said;
    }

    static String list(List<String> columns) {
        return String.join(", ", columns.stream().map(TableName::quote).toList());
    }
}
