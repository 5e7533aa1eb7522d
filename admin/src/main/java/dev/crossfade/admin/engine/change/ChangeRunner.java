package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.engine.EngineHost;
import dev.crossfade.admin.engine.StepFailedException;
import dev.crossfade.admin.engine.Worker;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of the schema: what is known of it, and how it goes from step to step.
 *
 * <pre>
 *            start                                          (a gate: advance)
 *   pending ───────► running: step 1 ─► step 2 ─► … ─► ready ────────────────► step n ─► done
 *      ▲                  │                                                              │
 *      └── step 1 ◄─ … ◄─ step i, taken back in turn ◄── abort ──────────────── rollback ┘
 * </pre>
 *
 * Fields are volatile copies of what the database says.
 */
public final class ChangeRunner {
    private final ChangeContext context;
    private final ChangeStore store;
    private final Kind kind;
    private final List<ChangeStep> steps;
    private final Worker worker;
    private final ChangeVerbs verbs;

    private volatile ChangeSpec spec;
    private volatile @Nullable ChangeState state;

    /** Where the step that is being worked at was begun; null when none was. */
    private volatile @Nullable ChangeState begun;

    private volatile boolean loaded;

    public ChangeRunner(ChangeSpec spec, ChangeContext context) {
        this.spec = spec;
        this.context = context;
        this.store = new ChangeStore(context.instance());
        this.kind = Kinds.of(spec, context);
        this.steps = kind.steps();
        this.worker = new Worker(new StepsTask(), context::active, context.executor());
        this.verbs = new ChangeVerbs(this);
    }

    public String name() {
        return spec.name();
    }

    public ChangeSpec spec() {
        return spec;
    }

    /** What drives its steps. */
    public Worker worker() {
        return worker;
    }

    /** What the API asks of it. */
    public ChangeVerbs verbs() {
        return verbs;
    }

    public boolean isLoaded() {
        return loaded;
    }

    /** Whether it has begun and is not done. */
    public boolean isUnderWay() {
        ChangeState now = state;
        return now != null && !now.isDone();
    }

    /** Whether the database knows of it. */
    boolean hasBegun() {
        return state != null;
    }

    ChangeContext context() {
        return context;
    }

    ChangeStore store() {
        return store;
    }

    Kind kind() {
        return kind;
    }

    List<ChangeStep> steps() {
        return steps;
    }

    @Nullable
    ChangeState state() {
        return state;
    }

    /** Another soak; the change itself must be the same. */
    public void tune(ChangeSpec newer) {
        if (!newer.definition().equals(spec.definition())) {
            throw new IllegalArgumentException("another definition");
        }
        spec = newer;
    }

    /** Reads what the database says. */
    public void load() throws SQLException {
        begun = null;
        refresh();
        ChangeState now = state;
        if (now != null && !now.isDone() && !now.failed() && !now.definition().equals(spec.definition())) {
            worker.fail("the file changed after start. Put the old file back");
        }
        loaded = true;
    }

    void refresh() throws SQLException {
        state = context.db().find(c -> store.load(c, name()));
    }

    /** What is watched for {@link EngineHost#usersOf}, or null. */
    public @Nullable ColumnMigration watched() {
        String column = kind.watchedColumn();
        return column == null
                ? null
                : new ColumnMigration(
                        name(),
                        spec.database(),
                        spec.table(),
                        Conversion.IDENTITY,
                        List.of(column),
                        List.of(new NewColumn(column + "_dropped_by_" + name(), "", TableName.quote(column))),
                        Map.of(column, TableName.quote(column + "_dropped_by_" + name())));
    }

    /** Writes down when a watched column was last named, so that a restart does not make it forgotten. */
    public void noteUse() throws SQLException {
        ChangeState now = state;
        if (kind.watchedColumn() == null || now == null || now.isDone()) {
            return;
        }
        Instant last = context.host().usersOf(spec.database(), name()).stream()
                .map(EngineHost.Speaker::lastSeen)
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (last != null && (now.usedAt() == null || last.isAfter(now.usedAt()))) {
            context.db().run(c -> store.used(c, name(), last));
            refresh();
        }
    }

    // ---- the steps -----------------------------------------------------------------------------------------------

    private final class StepsTask implements Worker.Task {
        @Override
        public String name() {
            return ChangeRunner.this.name();
        }

        @Override
        public String step() {
            ChangeState now = state;
            return now == null ? "none" : now.step();
        }

        @Override
        public boolean paused() {
            ChangeState now = state;
            return now != null && now.paused();
        }

        @Override
        public void refresh() throws SQLException {
            ChangeRunner.this.refresh();
        }

        @Override
        public void work() throws SQLException, InterruptedException {
            ChangeRunner.this.work();
        }

        @Override
        public void record(String failure) throws SQLException {
            ChangeState from = begun; // what has been given another direction since does not fail by this
            ChangeState at = from == null ? state : from;
            if (at != null) {
                context.db().run(c -> store.fail(c, name(), at.epoch(), failure));
                ChangeRunner.this.refresh();
            }
        }
    }

    private int index(ChangeState at) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).word().equals(at.step())) {
                return i;
            }
        }
        throw new StepFailedException(
                "step " + at.step() + " is none of this version's. Abort with the version that" + " started it");
    }

    private boolean isWork(ChangeState at) {
        return !at.failed() && (at.undoing() || (!at.isDone() && !(steps.get(index(at)) instanceof ChangeStep.Gate)));
    }

    /** On the change's own thread. Where it stands is read after each step; what was answered to nobody is asked for. */
    private void work() throws SQLException, InterruptedException {
        begun = null;
        refresh();
        ChangeState first = state;
        if (first != null && first.isDone()) {
            context.reloadCatalog(); // what was answered to nobody may have been the last step
        }
        for (ChangeState at = state; at != null && isWork(at); at = state) {
            begun = at;
            worker.proceed();
            ChangeStep step = steps.get(index(at));
            Work work = work(at);
            if (at.undoing()) {
                step.undo(work, at.finished());
            } else {
                step.run(work);
            }
            refresh();
            ChangeState then = state;
            if (then != null
                    && then.epoch() == at.epoch()
                    && then.step().equals(at.step())
                    && then.finished() == at.finished()) {
                ChangeState from = at;
                context.db().run(c -> arrived(c, from));
                refresh();
            }
            worker.blockedBy(List.of());
        }
    }

    private Work work(ChangeState at) throws SQLException {
        TargetReader.Result read = context.db()
                .call(c -> TargetReader.read(c, spec, context.limits().ddlLockTimeout()));
        Target target = read.target();
        if (target == null || target.oid() != at.tableOid()) {
            throw new StepFailedException(
                    "table " + spec.table() + " is gone, or another one has taken its name since this was started");
        }
        return work(at, target);
    }

    Work work(ChangeState at, Target target) {
        return new Work(context, target, worker, at, new Work.Recording() {
            @Override
            public void arrived(Connection connection) throws SQLException {
                ChangeRunner.this.arrived(connection, at);
            }

            @Override
            public void memo(Connection connection, @Nullable String memo) throws SQLException {
                store.memo(connection, name(), at.epoch(), memo);
            }
        });
    }

    /** The step in which it stands {@code at} is done, or taken back. */
    private void arrived(Connection connection, ChangeState at) throws SQLException {
        int index = index(at);
        if (at.undoing() && index == 0) {
            store.forget(connection, name(), at.epoch());
        } else if (at.undoing()) {
            store.move(connection, name(), at.epoch(), steps.get(index - 1).word(), true);
        } else {
            store.move(connection, name(), at.epoch(), after(index), false);
        }
    }

    /** The word that follows that of a step. */
    String after(int index) {
        return index + 1 < steps.size() ? steps.get(index + 1).word() : ChangeState.DONE;
    }

    /** The place of the step in which it stands; that of the last one when it is done. */
    int indexOf(ChangeState at) {
        return at.isDone() ? steps.size() - 1 : index(at);
    }
}
