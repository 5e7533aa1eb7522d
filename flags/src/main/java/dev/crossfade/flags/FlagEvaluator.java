package dev.crossfade.flags;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdOptions;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.contrib.providers.flagd.resolver.process.storage.connector.QueuePayload;
import dev.openfeature.contrib.providers.flagd.resolver.process.storage.connector.QueuePayloadType;
import dev.openfeature.contrib.providers.flagd.resolver.process.storage.connector.QueueSource;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.NoOpProvider;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates flags through the OpenFeature SDK by flagd's in-process resolver, which is fed from memory: definitions take
 * effect without waiting for a poll of the file, and without gRPC.
 *
 * <p>An evaluation names the document it wants. The provider holds one set of definitions at a time, so a document that is
 * not loaded is loaded first; evaluations of the loaded one run in parallel and never see half of another. Each instance
 * has an OpenFeature domain of its own, so several live in one process. Blocks for as long as flagd takes to parse
 * (about a millisecond), at most {@value #LOAD_DEADLINE_MILLIS} ms; not for event loops.
 */
final class FlagEvaluator implements AutoCloseable {
    /** How long flagd may take to load definitions. */
    static final long LOAD_DEADLINE_MILLIS = 5_000;

    private static final int WARM_UP_LOADS = 400;
    private static final String WARM_UP_FLAG = "warm-up.stage";

    private static final long LOAD_POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long ANNOUNCEMENT_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** A flag of our own in each payload: if it evaluates to the payload's number, that payload was taken. */
    private static final String LOADED_FLAG = "crossfade.loaded";

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Memory memory = new Memory();
    private final AtomicInteger announcements = new AtomicInteger();
    private final String domain = "crossfade-" + UUID.randomUUID();
    private final Client client;
    private @Nullable FlagDocument loaded;
    private long loads;
    private int announcedBefore = -1;

    /** One evaluation: a value, or what was wrong. */
    record Outcome(@Nullable String value, @Nullable String error) {}

    /** Evaluates flags of one document. */
    final class Evaluation {
        Outcome text(String key, EvaluationContext context) {
            FlagEvaluationDetails<String> details = client.getStringDetails(key, "", context);
            return details.getErrorCode() == null
                    ? new Outcome(details.getValue(), null)
                    : new Outcome(null, details.getErrorCode() + ": " + details.getErrorMessage());
        }
    }

    FlagEvaluator(FlagDocument first) {
        memory.offer(payload(first));
        loaded = first;
        FlagdProvider provider = new FlagdProvider(FlagdOptions.builder()
                .resolverType(Config.Resolver.IN_PROCESS)
                .customConnector(memory)
                .deadline((int) LOAD_DEADLINE_MILLIS)
                .build());
        OpenFeatureAPI.getInstance().setProviderAndWait(domain, provider);
        client = OpenFeatureAPI.getInstance().getClient(domain);
        client.onProviderConfigurationChanged(event -> announcements.incrementAndGet());
    }

    /**
     * Lets the JVM compile what a change of a flag runs through, on definitions of no importance: a rollback is rare, and
     * must not be slow because it is the first. Takes about a second of one core; call it on a thread of its own.
     */
    static void warmUp() {
        FlagDocument off = warmUpDocument(Stage.OFF);
        FlagDocument live = warmUpDocument(Stage.LIVE);
        try (FlagEvaluator evaluator = new FlagEvaluator(off)) {
            for (int load = 0; load < WARM_UP_LOADS && !Thread.currentThread().isInterrupted(); load++) {
                Outcome unused = evaluator.with(
                        load % 2 == 0 ? live : off,
                        evaluation -> evaluation.text(WARM_UP_FLAG, new ImmutableContext("warm-up")));
            }
        }
    }

    private static FlagDocument warmUpDocument(Stage stage) {
        FlagDocument document = FlagDocument.empty();
        for (String flag : List.of(WARM_UP_FLAG, "warm-up.speaks", "warm-up.other")) {
            document = document.with(flag, FlagDefinition.json(Stage.variants(), stage.variant()));
        }
        return document;
    }

    /** How many documents flagd has been given so far. */
    long loads() {
        lock.readLock().lock();
        try {
            return loads;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Runs {@code work} against the definitions of {@code document} and no other.
     *
     * @throws CrossfadeException INVALID_REQUEST when flagd does not take the document
     */
    <T> T with(FlagDocument document, Function<Evaluation, T> work) {
        while (true) {
            lock.readLock().lock();
            try {
                if (loaded == document) {
                    return work.apply(new Evaluation());
                }
            } finally {
                lock.readLock().unlock();
            }
            load(document);
        }
    }

    private void load(FlagDocument document) {
        lock.writeLock().lock();
        try {
            if (loaded == document) {
                return;
            }
            loaded = null;
            awaitAnnounced();
            announcedBefore = announcements.get();
            memory.offer(payload(document));
            awaitLoaded();
            loaded = document;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void awaitLoaded() {
        if (!memory.awaitDone(loads, LOAD_DEADLINE_MILLIS)) {
            throw new CrossfadeException(
                    Problem.DEADLINE_PASSED,
                    "flagd did not load the flag definitions in " + LOAD_DEADLINE_MILLIS + " ms",
                    null);
        }
        if (!client.getStringValue(LOADED_FLAG, "").equals(Long.toString(loads))) {
            throw new CrossfadeException(
                    Problem.INVALID_REQUEST,
                    "flagd does not accept the flag definitions",
                    "compare them with https://flagd.dev/schema/v0/flags.json; flagd's own message is in the log");
        }
    }

    /**
     * Waits for flagd to announce what it loaded last: it drops, with a warning, an announcement that comes before the one
     * before it was taken.
     */
    private void awaitAnnounced() {
        long end = System.nanoTime() + ANNOUNCEMENT_WAIT_NANOS;
        while (announcements.get() == announcedBefore && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOAD_POLL_NANOS);
        }
    }

    private QueuePayload payload(FlagDocument document) {
        String number = Long.toString(++loads);
        ObjectNode flag = FlagDefinition.json(List.of(number), number);
        return new QueuePayload(QueuePayloadType.DATA, document.textWith(LOADED_FLAG, flag));
    }

    @Override
    public void close() {
        // Replacing the provider is how the SDK shuts one down without touching other domains.
        OpenFeatureAPI.getInstance().setProviderAndWait(domain, new NoOpProvider());
    }

    /** The context of a client session on one table, with the attributes of the design. */
    static EvaluationContext context(ClientContext client, TableName table) {
        return new ImmutableContext(
                client.targetingKey(),
                Map.of(
                        "database", new Value(client.database()),
                        "user", new Value(client.user()),
                        "application", new Value(client.application()),
                        "clientAddress", new Value(client.clientAddress()),
                        "table", new Value(table.toString())));
    }

    /**
     * Definitions handed over in memory. flagd takes one after the other: that it comes for the next tells that it is done
     * with the last, whether it liked it or not.
     */
    private static final class Memory implements QueueSource {
        private final LoadQueue queue = new LoadQueue();

        void offer(QueuePayload payload) {
            queue.add(payload);
        }

        boolean awaitDone(long load, long deadlineMillis) {
            return queue.awaitTaking(load + 1, deadlineMillis);
        }

        @Override
        public void init() {}

        @Override
        public BlockingQueue<QueuePayload> getStreamQueue() {
            return queue;
        }

        @Override
        public void shutdown() {
            // flagd's reader looks at its stop flag only after it has taken something.
            queue.add(new QueuePayload(QueuePayloadType.ERROR, "closed"));
        }
    }

    /** Counts how often its only reader came to take. Holds one load at most, and one more at the end. */
    private static final class LoadQueue extends LinkedBlockingQueue<QueuePayload> {
        private final transient Object monitor = new Object();
        private long takings;

        @Override
        public QueuePayload take() throws InterruptedException {
            synchronized (monitor) {
                takings++;
                monitor.notifyAll();
            }
            return super.take();
        }

        boolean awaitTaking(long number, long deadlineMillis) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
            boolean interrupted = false;
            synchronized (monitor) {
                while (takings < number) {
                    long left = end - System.nanoTime();
                    if (left <= 0) {
                        break;
                    }
                    try {
                        TimeUnit.NANOSECONDS.timedWait(monitor, left);
                    } catch (InterruptedException e) {
                        interrupted = true; // a load is short, and half of one is no use
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return takings >= number;
            }
        }
    }
}
