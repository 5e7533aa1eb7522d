package dev.crossfade.flags;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flags of a single node, kept in a file in flagd's format (https://flagd.dev/reference/flag-definitions/).
 *
 * <pre>
 *   {@link FlagFile} ─► {@link FlagDocument} ─► {@link FlagReader} (OpenFeature, flagd) ─► asked ┐
 *                                      {@link #permit} ─► permitted ┴► {@link StageMover} ─► {@link Publisher} ─► {@link Snapshot}
 * </pre>
 *
 * Changes ({@link #set}, {@link #permit}, {@link #register}, edits of the file by hand) come one at a time, under one lock;
 * reading never waits for them. Do not call one of them while holding a lock that the {@link Gate} takes: the gate is called
 * under ours. The gate itself may call {@link #permit}; it then only records and publishes, and the step that asked goes on
 * by it.
 *
 * <p>The file is read every {@value #FILE_POLL_MILLIS} ms, and before each change, for edits by hand. They are held to the
 * same rules: evidence caps them, stages move one step at a time, the gate is asked. A step that is refused is logged, and
 * not tried again before the flag or what is permitted changes; one that open transactions block is tried again with each
 * poll. A file that cannot be read keeps the last good flags and is logged; {@link #set} still works then, for a way back
 * must not depend on somebody's typing, and first copies such a file to {@code NAME.rejected}.
 */
public final class FileFlagControl implements FlagControl {
    /** How long a step waits for transactions that stand in its way. */
    public static final Duration BARRIER_DEADLINE = Duration.ofSeconds(5);
    /** How often the file is read for edits by hand. */
    static final long FILE_POLL_MILLIS = 250;
    /** How long after a change, and after one another, the next likely changes are read. */
    static final long READ_AHEAD_MILLIS = 20;
    /** How long a change waits for the one before it: that one may walk all stages, waiting at each. */
    static final long CHANGE_DEADLINE_SECONDS = 60;

    private static final Logger log = LoggerFactory.getLogger(FileFlagControl.class);

    private final ReentrantLock changes = new ReentrantLock();
    private final Duration barrierDeadline;
    private final FlagFile file;
    /** Reads documents, also such as may never come into force. */
    private final FlagEvaluator reading;
    /** Evaluates for clients, by the document in force: what is read ahead must not displace it. */
    private final FlagEvaluator evaluating;

    private final FlagStore store;
    private final ClientRules clientRules;
    private final Publisher publisher;
    private final Transactions transactions;
    private final StageMover mover;
    private final StageWalk walk;
    private final ScheduledExecutorService poll;

    // Changed under the lock.
    private final Map<String, ManagedMigration> migrations = new LinkedHashMap<>();

    private boolean closed;

    /** Why nothing changes at present, while another process has the file or still serves by these flags. */
    private @Nullable String suspended;

    /**
     * Opens the flags in {@code file}, which is created when it does not exist; its folder must.
     *
     * @throws CrossfadeException INVALID_REQUEST when it is not a flag definition file, with line and column; INTERNAL when
     *     it cannot be read or written
     */
    public static FileFlagControl open(Path file) {
        return open(file, BARRIER_DEADLINE);
    }

    /** As {@link #open(Path)}, waiting {@code barrierDeadline} for open transactions instead of {@link #BARRIER_DEADLINE}. */
    public static FileFlagControl open(Path file, Duration barrierDeadline) {
        FlagFile flagFile;
        try {
            flagFile = new FlagFile(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        try {
            return open(flagFile, barrierDeadline);
        } catch (IOException e) {
            flagFile.close();
            throw unreadable(file, e);
        } catch (RuntimeException e) {
            flagFile.close();
            throw e;
        }
    }

    /**
     * Lets the JVM compile, in the background, what {@link #set} runs through, so that the first rollback after a start is
     * as quick as the later ones. Returns at once; about a second of one core.
     */
    public static void warmUp() {
        Thread thread = new Thread(
                () -> {
                    try {
                        FlagEvaluator.warmUp();
                    } catch (RuntimeException e) {
                        log.debug("warming up", e);
                    }
                },
                "crossfade-flags-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static CrossfadeException unreadable(Path file, IOException e) {
        return new CrossfadeException(
                Problem.INTERNAL, "flag file " + file + " cannot be read: " + e.getMessage(), null, e);
    }

    private static FileFlagControl open(FlagFile flagFile, Duration barrierDeadline) throws IOException {
        byte[] content = flagFile.read();
        FlagDocument document = content == null ? FlagDocument.empty() : FlagDocument.parse(content, flagFile.name());
        if (content == null) {
            flagFile.write(document.utf8());
            flagFile.put();
        }
        FlagEvaluator reading = new FlagEvaluator(FlagDocument.empty());
        FlagEvaluator evaluating = null;
        try {
            evaluating = new FlagEvaluator(FlagDocument.empty());
            FileFlagControl control = new FileFlagControl(flagFile, document, reading, evaluating, barrierDeadline);
            reading.with(document, evaluation -> true);
            control.start();
            return control;
        } catch (RuntimeException e) {
            reading.close();
            if (evaluating != null) {
                evaluating.close();
            }
            throw e;
        }
    }

    private FileFlagControl(
            FlagFile file,
            FlagDocument document,
            FlagEvaluator reading,
            FlagEvaluator evaluating,
            Duration barrierDeadline) {
        this.file = file;
        this.reading = reading;
        this.evaluating = evaluating;
        this.barrierDeadline = barrierDeadline;
        RuleSetInterner interner = new RuleSetInterner();
        OncePerChange reports = new OncePerChange();
        store = new FlagStore(file, document, new FlagReader(reading, reports), migrations.values());
        clientRules = new ClientRules(evaluating, interner, reports);
        publisher = new Publisher(interner);
        transactions = new Transactions(publisher::current);
        mover = new StageMover(transactions, barrierDeadline, this::publish);
        walk = new StageWalk(mover, store, this::publish, barrierDeadline);
        poll = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "crossfade-flag-file");
            thread.setDaemon(true);
            return thread;
        });
    }

    private void start() {
        ScheduledFuture<?> unused =
                poll.scheduleWithFixedDelay(this::poll, FILE_POLL_MILLIS, FILE_POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Snapshot current() {
        return publisher.current();
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public CompletionStage<RuleSet> rules(Snapshot snapshot, ClientContext client) {
        return clientRules.rules(snapshot.rules(), client);
    }

    @Override
    public void gate(Gate gate) {
        change(() -> {
            mover.gate(gate);
            return true;
        });
    }

    @Override
    public void onPublish(Consumer<Snapshot> listener) {
        publisher.onPublish(listener);
    }

    @Override
    public void register(ColumnMigration migration) {
        change(() -> {
            ManagedMigration known = migrations.get(migration.name());
            if (known != null && known.migration.equals(migration)) {
                return false;
            }
            if (known != null && !known.isUntouched()) {
                throw new CrossfadeException(
                        Problem.WRONG_STATE,
                        "migration " + migration.name() + " is registered already, with another definition",
                        "restart Crossfade to change the definition of a migration that was started");
            }
            takeFile(true);
            ManagedMigration managed = new ManagedMigration(migration);
            migrations.put(migration.name(), managed);
            try {
                store.addFlagsOf(managed);
            } catch (RuntimeException e) {
                if (known == null) {
                    migrations.remove(migration.name());
                } else {
                    migrations.put(migration.name(), known);
                }
                throw e;
            }
            publish();
            return true;
        });
    }

    @Override
    public void permit(String migration, boolean announced, Stage permitted) {
        change(() -> {
            ManagedMigration managed = migrations.get(migration);
            if (managed == null) {
                throw new CrossfadeException(
                        Problem.UNKNOWN_MIGRATION, "migration " + migration + " is not registered", null);
            }
            managed.permitted = announced ? permitted : Stage.OFF;
            managed.announceWanted = announced;
            managed.refused = null;
            managed.announced |= announced;
            publish();
            if (changes.getHoldCount() == 1) { // else the gate calls, and the step that asked it goes on by this
                walk.reconcile(managed, barrierDeadline);
            }
            return true;
        });
    }

    @Override
    public List<FlagState> flags() {
        return store.document().flags().stream()
                .map(this::state)
                .sorted(Comparator.comparing(FlagState::key))
                .toList();
    }

    @Override
    public Optional<FlagState> flag(String key) {
        return Optional.ofNullable(store.document().flag(key)).map(this::state);
    }

    private FlagState state(FlagDefinition flag) {
        return new FlagState(
                flag.key(),
                flag.variants(),
                flag.defaultVariant(),
                flag.percent(),
                flag.handTargeted(),
                flag.etag(),
                publisher.since(flag.key()));
    }

    @Override
    public FlagState set(String key, String variant, @Nullable Integer percent, @Nullable String ifMatch) {
        return change(() -> {
            takeFile(true);
            FlagDefinition flag = store.definition(key);
            FlagChange.requireMatch(flag, ifMatch);
            FlagChange.requireVariant(flag, variant);
            Optional<ManagedMigration> managed = migrations.values().stream()
                    .filter(m -> m.migration.stageFlag().equals(key))
                    .findFirst();
            if (managed.isPresent()) {
                walk.set(managed.get(), flag, variant, percent);
            } else {
                FlagChange.requireNoPercent(flag, percent);
                requireNoUnknownMigration(key);
                FlagReader.Reading reading = store.reading(key, flag.with(variant, null));
                if (store.changes(reading)) {
                    store.write(reading);
                    publish();
                }
            }
            return state(store.definition(key));
        });
    }

    private static void requireNoUnknownMigration(String key) {
        if (key.startsWith("migration.") && key.endsWith(".stage")) {
            throw new CrossfadeException(
                    Problem.UNKNOWN_MIGRATION,
                    "flag " + key + " is the stage of a migration that is not loaded",
                    "check that its file is in the migrations folder and has no errors");
        }
    }

    /**
     * From now on nothing changes, by nobody, and the file is left alone: transactions go on under the snapshot there is.
     * For the time in which two processes serve by the same flags, since neither knows of the other's transactions.
     *
     * @param why told to those who want a change meanwhile
     * @throws CrossfadeException WRONG_STATE when a stage is on its way to another, INTERNAL when the file cannot be settled;
     *     nothing is suspended then
     */
    public void suspend(String why) {
        change(() -> {
            for (ManagedMigration managed : migrations.values()) {
                if (!managed.atGoal() || managed.announced != managed.announceWanted) {
                    throw new CrossfadeException(
                            Problem.WRONG_STATE,
                            "migration " + managed.migration.name() + " is at stage "
                                    + managed.stage().variant() + ", on its way to "
                                    + managed.goal().variant(),
                            "Its status tells what it waits for; ask again when it is there.");
                }
            }
            file.release();
            suspended = why;
            return true;
        });
    }

    /**
     * Ends {@link #suspend}: changes are possible again, and what has changed in the file meanwhile is taken.
     *
     * @throws CrossfadeException INTERNAL when the file cannot be read or written; it is still suspended then
     */
    public void resume() {
        changes.lock();
        try {
            if (closed || suspended == null) {
                return;
            }
            file.reopen();
            suspended = null;
            takeFile(true);
        } catch (IOException e) {
            throw unreadable(Path.of(file.name()), e);
        } finally {
            changes.unlock();
        }
    }

    private Snapshot publish() {
        return publisher.publish(store.document(), migrations.values());
    }

    private void takeFile(boolean now) {
        if (store.takeFile(now)) {
            publish();
        }
    }

    private void poll() {
        if (!changes.tryLock()) {
            return; // a change is under way, and it reads the file itself
        }
        try {
            if (!closed && suspended == null) {
                takeFile(false);
                migrations.values().forEach(managed -> walk.reconcile(managed, Duration.ZERO));
            }
        } catch (RuntimeException e) {
            log.error("flag file {} could not be polled", file.name(), e);
        } finally {
            changes.unlock();
        }
        try {
            file.settle();
        } catch (RuntimeException e) {
            log.error("what was set is safe in the flag file's journal; trying again", e);
        }
    }

    private <T> T change(Supplier<T> work) {
        try {
            if (!changes.tryLock(CHANGE_DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new CrossfadeException(
                        Problem.DEADLINE_PASSED,
                        "another change of flags has been going on for " + CHANGE_DEADLINE_SECONDS + " s",
                        "ask again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrossfadeException(Problem.DEADLINE_PASSED, "interrupted; ask again", null, e);
        }
        try {
            if (closed) {
                throw new CrossfadeException(Problem.NOT_READY, "flags are closed", null);
            }
            if (suspended != null) {
                throw new CrossfadeException(
                        Problem.NOT_READY, "flags cannot change now: " + suspended, "Nothing was changed; ask again.");
            }
            return work.get();
        } finally {
            boolean last = changes.getHoldCount() == 1; // else the gate calls, in the middle of a step
            if (last) {
                putFile();
            }
            changes.unlock();
            if (last) {
                readAhead();
            }
        }
    }

    /** What was written is in force: now the file may follow, before whoever asked for it is answered and looks. */
    private void putFile() {
        try {
            file.put();
        } catch (RuntimeException e) {
            log.error("the poll tries again", e);
        }
    }

    /** A moment later, when what was just changed has taken effect, reads what may be asked for next. */
    private void readAhead() {
        try {
            ScheduledFuture<?> unused = poll.schedule(
                    () -> {
                        if (!changes.tryLock()) {
                            return; // a change is under way, and asks for this when it is done
                        }
                        boolean more;
                        try {
                            more = !closed && suspended == null && store.readAhead();
                        } catch (RuntimeException e) {
                            log.debug("reading ahead", e); // whoever asks for it gets the error
                            more = false;
                        } finally {
                            changes.unlock();
                        }
                        if (more) {
                            readAhead();
                        }
                    },
                    READ_AHEAD_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("closing: nothing will be asked for");
        }
    }

    @Override
    public void close() {
        poll.shutdownNow();
        changes.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            changes.unlock();
        }
        clientRules.close();
        evaluating.close();
        reading.close();
        file.close();
    }
}
