package dev.crossfade.demo;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the operator does with both migrations while the shop is open, and how long it looks on in between. */
final class Tour {
    private static final List<String> MIGRATIONS = List.of(ShopSchema.CUSTOMER_NAME, ShopSchema.ORDER_ID);
    private static final long POLL_MILLIS = 100;
    private static final long READY_TIMEOUT_SECONDS = 180;
    private static final long STAGE_TIMEOUT_SECONDS = 30;
    private static final long TRANSACTIONS_TIMEOUT_SECONDS = 120;
    private static final long LOOK_ON_MILLIS = 3_000;
    private static final long BETWEEN_FLIPS_MILLIS = 150;

    private final Operator operator;
    private final Screen screen;
    private final Meter meter;

    Tour(Operator operator, Screen screen, Meter meter) {
        this.operator = operator;
        this.screen = screen;
        this.meter = meter;
    }

    /**
     * Off → … → live, back to dual-write, forward to live again, then back and forth between live and shadow.
     *
     * @param flips how many of these last
     * @param transactions goes on until the application has done so many
     */
    void walk(int flips, long transactions) throws IOException, InterruptedException {
        lookOn();
        for (String migration : MIGRATIONS) {
            operator.post(migration, "start");
            screen.event("▸ " + migration + ": started; adds its columns, then writes both, backfills, verifies");
        }
        for (String migration : MIGRATIONS) {
            ready(migration);
        }
        forward();
        for (String migration : MIGRATIONS) {
            operator.setStage(migration, "dual-write");
            reached(migration, "dual-write");
            screen.event("◂ " + migration + ": rolled back, live → dual-write");
        }
        lookOn();
        forward();
        screen.event("▸ both: back and forth between live and shadow, " + flips + " flips");
        for (int i = 0; i < flips; i++) {
            String migration = MIGRATIONS.get(i / 2 % MIGRATIONS.size());
            operator.setStage(migration, i % 2 == 0 ? "shadow" : "live");
            Thread.sleep(BETWEEN_FLIPS_MILLIS);
        }
        screen.event("▸ both: live");
        until(transactions + " transactions", TRANSACTIONS_TIMEOUT_SECONDS, () -> meter.transactions() >= transactions);
        lookOn();
    }

    private void forward() throws IOException, InterruptedException {
        for (String stage : List.of("shadow", "live")) {
            for (String migration : MIGRATIONS) {
                operator.post(migration, "advance");
                reached(migration, stage);
                screen.event("▸ " + migration + ": advanced to " + stage);
            }
            lookOn();
        }
    }

    private void ready(String migration) throws IOException, InterruptedException {
        until(migration + " to be backfilled and verified", READY_TIMEOUT_SECONDS, () -> {
            Operator.Status status = operator.status(migration);
            if (status.step().equals("failed") || status.deadLetters() > 0) {
                throw new Operator.Refused(migration + " does not get ready: " + status);
            }
            return status.step().equals("ready");
        });
        screen.event("▸ " + migration + ": backfilled, and every row verified");
    }

    private void reached(String migration, String stage) throws IOException, InterruptedException {
        until(
                migration + " to be at " + stage,
                STAGE_TIMEOUT_SECONDS,
                () -> operator.status(migration).stage().equals(stage));
    }

    private void lookOn() throws InterruptedException {
        Thread.sleep(LOOK_ON_MILLIS);
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void until(String what, long timeoutSeconds, Condition condition)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new Operator.Refused("waited " + timeoutSeconds + " s in vain for " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
