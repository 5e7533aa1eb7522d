package dev.crossfade.admin.engine;

import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * An application behind a proxy, in short: each write asks the flags for the snapshot, holds a slot for its transaction, and
 * writes the old column or both, as the stage says.
 */
final class Writers implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    final AtomicLong writes = new AtomicLong();
    private volatile boolean stop;

    /**
     * @param statement from whether both sides are to be written and a random source to SQL
     */
    Writers(Lab lab, String migration, int count, BiFunction<Boolean, Random, String> statement) {
        for (int i = 0; i < count; i++) {
            long seed = 42L + i;
            Thread thread = new Thread(() -> run(lab, migration, statement, seed), "writer-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Lab lab, String migration, BiFunction<Boolean, Random, String> statement, long seed) {
        Random random = new Random(seed);
        try (Connection connection =
                        lab.server.connect(lab.database, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
                Statement sql = connection.createStatement();
                var slot = lab.flags.transactions().open(() -> "writer")) {
            connection.setAutoCommit(false);
            while (!stop) {
                boolean both =
                        slot.begin().migrations().get(migration).inForce().writes() == dev.crossfade.flags.Writes.BOTH;
                sql.execute(statement.apply(both, random));
                connection.commit();
                slot.end();
                writes.incrementAndGet();
            }
        } catch (SQLException | RuntimeException e) {
            synchronized (failures) {
                failures.add(e);
            }
        }
    }

    @Override
    public void close() {
        stop = true;
        for (Thread thread : threads) {
            try {
                thread.join(30_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a writer failed", failures.get(0));
        }
    }
}
