package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ShadowReport;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One migration: what is known of it.
 *
 * <pre>
 *   {@link Verbs}     ──start/pause/abort──► state in the database ──► {@link Worker} (one thread at most) ──► {@link Steps}
 *   {@link StageGate} ──deleteEvidence────►  epoch + 1, the worker stops
 *   all       ──syncPermit────────►  flags.permit(what the evidence permits now), one at a time
 * </pre>
 *
 * Fields are volatile copies of what the database says.
 */
final class MigrationRunner {
    /** A stage that was allowed is published at once, or never. */
    private static final long PUBLISHED_WITHIN_NANOS = 10_000_000_000L;

    private final DatabaseContext database;
    private final ReentrantLock permitting = new ReentrantLock();
    private final ReentrantLock refreshing = new ReentrantLock();
    private final ReentrantLock told = new ReentrantLock();
    private final Worker worker;
    private final Verbs verbs;
    private final StageGate gate;
    private final Standings standings;
    private final Watchdog watchdog;
    private final SelfAdvance selfAdvance;

    /** Its definition never changes; how its backfill goes may. */
    private volatile MigrationSpec spec;

    private volatile Evidence evidence;
    private volatile ColumnMigration migration;
    private volatile @Nullable Shape shape;
    private volatile long deadLetters;
    private volatile @Nullable String guardProblem;
    private volatile Observed observed = Observed.NONE;
    private @Nullable Side guardKnows; // guarded by told
    private boolean provingLive; // guarded by told: live is allowed, and not seen to be in force yet
    private long provedLiveNanos; // guarded by told
    private volatile Map<TableName, List<Catalog.Column>> goneSoon = Map.of();
    private volatile boolean registered;
    private volatile boolean loaded;
    /** Added while clients were served: what they wrote until now went past it. */
    private volatile boolean newcomer;

    MigrationRunner(MigrationSpec spec, DatabaseContext database) {
        this.spec = spec;
        this.database = database;
        this.evidence = Evidence.none(spec.digest());
        this.migration = spec.migration();
        this.worker = new Worker(new StepsTask(), database::active, database.executor());
        this.verbs = new Verbs(this, database);
        this.gate = new StageGate(this, database);
        this.standings = new Standings(this);
        this.watchdog = new Watchdog(this, database);
        this.selfAdvance = new SelfAdvance(this, database);
    }

    private final class StepsTask implements Worker.Task {
        @Override
        public String name() {
            return MigrationRunner.this.name();
        }

        @Override
        public String step() {
            return evidence.step().word();
        }

        @Override
        public boolean paused() {
            return evidence.paused();
        }

        @Override
        public void refresh() throws SQLException {
            MigrationRunner.this.refresh();
        }

        @Override
        public void work() throws SQLException, InterruptedException {
            database.db().platform().steps(MigrationRunner.this).run();
        }

        @Override
        public void record(String failure) throws SQLException {
            Evidence now = evidence;
            database.db().run(c -> database.store().fail(c, name(), now.epoch(), now.step(), failure));
            MigrationRunner.this.refresh();
        }

        @Override
        public void afterFailure() {
            syncPermit();
        }
    }

    /** What drives its steps. */
    Worker worker() {
        return worker;
    }

    /** What the API asks of it. */
    Verbs verbs() {
        return verbs;
    }

    /** What sends it back by itself. */
    Watchdog watchdog() {
        return watchdog;
    }

    /** Since when it is where it is. */
    Standings standings() {
        return standings;
    }

    /** What has it go on by itself. */
    SelfAdvance selfAdvance() {
        return selfAdvance;
    }

    /** Whether it is to move by itself. For the database's engine thread. */
    void look() throws SQLException {
        Standing.Now stands = standings.look();
        watchdog.look(stands == null ? null : stands.standing());
        selfAdvance.look(stands);
    }

    /** What flags ask of it. */
    StageGate gate() {
        return gate;
    }

    /** Dead letters that writes have recorded since the last verification, as known last. */
    long deadLetters() {
        return deadLetters;
    }

    void deadLetters(long recorded) {
        deadLetters = recorded;
    }

    /** What its shadow reads have come to, or null. */
    @Nullable
    ShadowReport shadow() {
        return database.host().shadow(spec.migration().database(), name());
    }

    /** What was compared says nothing of the rows any more. */
    void forgetShadow() {
        database.host().forgetShadow(spec.migration().database(), name());
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
        Evidence stored;
        ShapeReader.Result read;
        database.host().showShadowValues(spec.migration().database(), name(), spec.showsValues());
        Evidence since = database.db().find(c -> database.store().load(c, name()));
        do { // a worker may still end a step that changes the table, after the connection of who watches was lost
            stored = since;
            read = readShape(stored);
            since = database.db().find(c -> database.store().load(c, name()));
        } while (stored != null && since != null && stored.step() != since.step());
        Shape resolved = read.shape();
        if (stored == null) {
            evidence = Evidence.none(spec.digest());
            adopt(resolved);
            syncPermit();
            loaded = true;
            return;
        }
        ColumnMigration started = stored.definition();
        // Once the old columns are dropped the file can be held against nothing any more, and nothing depends on it.
        boolean changed = started != null
                && stored.contractedAt() == null
                && (resolved == null || !started.equals(resolved.migration()));
        if (started != null && (changed || resolved == null)) {
            // What runs is what was started, whatever the file says by now.
            Shape before = readStarted(started, stored);
            use(started, before);
        } else {
            adopt(resolved);
        }
        evidence = stored;
        Stage requested = requested();
        if (!stored.released()
                && (newcomer || requested == Stage.OFF)
                && stored.reached().compareTo(Step.BACKFILL) >= 0
                && stored.step() != Step.ABORT) {
            // The flag went to off, or clients wrote, while no engine looked on: what was proved may be stale.
            deleteEvidence();
        }
        if (changed && stored.step().isWork() && stored.step() != Step.ABORT) {
            worker.fail("the migration's file changed after start. Put the old file back, or abort and start anew");
        }
        refreshDeadLetters();
        refreshGuard();
        syncPermit();
        setTruth();
        newcomer = false;
        loaded = true;
    }

    /**
     * The file's definition as the table has it now. What moves with it is derived from the catalog until its new columns
     * are there, and stays what it was then: foreign keys come and go.
     */
    ShapeReader.Result readShape(@Nullable Evidence now) throws SQLException {
        ColumnMigration started = now == null || (now.step() == Step.NONE && !now.begun()) ? null : now.definition();
        return database.db()
                .trial(c -> started == null
                        ? database.db().platform().read(c, spec.migration())
                        : database.db()
                                .platform()
                                .readStarted(c, spec.migration().with(started.companions()), now));
    }

    private @Nullable Shape readStarted(ColumnMigration started, Evidence now) throws SQLException {
        return database.db()
                .trial(c -> database.db().platform().readStarted(c, started, now))
                .shape();
    }

    /**
     * Nobody may be let in while what is filled or proved counts on both sides being written and the stage in force has
     * not come back to it: such a write would be lost on the new side, unseen.
     *
     * @throws CrossfadeException NOT_READY; loading is tried again
     */
    void requireDualWriting() {
        Stage needed = evidence.needs();
        while (requested().isBefore(needed)) { // the flag was changed by hand, or lost; old is not kept all the same
            database.flags().set(migration.stageFlag(), requested().next().variant(), null, null);
        }
        if (inForce().isBefore(needed)) {
            throw new CrossfadeException(
                    Problem.NOT_READY,
                    "migration " + name() + " is not back at stage " + needed.variant()
                            + " yet, and old is not kept any more",
                    "The log says what keeps it; loading is tried again.");
        }
        boolean wanted = requested() != Stage.OFF && evidence.permits() != Stage.OFF;
        if (wanted && inForce() == Stage.OFF) {
            throw new CrossfadeException(
                    Problem.NOT_READY,
                    "migration " + name() + " is not back at stage "
                            + Stage.lower(requested(), evidence.permits()).variant() + " yet",
                    "The log says what keeps it; loading is tried again.");
        }
    }

    /** Uses what was resolved, or the file's definition as long as it does not fit the table. */
    void adopt(@Nullable Shape resolved) {
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

    /** Looks whether the guard still can do its work, where there is one. */
    void refreshGuard() throws SQLException {
        Evidence now = evidence;
        Shape of = shape;
        guardProblem = of != null && now.expanded() && !now.released()
                ? database.db().find(c -> database.db().platform().guardProblem(c, of, now.guarded()))
                : null;
    }

    /** The dropped old columns that statements may still name, by their tables. */
    Map<TableName, List<Catalog.Column>> goneColumns() {
        Evidence now = evidence;
        Map<TableName, List<Catalog.Column>> gone = new HashMap<>(goneSoon);
        for (ColumnMigration member : migration.members()) {
            Evidence.Part part = now.parts().get(member.name());
            String json = part == null ? null : part.oldColumns();
            if (member.name().equals(name())) {
                json = now.oldColumns();
            }
            if (json != null) {
                gone.put(member.table(), Definitions.columnsOfJson(json));
            }
        }
        return gone;
    }

    /** Columns that are about to be dropped: whoever loads the catalog in the next moment may not miss them. */
    void goneSoon(TableName table, List<Catalog.Column> columns) {
        Map<TableName, List<Catalog.Column>> soon = new HashMap<>(goneSoon);
        soon.put(table, List.copyOf(columns));
        goneSoon = Map.copyOf(soon);
    }

    /** Writes down when a client that speaks old was last seen, so that a restart does not make it forgotten. */
    void noteOldSpeakers() throws SQLException {
        Evidence now = evidence;
        if (now.completedAt() == null || now.contractedAt() != null) {
            return;
        }
        Instant last = database.host().speakOld(name()).stream()
                .map(EngineHost.Speaker::lastSeen)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        if (last.isAfter(now.oldSeenAt() == null ? now.completedAt() : now.oldSeenAt())) {
            database.db().run(c -> database.store().oldSeen(c, name(), last));
            refresh();
        }
    }

    /** Counts the rows that writes around the proxy have left not agreeing, where the file wants that. */
    void refreshObserved() throws SQLException {
        Evidence now = evidence;
        boolean counts = observerWanted()
                && now.reached().compareTo(Step.BACKFILL) >= 0
                && now.step() != Step.ABORT
                && !now.released()
                && inForce() != Stage.OFF;
        observed = counts ? database.db().call(c -> Observed.read(c, name())) : Observed.NONE;
    }

    /** What was counted last. */
    Observed observed() {
        return observed;
    }

    /** Whether its file asks for writes around the proxy to be counted. */
    boolean observerWanted() {
        return spec.guard() == MigrationSpec.Guard.OBSERVE;
    }

    /** Whether its file asks for a guard. */
    boolean guardWanted() {
        return spec.guard() == MigrationSpec.Guard.REPAIR;
    }

    /** What keeps the guard from its work, as known last, or null. */
    @Nullable
    String guardProblem() {
        return guardProblem;
    }

    /** Tells the guard which side is the truth, whatever it was told before. */
    void setTruth() throws SQLException {
        told.lock();
        try {
            guardKnows = null;
            syncTruth();
        } finally {
            told.unlock();
        }
    }

    /**
     * Tells the guard which side is the truth where that has changed. New is told by {@link #proveLive} before any client
     * reads it; this sets back to old, some time after the last client that read new. Not between the two: a stage that is
     * about to be published is not to be seen here yet.
     */
    void syncTruth() throws SQLException {
        told.lock();
        try {
            MigrationState state = state();
            Side truth = state == null ? Side.OLD : state.truth();
            if (truth == Side.NEW || System.nanoTime() - provedLiveNanos > PUBLISHED_WITHIN_NANOS) {
                provingLive = false;
            }
            if (provingLive) {
                return;
            }
            if (evidence.guarded() && truth != guardKnows) {
                try {
                    database.db().run(c -> database.store().truth(c, migration, truth));
                } catch (SQLException e) {
                    refresh();
                    if (evidence.guarded()) {
                        throw e;
                    }
                    return; // abort has taken the guard away meanwhile
                }
                guardKnows = truth;
            }
        } finally {
            told.unlock();
        }
    }

    /** The evidence once new is the truth for everybody, the guard included. */
    StateStore.@Nullable Proof proveLive() throws SQLException {
        refreshObserved();
        if (!evidence.guarded()) {
            refreshGuard();
            return database.db().find(c -> database.store().proof(c, name()));
        }
        Shape of = shape;
        told.lock();
        try {
            guardKnows = null; // if this fails it is not known
            provingLive = true;
            provedLiveNanos = System.nanoTime();
            AtomicReference<StateStore.@Nullable Proof> proof = new AtomicReference<>();
            database.db().run(c -> {
                proof.set(database.store().proofOfLive(c, migration));
                guardProblem = of == null ? null : Guard.problemOfAny(c, of, true);
            });
            guardKnows = Side.NEW;
            return proof.get();
        } finally {
            told.unlock();
        }
    }

    /** Live was not allowed after all: old is still the truth. */
    void notLive() {
        told.lock();
        try {
            provingLive = false;
        } finally {
            told.unlock();
        }
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

    @Nullable
    MigrationState state() {
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

    /** Durably, before it returns. */
    void deleteEvidence() throws SQLException {
        database.db().run(c -> {
            if (database.store().exists(c)) {
                database.store().deleteEvidence(c, name());
            }
        });
        refresh();
        deadLetters = 0;
    }

    // ---- reload --------------------------------------------------------------------------------------------------

    /** How its backfill goes, from its next batch on. The definition must be the same. */
    void tune(MigrationSpec newer) {
        if (!newer.migration().equals(spec.migration())) {
            throw new IllegalArgumentException("another definition");
        }
        spec = newer;
        database.host().showShadowValues(spec.migration().database(), name(), spec.showsValues());
    }
}
