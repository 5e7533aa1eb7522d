package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Gives the new columns the indexes the old ones have, so that speed survives the switch. For IDENTITY and CAST they are over
 * the new column itself; for FUNCTION over the call of the down function that the rewriter writes where the old column stood,
 * which the planner inlines in both.
 *
 * <p>CREATE INDEX CONCURRENTLY leaves an invalid index behind when it fails or its connection dies
 * (https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY); names are deterministic, so the next
 * try finds it and drops it.
 */
final class Indexes {
    private static final int MAX_TRIES = 20;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));

    private final Db db;
    private final Shape shape;
    private final Control control;
    private final Executor executor;
    private final Duration deadline;

    /**
     * @param executor where a build is watched
     * @param deadline for one build, waiting for older transactions included
     */
    Indexes(Db db, Shape shape, Control control, Executor executor, Duration deadline) {
        this.db = db;
        this.shape = shape;
        this.control = control;
        this.executor = executor;
        this.deadline = deadline;
    }

    /**
     * An index to build.
     *
     * @param sql null when the old index cannot be copied
     * @param note why not
     */
    record Copy(
            String name,
            String of,
            @Nullable String sql,
            @Nullable String note) {}

    /** What {@link #build} would build, in order of the old indexes' names. */
    static List<Copy> copies(Connection connection, Shape shape) throws SQLException {
        return IndexReader.read(connection, shape, false);
    }

    /** What takes the place of those when old is let go, and new may hold what old could not. Its order is the same. */
    static List<Copy> copiesWithoutOld(Connection connection, Shape shape) throws SQLException {
        return IndexReader.read(connection, shape, true);
    }

    /** Builds what is missing. */
    void build() throws SQLException, InterruptedException {
        build(db.call(c -> copies(c, shape)));
    }

    /** Builds those of {@code copies} that are missing. */
    void build(List<Copy> copies) throws SQLException, InterruptedException {
        for (Copy copy : copies) {
            if (copy.sql() != null) {
                build(copy, copy.sql());
            }
        }
    }

    private void build(Copy copy, String sql) throws SQLException, InterruptedException {
        for (int tries = 1; ; tries++) {
            control.proceed();
            Boolean valid = db.find(c -> valid(c, shape, copy.name()));
            if (Boolean.TRUE.equals(valid)) {
                return;
            }
            try {
                List<String> statements = new ArrayList<>();
                if (ClientLoad.anyAtWork(db)) {
                    // Workers beside the one that builds would take the cores that clients are served by.
                    statements.add("SET max_parallel_maintenance_workers = 0");
                }
                if (valid != null) {
                    statements.add("DROP INDEX CONCURRENTLY IF EXISTS "
                            + new TableName(shape.migration().table().schema(), copy.name()).quoted());
                }
                statements.add(sql);
                new LongStatement(db, executor, control, TableSize.estimate(db, shape))
                        .run("builds index " + copy.name(), statements, deadline);
                return;
            } catch (SQLException e) {
                if (!Errors.isPassing(e) || tries >= MAX_TRIES) {
                    throw e;
                }
                control.blockedBy(List.of("index " + copy.name() + " is tried again: " + Errors.firstLine(e)));
                control.rest(BACKOFF.pause(tries, ThreadLocalRandom.current()).toMillis());
            }
        }
    }

    /** Null when it is not there. */
    static @Nullable Boolean valid(Connection connection, Shape shape, String name) throws SQLException {
        return Db.first(
                connection,
                "SELECT i.indisvalid FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
                        + " WHERE i.indrelid = ?::bigint::oid AND c.relname = ?",
                row -> row.getBoolean(1),
                shape.tableOid(),
                name);
    }

    /** The name of the copy of {@code index}. */
    static String copyName(Shape shape, String index) {
        return Ddl.indexName(shape.migration().name(), index);
    }
}
