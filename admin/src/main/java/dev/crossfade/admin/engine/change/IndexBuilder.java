package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Backoff;
import dev.crossfade.admin.engine.ClientLoad;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Errors;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Builds and drops one index concurrently, as often as it takes.
 *
 * <p>CREATE INDEX CONCURRENTLY leaves an invalid index behind when it fails or its connection dies
 * (https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY), and a server whose client has gone
 * may still be building it: then its name is taken until it is done.
 */
final class IndexBuilder {
    private static final int MAX_TRIES = 20;
    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final String DUPLICATE_TABLE = "42P07";
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));

    private final Work work;
    private final String name;
    private final String create;

    IndexBuilder(Work work, String name, String create) {
        this.work = work;
        this.name = name;
        this.create = create;
    }

    void build() throws SQLException, InterruptedException {
        for (int tries = 1; ; tries++) {
            work.control().proceed();
            Boolean valid = valid();
            if (Boolean.TRUE.equals(valid)) {
                return;
            }
            if (valid != null && isBeingBuilt()) {
                work.control().blockedBy(List.of("index " + name + " is being built by a session of an earlier try"));
                work.control().rest(LOOK_AGAIN_MILLIS);
                tries--;
                continue;
            }
            try {
                if (valid != null) {
                    drop("drops invalid index ");
                }
                List<String> statements = new ArrayList<>();
                if (ClientLoad.anyAtWork(work.db())) {
                    // Workers beside the one that builds would take the cores that clients are served by.
                    statements.add("SET max_parallel_maintenance_workers = 0");
                }
                statements.add(create);
                work.alone("builds index " + name, statements);
                return;
            } catch (SQLException e) {
                again(e, tries);
            }
        }
    }

    /** Until there is none. */
    void drop() throws SQLException, InterruptedException {
        for (int tries = 1; valid() != null; tries++) {
            work.control().proceed();
            try {
                drop("drops index ");
            } catch (SQLException e) {
                again(e, tries);
            }
        }
    }

    private void drop(String does) throws SQLException {
        work.alone(does + name, List.of(Relations.drop(work.target(), name)));
    }

    private void again(SQLException e, int tries) throws SQLException, InterruptedException {
        boolean passing = Errors.isPassing(e) || Errors.state(e).equals(DUPLICATE_TABLE);
        if (!passing || tries >= MAX_TRIES) {
            leaveNothing(e);
            throw e;
        }
        work.control().blockedBy(List.of("index " + name + " is tried again: " + Errors.firstLine(e)));
        work.control().rest(BACKOFF.pause(tries, ThreadLocalRandom.current()).toMillis());
    }

    /** An invalid unique index would go on refusing rows. */
    private void leaveNothing(SQLException cause) {
        try {
            if (!Errors.isConnectionLost(cause) && Boolean.FALSE.equals(valid())) {
                drop("drops invalid index ");
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private boolean isBeingBuilt() throws SQLException {
        return work.db()
                        .find(c -> Db.first(
                                c,
                                "SELECT p.pid FROM pg_catalog.pg_stat_progress_create_index p"
                                        + " JOIN pg_catalog.pg_class i ON i.oid = p.index_relid"
                                        + " WHERE p.relid = ?::bigint::oid AND i.relname = ?",
                                row -> row.getInt(1),
                                work.target().oid(),
                                name))
                != null;
    }

    private @Nullable Boolean valid() throws SQLException {
        return work.db()
                .find(c -> Relations.indexIsValid(c, work.target().name().schema(), name));
    }
}
