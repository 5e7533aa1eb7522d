package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Shape;
import java.sql.SQLException;
import java.util.List;

/** How many rows a table has, about. */
final class TableSize {
    private TableSize() {}

    /** The planner's estimate. A table that was never analyzed is analyzed first, for the batches' plans too. */
    static long estimate(Db db, Shape shape) throws SQLException {
        return db.platform().rows(db, shape);
    }

    /** PostgreSQL's. */
    static long analyzed(Db db, Shape shape) throws SQLException {
        long known = known(db, shape);
        if (known >= 0) {
            return known;
        }
        db.call(connection -> {
            Db.execute(connection, List.of("ANALYZE " + shape.table()));
            return true;
        });
        return Math.max(0, known(db, shape));
    }

    private static long known(Db db, Shape shape) throws SQLException {
        Long rows = db.find(connection -> Db.first(
                connection,
                "SELECT reltuples::bigint FROM pg_catalog.pg_class WHERE oid = ?::bigint::oid",
                row -> row.getLong(1),
                shape.tableOid()));
        return rows == null ? -1 : rows;
    }
}
