package dev.crossfade.flags;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Which snapshot each open transaction uses, and the wait for the older ones to end: this node's half of the barrier.
 *
 * <p>Each session owns one {@link Slot} and alone writes it, on its event loop, without locks; a barrier reads them all.
 * The idea is that of CREATE INDEX CONCURRENTLY: publish first, then wait for everyone who may not have seen it.
 */
public final class Transactions {
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Set<Slot> slots = ConcurrentHashMap.newKeySet();
    private final Supplier<Snapshot> current;
    private final LongSupplier nanoTime;

    public Transactions(Supplier<Snapshot> current) {
        this(current, System::nanoTime);
    }

    Transactions(Supplier<Snapshot> current, LongSupplier nanoTime) {
        this.current = current;
        this.nanoTime = nanoTime;
    }

    /**
     * A slot for a new session.
     *
     * @param description names the session to people when it blocks a barrier; called then, from another thread
     */
    public Slot open(Supplier<String> description) {
        Slot slot = new Slot(description);
        slots.add(slot);
        return slot;
    }

    /**
     * Waits until no open transaction uses a snapshot older than {@code number}. Blocks; never call it on an event loop.
     *
     * @return the sessions still in an older transaction when the deadline passed; empty when the barrier holds
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public List<String> barrier(long number, Duration deadline) throws InterruptedException {
        long end = nanoTime.getAsLong() + deadline.toNanos();
        while (true) {
            if (slots.stream().noneMatch(slot -> slot.blocks(number))) {
                return List.of();
            }
            if (nanoTime.getAsLong() - end >= 0) {
                return slots.stream()
                        .filter(slot -> slot.blocks(number))
                        .map(slot -> slot.description.get())
                        .toList();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("while waiting for transactions older than snapshot " + number);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** One session's place. Only its own event loop calls the methods. */
    public final class Slot implements AutoCloseable {
        private static final long NONE = 0;

        private final Supplier<String> description;
        private volatile long inUse = NONE;

        private Slot(Supplier<String> description) {
            this.description = description;
        }

        /** A transaction begins: the newest snapshot, held until {@link #end}. */
        public Snapshot begin() {
            // Announce first, then look again: a barrier that reads the slot between the two sees a number that is at
            // most too old, never one that is too new.
            Snapshot snapshot = current.get();
            while (true) {
                inUse = snapshot.number();
                Snapshot now = current.get();
                if (now.number() == snapshot.number()) {
                    return snapshot;
                }
                snapshot = now;
            }
        }

        /** The transaction has ended: nothing of it can write or commit any more. */
        public void end() {
            inUse = NONE;
        }

        /** The session is gone, and with it its server connection. */
        @Override
        public void close() {
            inUse = NONE;
            slots.remove(this);
        }

        private boolean blocks(long number) {
            long used = inUse;
            return used != NONE && used < number;
        }
    }
}
