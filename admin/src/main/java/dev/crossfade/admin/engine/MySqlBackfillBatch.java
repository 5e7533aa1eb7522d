package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.KeyBatches;
import dev.crossfade.admin.engine.sql.MySqlKeyBatches;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A batch on MySQL, where a session's limits hold from its first moment on, and nothing has to be set for one batch. */
final class MySqlBackfillBatch extends BackfillBatch {
    private final Shape shape;

    MySqlBackfillBatch(Db db, StateStore store, Shape shape, BackfillRanges ranges) {
        super(db, store, shape, ranges);
        this.shape = shape;
    }

    @Override
    void prepare(Connection connection, String lockTimeout) {}

    @Override
    KeyBatches statements(Connection connection) throws SQLException {
        return new MySqlKeyBatches(shape, touched(connection, shape.migration().table()));
    }

    /** Columns that a change of the row would move; asked for each batch, since DDL may come at any time. */
    private static List<String> touched(Connection connection, TableName table) throws SQLException {
        return Db.rows(
                connection,
                "SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?"
                        + " AND extra LIKE '%on update CURRENT_TIMESTAMP%'",
                row -> row.getString(1),
                table.schema(),
                table.name());
    }
}
