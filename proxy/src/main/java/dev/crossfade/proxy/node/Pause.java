package dev.crossfade.proxy.node;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds what begins a transaction of a database, and lets those that are open come to their end. Thread-safe.
 *
 * <p>A session asks {@link #holds} on its event loop before each transaction. {@link #pause} raises the flag first and then
 * looks at every session on that session's loop: what it finds idle cannot begin any more.
 */
public final class Pause {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** What an event loop is given to say how its sessions stand, also at the deadline. */
    private static final long LEAST_ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Set<ClientSession> held = ConcurrentHashMap.newKeySet();
    private volatile boolean paused;

    /** Whether a transaction must not begin; the session is presented its message again when it may. */
    public boolean holds(ClientSession session) {
        if (!paused) {
            return false;
        }
        held.add(session);
        if (!paused) {
            held.remove(session); // resumed in between, perhaps before the session was seen
            return false;
        }
        return true;
    }

    public void forget(ClientSession session) {
        held.remove(session);
    }

    public boolean isPaused() {
        return paused;
    }

    /**
     * Pauses. Blocks; never on an event loop. At the deadline everything goes on as before.
     *
     * @param sessions of the database; asked again and again
     * @return the ids of sessions that were still in a transaction at the deadline; empty when it is paused now
     * @throws InterruptedException when the waiting thread is interrupted; everything goes on then
     */
    synchronized List<String> pause(java.util.function.Supplier<List<ClientSession>> sessions, Duration deadline)
            throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        boolean was = paused;
        paused = true;
        boolean done = false;
        try {
            while (true) {
                List<String> busy = busy(sessions.get(), end);
                if (busy.isEmpty()) {
                    done = true;
                    return List.of();
                }
                if (System.nanoTime() - end >= 0) {
                    return busy;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("while transactions come to their end");
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        } finally {
            if (!done && !was) {
                resume();
            }
        }
    }

    private static List<String> busy(List<ClientSession> sessions, long end) throws InterruptedException {
        Map<String, Boolean> busy = new ConcurrentHashMap<>();
        java.util.concurrent.CountDownLatch asked = new java.util.concurrent.CountDownLatch(sessions.size());
        for (ClientSession session : sessions) {
            busy.put(session.id(), true);
            session.channel().eventLoop().execute(() -> {
                if (!session.holdsUpPause()) {
                    busy.remove(session.id());
                }
                asked.countDown();
            });
        }
        boolean all = asked.await(Math.max(LEAST_ANSWER_NANOS, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        return all || !busy.isEmpty() ? List.copyOf(busy.keySet()) : List.of();
    }

    /** Lets transactions begin again. */
    public void resume() {
        paused = false;
        for (ClientSession session : List.copyOf(held)) {
            held.remove(session);
            session.resumeLater();
        }
    }
}
