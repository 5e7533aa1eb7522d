package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.MigrationStatus.Progress;
import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One migration: what is known of it, the work that runs for it, and the calls of API and gate.
 *
 * <pre>
 *   API thread ──start/pause/abort──► state in the database ──submit──► job (one thread at most) ──► {@link Steps}
 *   gate       ──deleteEvidence────►  epoch + 1, job stops
 *   all        ──syncPermit────────►  flags.permit(what the evidence permits now), one at a time
 * </pre>
 *
 * Fields are volatile copies of what the database says; {@link #operation} serialises the calls of the API, and is never
 * taken by the gate, which flags call while they hold locks of their own.
 */
final class MigrationRunner implements Control {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationRunner.class);
    private static final Backoff RECONNECT =
            new Backoff(java.time.Duration.ofMillis(200), java.time.Duration.ofSeconds(5));

    private static final long RETIRE_TIMEOUT_MILLIS = 2_000;

    private final DatabaseContext database;
    private final ReentrantLock operation = new ReentrantLock();
    private final ReentrantLock permitting = new ReentrantLock();
    private final ReentrantLock refreshing = new ReentrantLock();
    private final Object monitor = new Object();

    /** Its definition never changes; how its backfill goes may. */
    private volatile MigrationSpec spec;

    private volatile Evidence evidence;
    private volatile ColumnMigration migration;
    private volatile @Nullable Shape shape;
    private volatile List<String> blockedBy = List.of();
    private volatile @Nullable Meter meter;
    private volatile long deadLetters;
    private volatile boolean registered;
    private volatile boolean stop;
    private volatile boolean loaded;
    /** Added while clients were served: what they wrote until now went past it. */
    private volatile boolean newcomer;

    private boolean retired; // guarded by operation
    private boolean running; // guarded by monitor
    private boolean again; // guarded by monitor

    MigrationRunner(MigrationSpec spec, DatabaseContext database) {
        this.spec = spec;
        this.database = database;
        this.evidence = Evidence.none(spec.digest());
        this.migration = spec.migration();
    }

    String name() {
        return spec.migration().name();
    }

    MigrationSpec spec() {
        return spec;
    }

    ColumnMigration migration() {
        return migration;
    }

    Evidence evidence() {
        return evidence;
    }

    @Nullable
    Shape shape() {
        return shape;
    }

    DatabaseContext database() {
        return database;
    }

    // ---- loading -------------------------------------------------------------------------------------------------

    /** To be called before the first {@link #load}, when clients of the database are served already. */
    void addedWhileServing() {
        newcomer = true;
    }

    boolean isLoaded() {
        return loaded;
    }

    /**
     * Reads what the database says, makes the definition in force known to the flags, and permits what is proved. After a
     * restart this brings the stage of the flag file back into force.
     */
    void load() throws SQLException {
        Evidence stored = database.db().find(c -> database.store().load(c, name()));
        ShapeReader.Result read = database.db().trial(c -> ShapeReader.read(c, spec.migration()));
        Shape resolved = read.shape();
        if (stored == null) {
            evidence = Evidence.none(spec.digest());
            adopt(resolved);
            syncPermit();
            loaded = true;
            return;
        }
        ColumnMigration started = stored.definition();
        boolean changed = started != null && (resolved == null || !started.equals(resolved.migration()));
        if (started != null && (changed || resolved == null)) {
            // What runs is what was started, whatever the file says by now.
            Shape before =
                    database.db().trial(c -> ShapeReader.read(c, started)).shape();
            use(started, before);
        } else {
            adopt(resolved);
        }
        evidence = stored;
        Stage requested = requested();
        if ((newcomer || requested == Stage.OFF)
                && stored.reached().compareTo(Step.BACKFILL) >= 0
                && stored.step() != Step.ABORT) {
            // The flag went to off, or clients wrote, while no engine looked on: what was proved may be stale.
            deleteEvidence();
        }
        if (changed && stored.step().isWork() && stored.step() != Step.ABORT) {
            fail("the migration's file changed after start. Put the old file back, or abort and start anew");
        }
        refreshDeadLetters();
        syncPermit();
        newcomer = false;
        loaded = true;
    }

    /**
     * Nobody may be let in while what is filled or proved counts on both sides being written and the stage in force has
     * not come back to it: such a write would be lost on the new side, unseen.
     *
     * @throws CrossfadeException NOT_READY; loading is tried again
     */
    void requireDualWriting() {
        boolean wanted = requested() != Stage.OFF && evidence.permits() != Stage.OFF;
        if (wanted && inForce() == Stage.OFF) {
            throw new CrossfadeException(
                    Problem.NOT_READY,
                    "migration " + name() + " is not back at stage "
                            + Stage.lower(requested(), evidence.permits()).variant() + " yet",
                    "The log says what keeps it; loading is tried again.");
        }
    }

    private void adopt(@Nullable Shape resolved) {
        if (resolved == null) {
            // Nothing can be rewritten by a definition that does not fit the table; start looks again.
            shape = null;
            migration = spec.migration();
        } else {
            use(resolved.migration(), resolved);
        }
    }

    private void use(ColumnMigration definition, @Nullable Shape itsShape) {
        migration = definition;
        shape = itsShape;
        database.flags().register(definition);
        registered = true;
    }

    /** Reads the evidence anew. Under a lock, so that what was read earlier is never kept over what was read later. */
    void refresh() throws SQLException {
        refreshing.lock();
        try {
            evidence = read();
        } finally {
            refreshing.unlock();
        }
    }

    private Evidence read() throws SQLException {
        Evidence stored = database.db().find(c -> database.store().load(c, name()));
        return stored == null ? Evidence.none(spec.digest()) : stored;
    }

    /** Permits what the database says now, and only then shows it: who sees "ready" may advance at once. */
    void permitThenRefresh() throws SQLException {
        permitting.lock();
        try {
            Evidence now = read();
            database.flags().permit(name(), now.announced(), now.permits());
        } finally {
            permitting.unlock();
        }
        refresh();
    }

    void refreshDeadLetters() throws SQLException {
        if (evidence.step() == Step.NONE) {
            deadLetters = 0;
            return;
        }
        deadLetters = database.db().call(c -> database.store().deadLettersRecorded(c, name()));
    }

    /** Tells the flags what is proved now. One at a time, and by the evidence of that moment, so that no old news wins. */
    void syncPermit() {
        permitting.lock();
        try {
            Evidence now = evidence;
            if (registered) {
                database.flags().permit(name(), now.announced(), now.permits());
            }
        } finally {
            permitting.unlock();
        }
    }

    private @Nullable MigrationState state() {
        return database.flags().current().migrations().get(name());
    }

    Stage inForce() {
        MigrationState state = state();
        return state == null ? Stage.OFF : state.inForce();
    }

    Stage requested() {
        MigrationState state = state();
        return state == null ? Stage.OFF : state.requested();
    }

    // ---- reload --------------------------------------------------------------------------------------------------

    /** How its backfill goes, from its next batch on. The definition must be the same. */
    void tune(MigrationSpec newer) {
        if (!newer.migration().equals(spec.migration())) {
            throw new IllegalArgumentException("another definition");
        }
        spec = newer;
    }

    /**
     * It is to be gone, or to be replaced by another definition of its name: from now on it cannot be started.
     *
     * @return null, or why it must stay; then nothing has changed
     */
    @Nullable
    String retire(boolean replaced) {
        try {
            if (!operation.tryLock(RETIRE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                return "migration " + name() + " is busy with a request; try again";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
        try {
            String what = replaced ? "its definition has changed" : "its file or its database is gone";
            MigrationState state = state();
            if (!database.active() || !loaded) {
                return "migration " + name() + ": " + what + ", but whether it has been started is not known: "
                        + String.join("; ", database.inactiveBecause());
            }
            if (evidence.step() != Step.NONE) {
                return "migration " + name() + ": " + what + ", but it has been started and is in step "
                        + evidence.step().word() + "; put it back, or abort the migration first";
            }
            if (replaced && state != null && state.announced()) {
                return "migration " + name() + ": " + what + ", but the old one was carried out since Crossfade"
                        + " started; a restart is needed";
            }
            retired = true;
            return null;
        } finally {
            operation.unlock();
        }
    }

    /** It stays after all. */
    void reinstate() {
        operation.lock();
        try {
            retired = false;
        } finally {
            operation.unlock();
        }
    }

    // ---- work ----------------------------------------------------------------------------------------------------

    /** Lets a thread of the engine go on with this migration if there is anything to do. */
    void submit() {
        synchronized (monitor) {
            again = true;
            if (running) {
                monitor.notifyAll();
                return;
            }
            running = true;
        }
        try {
            database.executor().execute(this::work);
        } catch (RejectedExecutionException e) {
            synchronized (monitor) {
                running = false;
            }
        }
    }

    /** Makes running work stop at its next look, and waits for nothing. */
    void halt() {
        synchronized (monitor) {
            stop = true;
            monitor.notifyAll();
        }
    }

    /** Waits until no thread works for it; false when one still does at the end. */
    boolean awaitIdle(long endNanos) throws InterruptedException {
        synchronized (monitor) {
            for (long left = endNanos - System.nanoTime(); running; left = endNanos - System.nanoTime()) {
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            }
            return true;
        }
    }

    private void work() {
        Thread.currentThread().setName("crossfade-migration-" + name());
        int failures = 0;
        while (true) {
            synchronized (monitor) {
                if (!again || !database.active()) {
                    running = false;
                    monitor.notifyAll();
                    return;
                }
                again = false;
                stop = false;
            }
            try {
                new Steps(this).run();
                failures = 0;
                blockedBy = List.of();
                meter = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                synchronized (monitor) {
                    running = false;
                    monitor.notifyAll();
                }
                return;
            } catch (StoppedException | StateStore.OvertakenException e) {
                LOG.debug("{}: {}", name(), e.getMessage());
                refreshQuietly();
            } catch (StepFailedException e) {
                fail(String.valueOf(e.getMessage()));
            } catch (CrossfadeException e) {
                fail(e.getMessage() + (e.hint() == null ? "" : ". " + e.hint()));
            } catch (SQLException e) {
                if (Errors.isConnectionLost(e) && !database.active()) {
                    LOG.debug("{}: stopped with the engine", name(), e);
                } else if (Errors.isConnectionLost(e)) {
                    // Whether the last transaction committed is asked of the database: state and checkpoint are read
                    // anew.
                    failures++;
                    blockedBy = List.of("the database does not answer, trying again: " + Errors.firstLine(e));
                    pauseQuietly(RECONNECT
                            .pause(failures, java.util.concurrent.ThreadLocalRandom.current())
                            .toMillis());
                    refreshQuietly();
                    synchronized (monitor) {
                        again = true;
                    }
                } else {
                    LOG.warn("{}: step {} failed", name(), evidence.step().word(), e);
                    fail("the database says: " + Errors.firstLine(e) + " (SQLSTATE " + Errors.state(e) + ")");
                }
            } catch (RuntimeException e) {
                LOG.error("{}: step {} failed", name(), evidence.step().word(), e);
                fail("unexpected: " + e);
            }
        }
    }

    private void pauseQuietly(long millis) {
        try {
            rest(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refreshQuietly() {
        try {
            refresh();
        } catch (SQLException e) {
            LOG.debug("{}: state not read", name(), e);
        }
    }

    private void fail(String message) {
        Evidence now = evidence;
        blockedBy = List.of();
        meter = null;
        try {
            database.db().run(c -> database.store().fail(c, name(), now.epoch(), now.step(), message));
            refresh();
        } catch (SQLException e) {
            LOG.warn("{}: could not record that it failed: {}", name(), message, e);
            blockedBy = List.of(message);
        }
        LOG.warn("{}: failed in step {}: {}", name(), now.step().word(), message);
        syncPermit();
    }

    @Override
    public void proceed() throws InterruptedException {
        synchronized (monitor) {
            while (true) {
                if (stop || !database.active()) {
                    throw new StoppedException();
                }
                if (!evidence.paused()) {
                    return;
                }
                monitor.wait(1_000);
            }
        }
    }

    @Override
    public void rest(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (monitor) {
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || stop) {
                    return;
                }
                monitor.wait(left);
            }
        }
    }

    @Override
    public void blockedBy(List<String> blockers) {
        blockedBy = List.copyOf(blockers);
    }

    @Override
    public void progress(Meter newMeter) {
        meter = newMeter;
    }

    // ---- API -----------------------------------------------------------------------------------------------------

    MigrationStatus status() {
        Evidence now = evidence;
        Meter current = meter;
        Progress progress = current == null ? null : current.progress();
        MigrationState state = state();
        List<String> blockers = new ArrayList<>(database.inactiveBecause());
        blockers.addAll(blockedBy);
        if (now.message() != null) {
            blockers.add(now.message());
        }
        if (now.step() == Step.READY && deadLetters > 0) {
            blockers.add(deadLetters + " dead letter(s) recorded since the last verification; resume verifies again");
        }
        return new MigrationStatus(
                name(),
                migration.database(),
                migration.table().toString(),
                inForce().variant(),
                requested().variant(),
                (state == null ? Stage.OFF : state.permitted()).variant(),
                now.step().word(),
                now.paused(),
                progress,
                new MigrationStatus.Evidence(
                        text(now.backfilledAt()),
                        text(now.verifiedAt()),
                        now.rowsVerified(),
                        now.rowsDiffering(),
                        now.deadLettersFound() + deadLetters),
                blockers);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private interface Operation {
        void run() throws SQLException;
    }

    private MigrationStatus operate(Operation change) {
        operation.lock();
        try {
            if (!database.active()) {
                throw new CrossfadeException(
                        Problem.BACKEND_UNREACHABLE,
                        "the engine does not work on database " + migration.database() + ": "
                                + String.join("; ", database.inactiveBecause()),
                        "Nothing was changed. It goes on by itself when the cause is gone.");
            }
            change.run();
            return status();
        } catch (SQLException e) {
            throw database.db().problem(e);
        } catch (StateStore.OvertakenException e) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE, "migration " + name() + ": " + e.getMessage(), "Look at its status.", e);
        } finally {
            operation.unlock();
        }
    }

    MigrationStatus start() {
        return operate(() -> {
            if (retired) {
                throw wrongState("was removed from the configuration", "Ask again.");
            }
            refresh();
            Evidence now = evidence;
            boolean begins = now.step() == Step.NONE || now.step() == Step.FAILED;
            // A verification that failed at shadow begins again from there: old is the truth still.
            Stage tooFar = now.step() == Step.FAILED ? Stage.LIVE : Stage.SHADOW;
            if (!begins || !inForce().isBefore(tooFar)) {
                throw wrongState(
                        "is in step " + now.step().word() + " at stage "
                                + inForce().variant() + " and cannot be started",
                        now.step() == Step.READY ? "advance goes on." : "Its status tells what it is doing.");
            }
            ShapeReader.Result read = database.db().trial(c -> ShapeReader.read(c, spec.migration()));
            Shape resolved = Preflight.require(name(), read);
            ColumnMigration started = now.definition();
            if (now.expanded() && started != null && !started.equals(resolved.migration())) {
                throw wrongState(
                        "was started before with another definition, and the columns of that one are there",
                        "Put the old file back, or abort first: that removes them.");
            }
            Preflight.require(name(), database.db(), resolved, now.expanded(), others());
            adopt(resolved);
            database.db().run(c -> {
                database.store().create(c);
                database.store().begin(c, resolved.migration(), spec.digest(), resolved.tableOid(), beginAt(now));
            });
            refresh();
            submit();
        });
    }

    /**
     * Where start goes in. What failed while both sides were written goes on there: announce would permit nothing above off,
     * and the stage would fall.
     */
    private Step beginAt(Evidence now) {
        Step failed = now.failedStep();
        if (failed == null || !failed.isDualWriting() || inForce() == Stage.OFF) {
            return Step.ANNOUNCE;
        }
        return failed == Step.DUAL_WRITE ? Step.DUAL_WRITE : Step.BACKFILL;
    }

    private List<ColumnMigration> others() {
        return database.runners().stream()
                .filter(r -> r != this && r.evidence().step() != Step.NONE)
                .map(MigrationRunner::migration)
                .toList();
    }

    private CrossfadeException wrongState(String what, String hint) {
        return new CrossfadeException(Problem.WRONG_STATE, "migration " + name() + " " + what, hint);
    }

    MigrationStatus advance() {
        return flip(requested().next());
    }

    MigrationStatus rollback() {
        if (requested() == Stage.OFF) {
            throw wrongState("is off; there is nothing before it", "abort removes what it added to the database.");
        }
        return flip(requested().previous());
    }

    private MigrationStatus flip(Stage to) {
        if (requested() != inForce()) {
            throw wrongState(
                    "is on its way from stage " + inForce().variant() + " to "
                            + requested().variant(),
                    "Its status tells what it waits for.");
        }
        database.flags().set(migration.stageFlag(), to.variant(), null, null);
        return status();
    }

    MigrationStatus pause() {
        return operate(() -> {
            if (!evidence.step().isWork() || evidence.step() == Step.ABORT) {
                throw wrongState("is in step " + evidence.step().word() + "; there is nothing to pause", "");
            }
            database.db().run(c -> database.store().pause(c, name(), true));
            refresh();
        });
    }

    MigrationStatus resume() {
        return operate(() -> {
            Evidence now = evidence;
            boolean verifyAgain =
                    !now.paused() && now.step() == Step.READY && inForce().isBefore(Stage.LIVE);
            if (!now.paused() && !verifyAgain) {
                throw wrongState(
                        "is not paused, but in step " + now.step().word() + " at stage "
                                + inForce().variant(),
                        now.step() == Step.FAILED ? "start goes on where it failed." : "");
            }
            database.db().run(c -> {
                database.store().pause(c, name(), false);
                if (verifyAgain) {
                    database.store().step(c, name(), now.epoch(), Step.VERIFY, "");
                }
            });
            refresh();
            submit();
            synchronized (monitor) {
                monitor.notifyAll();
            }
        });
    }

    MigrationStatus abort() {
        return operate(() -> {
            refresh();
            if (!inForce().isBefore(Stage.LIVE) || !requested().isBefore(Stage.LIVE)) {
                throw wrongState(
                        "is at stage " + inForce().variant() + ": the new columns are the truth",
                        "rollback to shadow first.");
            }
            if (evidence.step() == Step.ABORT) {
                return;
            }
            if (database.db().find(c -> database.store().load(c, name())) == null) {
                throw wrongState("was never started; there is nothing to remove", "");
            }
            database.db().run(c -> database.store().beginAbort(c, name()));
            halt();
            refresh();
            submit();
        });
    }

    // ---- gate ----------------------------------------------------------------------------------------------------

    void beforeChange(Stage from, Stage to) {
        try {
            if (to.isBefore(from)) {
                goingBack(from, to);
            } else {
                goingForward(to);
            }
        } catch (SQLException e) {
            throw database.db().problem(e);
        }
    }

    private void goingBack(Stage from, Stage to) throws SQLException {
        if (from == Stage.COMPLETE) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + name() + " is complete: old is not written any more",
                    "The way back needs a backfill of old, which this version does not have.");
        }
        if (to == Stage.OFF) {
            boolean aborting = evidence.step() == Step.ABORT;
            deleteEvidence();
            if (!aborting) {
                halt();
            }
            later(this::syncPermit);
        }
    }

    /** Durably, before it returns. */
    private void deleteEvidence() throws SQLException {
        database.db().run(c -> {
            if (database.store().exists(c)) {
                database.store().deleteEvidence(c, name());
            }
        });
        refresh();
        deadLetters = 0;
    }

    private void goingForward(Stage to) throws SQLException {
        if (!database.holdsLock()) {
            throw new CrossfadeException(
                    Problem.BACKEND_UNREACHABLE,
                    "the engine does not work on database " + migration.database() + ": "
                            + String.join("; ", database.inactiveBecause()),
                    "Nothing was changed.");
        }
        if (to == Stage.LIVE) {
            // confirmLive asks the database in a moment; one round trip less is a millisecond less on the way to live.
            refuseMissing(evidence, deadLetters, to);
        } else {
            require(to);
        }
    }

    void confirmLive() {
        try {
            require(Stage.LIVE);
        } catch (SQLException e) {
            throw database.db().problem(e);
        }
    }

    /** One round trip: the evidence, and the dead letters recorded since. */
    private void require(Stage to) throws SQLException {
        boolean started = evidence.step() != Step.NONE;
        StateStore.Proof proof =
                started ? database.db().find(c -> database.store().proof(c, name())) : null;
        Evidence now = proof == null ? Evidence.none(spec.digest()) : proof.evidence();
        long recorded = proof == null ? 0 : proof.recorded();
        deadLetters = recorded;
        refuseMissing(now, recorded, to);
    }

    private void refuseMissing(Evidence now, long recorded, Stage to) {
        String missing = Missing.forStage(now, recorded, to);
        if (missing != null) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + name() + " may not go to " + to.variant() + ": " + missing,
                    Missing.hint(now, to));
        }
    }

    private void later(Runnable task) {
        try {
            database.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: closing", name());
        }
    }
}
