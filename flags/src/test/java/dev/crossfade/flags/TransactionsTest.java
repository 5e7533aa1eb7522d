package dev.crossfade.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TransactionsTest {
    private static final int SESSIONS = 4;
    private static final int PUBLICATIONS = 500;

    private final AtomicReference<Snapshot> current = new AtomicReference<>(snapshot(1));
    private final Transactions transactions = new Transactions(current::get);

    @Test
    void theBarrierNamesWhoIsInTheWayUntilTheTransactionEnds() throws Exception {
        Transactions.Slot old = transactions.open(() -> "session 1");
        Transactions.Slot idle = transactions.open(() -> "session 2");
        assertThat(old.begin().number()).isEqualTo(1);
        current.set(snapshot(2));
        idle.begin();
        assertThat(transactions.barrier(1, Duration.ZERO)).isEmpty();
        assertThat(transactions.barrier(2, Duration.ofMillis(5))).containsExactly("session 1");
        old.end();
        assertThat(transactions.barrier(2, Duration.ZERO)).isEmpty();
        assertThat(transactions.barrier(3, Duration.ZERO)).containsExactly("session 2");
        idle.close();
        assertThat(transactions.barrier(3, Duration.ZERO)).isEmpty();
    }

    @Test
    void anInterruptEndsTheWait() {
        transactions.open(() -> "session 1").begin();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> transactions.barrier(2, Duration.ofSeconds(60)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aTransactionThatBeginsWhileASnapshotIsPublishedTakesTheNewOne() {
        AtomicReference<Transactions> racing = new AtomicReference<>();
        AtomicBoolean first = new AtomicBoolean(true);
        racing.set(new Transactions(() -> {
            Snapshot seen = current.get();
            if (first.getAndSet(false)) {
                // After begin() has looked and before it has said so, a barrier passes.
                current.set(snapshot(2));
                assertThat(barrierNow(racing.get(), 2)).isEmpty();
            }
            return seen;
        }));
        Transactions.Slot slot = racing.get().open(() -> "session");
        assertThat(slot.begin().number()).isEqualTo(2);
        assertThat(barrierNow(racing.get(), 3)).containsExactly("session");
    }

    private static List<String> barrierNow(Transactions transactions, long number) {
        try {
            return transactions.barrier(number, Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Sessions begin and end transactions without pause while snapshots are published. After each barrier nobody may still
     * be inside a transaction of an older snapshot: each session notes for itself what it is in, and the notes are compared.
     */
    @Test
    @Timeout(120)
    void theBarrierMissesNoTransactionThatBeganUnderAnOlderSnapshot() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong transactionsRun = new AtomicLong();
        AtomicLong passed = new AtomicLong();
        List<AtomicLong> inside = new ArrayList<>();
        List<Future<Void>> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            AtomicLong mine = new AtomicLong();
            inside.add(mine);
            sessions.add(threads.submit(session(mine, stop, transactionsRun, passed)));
        }
        try {
            for (long number = 2; number <= PUBLICATIONS; number++) {
                current.set(snapshot(number));
                assertThat(transactions.barrier(number, Duration.ofSeconds(10))).isEmpty();
                passed.set(number);
                for (AtomicLong session : inside) {
                    long used = session.get();
                    assertThat(used == 0 || used >= number)
                            .as("a transaction of snapshot %s after the barrier of %s", used, number)
                            .isTrue();
                }
            }
        } finally {
            stop.set(true);
            threads.shutdown();
        }
        for (Future<Void> session : sessions) {
            session.get(10, TimeUnit.SECONDS);
        }
        assertThat(transactionsRun.get()).isGreaterThan(PUBLICATIONS);
    }

    private Callable<Void> session(
            AtomicLong inside, AtomicBoolean stop, AtomicLong transactionsRun, AtomicLong passed) {
        return () -> {
            while (!stop.get()) {
                // Now and then a new session, as clients come and go.
                try (Transactions.Slot slot = transactions.open(() -> "session")) {
                    for (int i = ThreadLocalRandom.current().nextInt(200); i >= 0 && !stop.get(); i--) {
                        long number = slot.begin().number();
                        inside.set(number);
                        transactionsRun.incrementAndGet();
                        for (int work = ThreadLocalRandom.current().nextInt(100); work > 0; work--) {
                            Thread.onSpinWait();
                        }
                        assertThat(passed.get()).isLessThanOrEqualTo(number);
                        inside.set(0);
                        slot.end();
                    }
                }
            }
            return null;
        };
    }

    private static Snapshot snapshot(long number) {
        return new Snapshot(number, Map.of());
    }
}
