package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ObserveTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows that writes around the proxy have left not agreeing since the last verification, where the file says {@code guard:
 * observe}.
 *
 * @param rows counted up to {@value #MOST_COUNTED}
 * @param keys of some of them
 */
record Observed(long rows, List<String> keys) {
    static final Observed NONE = new Observed(0, List.of());
    private static final int MOST_COUNTED = 1_000_000;
    private static final int EXAMPLES = 3;

    Observed {
        keys = List.copyOf(keys);
    }

    /** In words. */
    String words() {
        return rows + " row(s) that writes around the proxy have left not agreeing, such as key "
                + String.join(" and key ", keys);
    }

    /** The same, when old is to be let go. */
    String lost() {
        return words() + ", and what they wrote to old would be lost; go back to shadow and resume";
    }

    /** Why a migration's writes cannot be observed; empty when they can. */
    static List<Finding> missing(Shape shape) {
        return shape.members().size() == 1 && !shape.isKeyless()
                ? List.of()
                : List.of(new Finding(
                        "guard: observe counts rows of one table by its primary key, and "
                                + (shape.members().size() == 1
                                        ? "table " + shape.table() + " has none"
                                        : "columns of other tables move with this one"),
                        "Write guard: repair into its file, or leave the line out."));
    }

    static Observed read(Connection connection, String migration) throws SQLException {
        Long rows = Db.first(
                connection,
                "SELECT count(*) FROM (SELECT FROM " + ObserveTriggers.TABLE + " WHERE migration = ? LIMIT "
                        + MOST_COUNTED + ") AS o",
                row -> row.getLong(1),
                migration);
        return rows == null || rows == 0
                ? NONE
                : new Observed(
                        rows,
                        Db.rows(
                                connection,
                                "SELECT array_to_string(row_key, ', ') FROM " + ObserveTriggers.TABLE
                                        + " WHERE migration = ? ORDER BY row_key LIMIT " + EXAMPLES,
                                row -> row.getString(1),
                                migration));
    }

    /**
     * A verification that began under {@code snapshot} has found that all rows agree: what was seen before is settled. What a
     * transaction that is open sees again stays, and nobody waits for it.
     */
    static void verified(Connection connection, String migration, String snapshot) throws SQLException {
        Db.update(
                connection,
                "DELETE FROM " + ObserveTriggers.TABLE
                        + " WHERE (migration, row_key) IN (SELECT migration, row_key FROM "
                        + ObserveTriggers.TABLE + " WHERE migration = ?"
                        + " AND pg_visible_in_snapshot(txid, ?::pg_snapshot) FOR UPDATE SKIP LOCKED)",
                migration,
                snapshot);
    }

    /** Whether both triggers are there and fire always. */
    static boolean armed(Connection connection, Shape shape) throws SQLException {
        ColumnMigration migration = shape.migration();
        Object names = Db.array(connection, new ObserveTriggers(shape).triggers());
        Long armed = Db.first(
                connection,
                "SELECT count(*) FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid"
                        + " WHERE t.tgrelid = ?::bigint::oid AND t.tgname = ANY (?::text[]::name[]) AND t.tgenabled = 'A'"
                        + " AND p.pronamespace = pg_catalog.to_regnamespace(?) AND p.proname = ?",
                row -> row.getLong(1),
                shape.tableOid(),
                names,
                ColumnMigration.SCHEMA,
                ObserveTriggers.functionName(migration));
        return armed != null && armed == 2;
    }
}
