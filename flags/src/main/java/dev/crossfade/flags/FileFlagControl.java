package dev.crossfade.flags;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
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
    /** How long a change waits for the one before it: that one may walk all stages, waiting at each. */
    static final long CHANGE_DEADLINE_SECONDS = 60;

    private static final byte[] MISSING = {};
    private static final Logger log = LoggerFactory.getLogger(FileFlagControl.class);

    private final ReentrantLock changes = new ReentrantLock();
    private final Duration barrierDeadline;
    private final FlagFile file;
    private final FlagEvaluator evaluator;
    private final FlagReader reader;
    private final ClientRules clientRules;
    private final Publisher publisher;
    private final Transactions transactions;
    private final StageMover mover;
    private final ScheduledExecutorService poll;

    // Changed under the lock.
    private final Map<String, ManagedMigration> migrations = new LinkedHashMap<>();
    /** Read without the lock too. */
    private volatile FlagDocument document;
    /** The file's content as it was last read and taken. */
    private byte[] onDisk;
    /** Content that was reported as bad. */
    private byte @Nullable [] rejected;
    /** Content that was bad at the last poll; perhaps somebody was only half-way through writing it. */
    private byte @Nullable [] suspect;

    private boolean closed;

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
        byte[] content;
        FlagFile flagFile;
        try {
            flagFile = new FlagFile(file);
            content = flagFile.read();
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.INTERNAL, "flag file " + file + " cannot be read: " + e.getMessage(), null, e);
        }
        FlagDocument document = content == null ? FlagDocument.empty() : FlagDocument.parse(content, flagFile.name());
        if (content == null) {
            flagFile.write(document.utf8());
        }
        FlagEvaluator evaluator = new FlagEvaluator(FlagDocument.empty());
        try {
            FileFlagControl control = new FileFlagControl(flagFile, document, evaluator, barrierDeadline);
            evaluator.with(document, evaluation -> true);
            control.start();
            return control;
        } catch (RuntimeException e) {
            evaluator.close();
            throw e;
        }
    }

    private FileFlagControl(FlagFile file, FlagDocument document, FlagEvaluator evaluator, Duration barrierDeadline) {
        this.file = file;
        this.document = document;
        this.onDisk = document.utf8();
        this.evaluator = evaluator;
        this.barrierDeadline = barrierDeadline;
        RuleSetInterner interner = new RuleSetInterner();
        OncePerChange reports = new OncePerChange();
        reader = new FlagReader(evaluator, reports);
        clientRules = new ClientRules(evaluator, interner, reports);
        publisher = new Publisher(interner);
        transactions = new Transactions(publisher::current);
        mover = new StageMover(transactions, barrierDeadline, this::publish);
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
            if (known != null) {
                requireSame(known, migration);
                return false;
            }
            takeFile(true);
            ManagedMigration managed = new ManagedMigration(migration);
            FlagDocument before = document;
            FlagDocument after = withFlagsOf(managed, before);
            migrations.put(migration.name(), managed);
            try {
                FlagReader.Reading reading = reader.read(after, migrations.values());
                if (after == before) {
                    reading.install();
                } else {
                    write(reading);
                }
            } catch (RuntimeException e) {
                migrations.remove(migration.name());
                throw e;
            }
            publish();
            return true;
        });
    }

    private static void requireSame(ManagedMigration known, ColumnMigration migration) {
        if (!known.migration.equals(migration)) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "migration " + migration.name() + " is registered already, with another definition",
                    "restart Crossfade to change the definition of a migration");
        }
    }

    private static FlagDocument withFlagsOf(ManagedMigration managed, FlagDocument document) {
        FlagDocument result = document;
        for (String key : List.of(managed.migration.stageFlag(), managed.migration.speaksFlag())) {
            if (result.flag(key) == null) {
                result = result.with(key, newFlag(managed, key));
            }
        }
        return result;
    }

    /** The definition of a migration's flag that is not in the file, at its last good value. */
    private static ObjectNode newFlag(ManagedMigration managed, String key) {
        return key.equals(managed.migration.stageFlag())
                ? FlagDefinition.json(Stage.variants(), managed.requested.variant())
                : FlagDefinition.json(Side.variants(), managed.speaks.variant());
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
                reconcile(managed, barrierDeadline);
            }
            return true;
        });
    }

    /** Moves the stage to where flag and evidence want it, as far as it goes now. */
    private void reconcile(ManagedMigration managed, Duration wait) {
        try {
            while (managed.refused == null && managed.stage() != managed.goal()) {
                Stage to = managed.stage().isBefore(managed.goal())
                        ? managed.stage().next()
                        : managed.stage().previous();
                List<String> blockers = mover.step(managed, to, wait, () -> {});
                if (!blockers.isEmpty()) {
                    if (to == Stage.LIVE) {
                        // Trying means making new the truth for a moment: not something to do four times a second.
                        managed.refused = stillOpen(managed, to, blockers);
                        log.warn("{}; not tried again before the flag or the evidence changes", managed.refused);
                    }
                    return;
                }
            }
            List<String> unused = mover.settle(managed, Duration.ZERO); // else with the next poll
            if (!managed.announceWanted && managed.announced && managed.position == Position.OFF) {
                managed.announced = false;
                publish();
            }
        } catch (RuntimeException e) {
            managed.refused = String.valueOf(e.getMessage());
            log.warn(
                    "migration {} stays at {} although its flag asks for {}: {}; not tried again before the flag or the"
                            + " evidence changes",
                    managed.migration.name(),
                    managed.stage().variant(),
                    managed.requested.variant(),
                    managed.refused,
                    e instanceof CrossfadeException ? null : e);
        }
    }

    @Override
    public List<FlagState> flags() {
        return document.flags().stream()
                .map(this::state)
                .sorted(Comparator.comparing(FlagState::key))
                .toList();
    }

    @Override
    public Optional<FlagState> flag(String key) {
        return Optional.ofNullable(document.flag(key)).map(this::state);
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
            FlagDefinition flag = definition(key);
            FlagChange.requireMatch(flag, ifMatch);
            FlagChange.requireVariant(flag, variant);
            Optional<ManagedMigration> managed = migrations.values().stream()
                    .filter(m -> m.migration.stageFlag().equals(key))
                    .findFirst();
            if (managed.isPresent()) {
                setStage(managed.get(), flag, variant, percent);
            } else {
                FlagChange.requireNoPercent(flag, percent);
                requireNoUnknownMigration(key);
                FlagReader.Reading reading = reading(key, flag.with(variant, null));
                if (!reading.document().text().equals(document.text())) {
                    write(reading);
                    publish();
                }
            }
            return state(definition(key));
        });
    }

    private FlagDefinition definition(String key) {
        FlagDefinition flag = document.flag(key);
        if (flag != null) {
            return flag;
        }
        return migrations.values().stream()
                .filter(m -> m.migration.stageFlag().equals(key)
                        || m.migration.speaksFlag().equals(key))
                .map(m -> new FlagDefinition(key, newFlag(m, key)))
                .findFirst()
                .orElseThrow(() -> new CrossfadeException(
                        Problem.UNKNOWN_FLAG, "there is no flag " + key, "GET /v1/flags lists them"));
    }

    private static void requireNoUnknownMigration(String key) {
        if (key.startsWith("migration.") && key.endsWith(".stage")) {
            throw new CrossfadeException(
                    Problem.UNKNOWN_MIGRATION,
                    "flag " + key + " is the stage of a migration that is not loaded",
                    "check that its file is in the migrations folder and has no errors");
        }
    }

    private void setStage(ManagedMigration managed, FlagDefinition flag, String variant, @Nullable Integer percent) {
        Stage to = FlagChange.stage(flag, variant);
        Stage from = managed.stage();
        ObjectNode wanted = FlagChange.toStage(flag, variant, to, percent);
        if (to == from) {
            FlagReader.Reading reading = reading(flag.key(), wanted);
            if (!reading.document().text().equals(document.text())) {
                write(reading);
                publish();
            }
        } else if (from.isBefore(to)) {
            if (to != from.next()) {
                throw new CrossfadeException(
                        Problem.STAGE_JUMP,
                        "migration " + managed.migration.name() + " is at " + from.variant() + "; it cannot jump to "
                                + to.variant(),
                        "the next stage is " + from.next().variant());
            }
            StageMover.requirePermitted(managed, to);
            step(managed, to, reading(flag.key(), wanted));
        } else {
            for (Stage next = from.previous(); to.isBefore(next); next = next.previous()) {
                step(managed, next, reading(flag.key(), flag.with(FlagChange.variantOf(flag, next), null)));
            }
            step(managed, to, reading(flag.key(), wanted));
        }
    }

    private void step(ManagedMigration managed, Stage to, FlagReader.Reading reading) {
        List<String> blockers = mover.step(managed, to, barrierDeadline, () -> write(reading));
        if (!blockers.isEmpty()) {
            throw new CrossfadeException(
                    Problem.DEADLINE_PASSED,
                    stillOpen(managed, to, blockers),
                    "end these transactions, then ask again");
        }
    }

    private String stillOpen(ManagedMigration managed, Stage to, List<String> blockers) {
        return "migration " + managed.migration.name() + " stays at "
                + managed.stage().variant() + " and does not go to " + to.variant() + ": after "
                + barrierDeadline.toMillis()
                + " ms there are still transactions open that began before the last change, in "
                + String.join("; ", blockers);
    }

    private FlagReader.Reading reading(String key, ObjectNode json) {
        FlagDefinition flag = new FlagDefinition(key, json);
        if (!flag.enabled()) {
            throw FlagChange.invalid(
                    "flag " + key + " is disabled, so that its value has no effect",
                    "set its state to ENABLED in the flag file");
        }
        FlagDefinition present = document.flag(key);
        FlagDocument changed = present != null && present.json().equals(json) ? document : document.with(key, json);
        return reader.read(changed, migrations.values());
    }

    /** Makes a reading durable and takes it. The caller publishes. */
    private void write(FlagReader.Reading reading) {
        keepRejected();
        byte[] content = reading.document().utf8();
        file.write(content);
        take(reading, content);
    }

    private void keepRejected() {
        if (rejected == null || rejected.length == 0) {
            return;
        }
        try {
            log.warn("flag file {} is overwritten; what it held is kept in {}", file.name(), file.keepRejected());
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.INTERNAL,
                    "flag file " + file.name() + " cannot be read and could not be copied aside: " + e,
                    "correct the file, or remove it",
                    e);
        }
    }

    private void take(FlagReader.Reading reading, byte[] content) {
        document = reading.document();
        onDisk = content;
        rejected = null;
        suspect = null;
        reading.install();
    }

    private Snapshot publish() {
        return publisher.publish(document, migrations.values());
    }

    private void poll() {
        if (!changes.tryLock()) {
            return; // a change is under way, and it reads the file itself
        }
        try {
            if (!closed) {
                takeFile(false);
                migrations.values().forEach(managed -> reconcile(managed, Duration.ZERO));
            }
        } catch (RuntimeException e) {
            log.error("flag file {} could not be polled", file.name(), e);
        } finally {
            changes.unlock();
        }
    }

    /** Takes the file as it is, if it has changed. {@code now}: without waiting whether it is still being written. */
    private void takeFile(boolean now) {
        byte[] content;
        try {
            byte[] read = file.read();
            content = read == null ? MISSING : read;
        } catch (IOException e) {
            content = MISSING;
        }
        if (Arrays.equals(content, onDisk)) {
            rejected = null;
            return;
        }
        if (Arrays.equals(content, rejected)) {
            return;
        }
        FlagReader.Reading reading;
        try {
            if (content == MISSING) {
                throw new CrossfadeException(Problem.INVALID_REQUEST, file.name() + " is gone or unreadable", null);
            }
            reading = reader.read(FlagDocument.parse(content, file.name()), migrations.values());
        } catch (CrossfadeException e) {
            if (now || Arrays.equals(content, suspect)) {
                rejected = content;
                log.warn("the last good flags stay: {}", e.getMessage());
            }
            suspect = content;
            return;
        }
        log.info("flag file {} was changed by hand", file.name());
        take(reading, content);
        publish();
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
            return work.get();
        } finally {
            changes.unlock();
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
        evaluator.close();
    }
}
