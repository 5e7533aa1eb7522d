package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.engine.Backoff;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.EngineHost;
import dev.crossfade.admin.engine.Errors;
import dev.crossfade.admin.engine.Expected;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.LockHolders;
import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.Staying;
import dev.crossfade.admin.engine.StepFailedException;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * DROP COLUMN, when nobody has named the column for the time of the soak. First it is let go: a column that has to be given a
 * value cannot be left out of an INSERT, so NOT NULL without a default goes at once, and comes back when that is taken back.
 */
final class DropColumnKind implements Kind {
    private static final String WAS_NOT_NULL = "not null";
    private static final String WAS_NULLABLE = "nullable";
    private static final int MOST_NAMED = 10;

    /** For how long clients' transactions may be kept from beginning, at each try. */
    private static final Duration HOLD = Duration.ofMillis(200);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private static final String MUST_BE_GIVEN = """
            SELECT a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = ?::bigint::oid AND a.attname = ? AND NOT a.attisdropped""";

    private final ChangeSpec spec;
    private final String column;

    DropColumnKind(ChangeSpec spec, String column) {
        this.spec = spec;
        this.column = column;
    }

    @Override
    public List<ChangeStep> steps() {
        return List.of(new Release(), new Ready(), new Drop());
    }

    @Override
    public String watchedColumn() {
        return column;
    }

    private String alter(Target target) {
        return "ALTER TABLE " + target.quoted() + " ALTER COLUMN " + TableName.quote(column) + " ";
    }

    private String drop(Target target) {
        return "ALTER TABLE " + target.quoted() + " DROP COLUMN " + TableName.quote(column);
    }

    private static boolean mustBeGiven(Connection connection, Target target, String column) throws SQLException {
        return Boolean.TRUE.equals(Db.first(connection, MUST_BE_GIVEN, row -> row.getBoolean(1), target.oid(), column));
    }

    private final class Release implements ChangeStep {
        @Override
        public String word() {
            return "release";
        }

        @Override
        public PlannedStep plan(Connection connection, Target target) throws SQLException {
            boolean needed = mustBeGiven(connection, target, column);
            return new PlannedStep(
                    word(),
                    needed
                            ? "from here on an INSERT may leave the column out, as it must before nobody names it"
                            : "nothing: an INSERT may leave the column out already",
                    needed ? List.of(alter(target) + "DROP NOT NULL") : List.of(),
                    needed ? target.briefly("ACCESS EXCLUSIVE") : "none",
                    needed ? Expected.CATALOG : Expected.AT_ONCE,
                    "the column is nullable, or has a default",
                    needed
                            ? "SET NOT NULL, by a valid CHECK; refused while there are rows without a value"
                            : "nothing to undo");
        }

        @Override
        public void run(Work work) throws SQLException, InterruptedException {
            String memo = work.memo();
            if (memo == null) {
                memo = work.db().call(c -> mustBeGiven(c, work.target(), column)) ? WAS_NOT_NULL : WAS_NULLABLE;
                work.note(memo);
            }
            if (memo.equals(WAS_NOT_NULL)) {
                work.ddl("ALTER TABLE", List.of(), true, List.of(alter(work.target()) + "DROP NOT NULL"));
            }
        }

        @Override
        public void undo(Work work, boolean finished) throws SQLException, InterruptedException {
            if (finished && WAS_NOT_NULL.equals(work.memo())) {
                new NotNullKind(spec.name(), column).restore(work);
            }
        }
    }

    private final class Ready implements ChangeStep.Gate {
        @Override
        public PlannedStep plan(Connection connection, Target target) {
            return new PlannedStep(
                    word(),
                    "waits for advance, and for " + spec.soak()
                            + " in which no statement through Crossfade has named the column, by name or as part of *; if"
                            + " start came now, not before "
                            + Instant.now().plus(spec.soak()).truncatedTo(ChronoUnit.SECONDS),
                    List.of(),
                    "none",
                    "the soak, " + spec.soak() + ", and until advance",
                    "nobody names it, nothing in the database hangs on it",
                    "abort");
        }

        @Override
        public List<String> missing(Work work) throws SQLException, InterruptedException {
            return DropColumnKind.this.missing(work);
        }
    }

    /** What keeps the column from going now. */
    private List<String> missing(Work work) throws SQLException, InterruptedException {
        List<String> missing = new ArrayList<>();
        Instant now = work.db().call(DropColumnKind::now);
        Duration soak = spec.soak();
        if (!soak.isZero()) { // no soak at all says that nobody is to be waited for
            Instant since = work.state().startedAt();
            Instant used = work.state().usedAt();
            List<EngineHost.Speaker> users = work.host().usersOf(spec.database(), spec.name());
            for (EngineHost.Speaker user : users) {
                if (used == null || user.lastSeen().isAfter(used)) {
                    used = user.lastSeen();
                }
            }
            if (since.plus(soak).isAfter(now)) {
                missing.add("soak (" + soak + ") is over at " + since.plus(soak).truncatedTo(ChronoUnit.SECONDS));
            }
            Instant before = now.minus(soak);
            users.stream()
                    .filter(user -> user.lastSeen().isAfter(before))
                    .limit(MOST_NAMED)
                    .forEach(user -> missing.add("still named, last at " + user.lastSeen() + ": " + user.who()));
            if (used != null
                    && used.isAfter(before)
                    && users.stream().noneMatch(user -> user.lastSeen().isAfter(before))) {
                missing.add("it was named at " + used + ", before this process began");
            }
        }
        work.host().preparedBy(spec.database(), spec.name()).stream()
                .limit(MOST_NAMED)
                .forEach(prepared -> missing.add(prepared + ": it would fail; end that session, or wait for it"));
        missing.addAll(work.db().call(c -> standing(c, work.target())));
        return missing;
    }

    private static Instant now(Connection connection) throws SQLException {
        Instant now = Db.first(
                connection,
                "SELECT now()",
                row -> row.getObject(1, OffsetDateTime.class).toInstant());
        return now == null ? Instant.now() : now;
    }

    private List<String> standing(Connection connection, Target target) throws SQLException {
        return ColumnDependents.of(connection, target, column).standing().stream()
                .map(what -> what + " hangs on column " + column)
                .toList();
    }

    /**
     * In the transaction that drops it, and with no transaction of a client's open where that can be had, so that no statement
     * that was made for the old table meets the new one.
     */
    private final class Drop implements ChangeStep {
        @Override
        public String word() {
            return "drop";
        }

        @Override
        public PlannedStep plan(Connection connection, Target target) {
            return new PlannedStep(
                    word(),
                    "the column and all its values go; clients' transactions are kept from beginning meanwhile: at each try"
                            + " at most " + HOLD.toMillis()
                            + " ms until none is open, then for a last look and the drop itself",
                    List.of(drop(target)),
                    target.briefly("ACCESS EXCLUSIVE"),
                    Expected.CATALOG,
                    "once more that nobody names it and nothing hangs on it; the table's lock is held",
                    "none: take a backup first");
        }

        @Override
        public void run(Work work) throws SQLException, InterruptedException {
            long end = System.nanoTime() + work.limits().ddlDeadline().toNanos();
            Staying staying = new Staying(work.limits().ddlLockTimeout(), System.nanoTime());
            for (int tries = 1; ; tries++) {
                work.control().proceed();
                List<String> blockers =
                        staying.look(work.db(), List.of(work.target().oid()), List.of());
                if (blockers.isEmpty()) {
                    blockers = attempt(work, tries);
                    if (blockers.isEmpty()) {
                        return;
                    }
                } else {
                    blockers.add(0, "DROP COLUMN waits for the table's lock, and keeps nobody meanwhile; held by:");
                }
                work.control().blockedBy(blockers);
                if (System.nanoTime() - end >= 0) {
                    throw new StepFailedException(
                            "the moment was not to be had in "
                                    + work.limits().ddlDeadline().toSeconds() + " s: ",
                            blockers);
                }
                work.control()
                        .rest(BACKOFF.pause(tries, ThreadLocalRandom.current()).toMillis());
            }
        }

        /** What has kept it from being done this time, in words; empty when it is done. */
        private List<String> attempt(Work work, int tries) throws SQLException, InterruptedException {
            try (EngineHost.Hold hold = work.host().hold(spec.database(), HOLD)) {
                if (hold == null) {
                    return List.of("waits for a moment in which no client of the database is in a transaction, "
                            + HOLD.toMillis() + " ms at a time (try " + tries + "); 'crossfade sessions' shows them");
                }
                List<String> missing = missing(work);
                if (!missing.isEmpty()) {
                    throw new StepFailedException("it may not be dropped after all: ", missing);
                }
                dropOnce(work);
                return List.of();
            } catch (SQLException e) {
                if (!Errors.isPassing(e)) {
                    throw e;
                }
                List<String> blockers = new ArrayList<>();
                blockers.add("DROP COLUMN waits for the table's lock (try " + tries + "), held by:");
                blockers.addAll(LockHolders.of(work.db(), work.target().oid()));
                return blockers;
            }
        }

        private void dropOnce(Work work) throws SQLException {
            try {
                work.ddlOnce(c -> unchanged(c, work.target()), List.of(drop(work.target())));
            } catch (SQLException e) {
                if (Errors.isConnectionLost(e)) {
                    work.host().forgetPrepared(spec.database()); // it may have happened all the same
                }
                throw e;
            }
            work.host().forgetPrepared(spec.database());
        }

        @Override
        public void undo(Work work, boolean finished) {}

        @Override
        public String lost() {
            return "The column and its values are gone. Restore them from a backup.";
        }
    }

    /** With the table's lock held nothing new can come to hang on it. */
    private void unchanged(Connection connection, Target target) throws SQLException {
        Db.execute(connection, List.of("LOCK TABLE " + target.quoted() + " IN ACCESS EXCLUSIVE MODE"));
        List<String> standing = standing(connection, target);
        if (!standing.isEmpty()) {
            throw new StepFailedException("it may not be dropped after all: ", standing);
        }
    }

    @Override
    public List<Finding> findings(Connection connection, Target target) throws SQLException {
        List<Finding> findings = new ArrayList<>(Relations.missing(connection, target, List.of(column)));
        for (String standing : standing(connection, target)) {
            findings.add(new Finding(standing, "Change or drop that first."));
        }
        return findings;
    }

    @Override
    public List<String> notes(Connection connection, Target target) throws SQLException {
        ColumnDependents.Found found = ColumnDependents.of(connection, target, column);
        List<String> notes = new ArrayList<>();
        found.going().forEach(what -> notes.add(what + " goes with it"));
        ColumnDependents.mentioning(connection, target, column)
                .forEach(what -> notes.add(what + " names such a column and the table: look whether it reads it"));
        notes.add("statements that do not come through Crossfade are not seen");
        return notes;
    }

    @Override
    public String wayBack(@Nullable String memo) {
        return "none: the column's values are gone; restore them from a backup";
    }
}
