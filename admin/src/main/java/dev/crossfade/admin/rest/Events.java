package dev.crossfade.admin.rest;

import dev.crossfade.flags.Problem;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to those who listen. Each listener has a bounded queue; one that does not keep up is ended, and gets the
 * whole state again when it comes back, so nobody holds up anybody.
 */
final class Events implements AutoCloseable {
    static final int MAX_STREAMS = 16;
    static final int MAX_QUEUED_EVENTS = 1_000;

    private static final Event END = new Event(0, "end", "");

    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closed;

    /** Something that happened; {@code data} is written as JSON. */
    record Event(long id, String type, Object data) {}

    /** A new listener; it must be closed. */
    synchronized Subscription subscribe() {
        if (closed || subscriptions.size() >= MAX_STREAMS) {
            throw new Refusal(
                    503,
                    closed ? Problem.NOT_READY : Problem.TOO_MANY_CONNECTIONS,
                    closed ? "the admin API is closing" : "there are " + MAX_STREAMS + " event streams already",
                    "close one of them");
        }
        Subscription subscription = new Subscription();
        subscriptions.add(subscription);
        return subscription;
    }

    boolean anybodyListens() {
        return !subscriptions.isEmpty();
    }

    void publish(String type, Object data) {
        if (subscriptions.isEmpty()) {
            return;
        }
        Event event = event(type, data);
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    Event event(String type, Object data) {
        return new Event(numbers.incrementAndGet(), type, data);
    }

    @Override
    public synchronized void close() {
        closed = true;
        subscriptions.forEach(Subscription::end);
    }

    /** One listener's queue. */
    final class Subscription implements AutoCloseable {
        private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(MAX_QUEUED_EVENTS);

        private volatile boolean ended;

        private void offer(Event event) {
            if (!queue.offer(event)) {
                subscriptions.remove(this);
                end();
            }
        }

        private void end() {
            ended = true;
            queue.clear();
            queue.offer(END); // wakes the listener; if others have filled the queue again it is awake anyway
        }

        /**
         * Waits for the next event; null when none came.
         *
         * @throws InterruptedException when the thread is interrupted
         */
        @Nullable
        Event next(long timeoutMillis) throws InterruptedException {
            return ended ? null : queue.poll(timeoutMillis, TimeUnit.MILLISECONDS);
        }

        /** Whether nothing more will come. */
        boolean ended() {
            return ended;
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }
}
