package dev.crossfade.demo;

import java.io.IOException;
import java.util.Locale;

/**
 * A thread that asks the API and the {@link Meter} twice a second and shows the figures. {@link #close} ends it.
 */
final class Watch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 500;

    private final Screen screen;
    private final Operator operator;
    private final Meter meter;
    private final Thread thread = new Thread(this::run, "demo-watch");
    private volatile boolean goOn = true;

    Watch(Screen screen, Operator operator, Meter meter) {
        this.screen = screen;
        this.operator = operator;
        this.meter = meter;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long lastTransactions = meter.transactions();
        long lastNanos = System.nanoTime();
        try {
            while (goOn) {
                Thread.sleep(INTERVAL_MILLIS);
                String first = cell(ShopSchema.CUSTOMER_NAME);
                String second = cell(ShopSchema.ORDER_ID);
                long transactions = meter.transactions();
                long now = System.nanoTime();
                long perSecond = Math.round((transactions - lastTransactions) * 1e9 / (now - lastNanos));
                lastTransactions = transactions;
                lastNanos = now;
                if (goOn) {
                    screen.figures(first, second, perSecond, meter.p99MillisSinceLast(), meter.errors());
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private String cell(String migration) throws InterruptedException {
        try {
            return cell(operator.status(migration));
        } catch (IOException e) {
            return "no answer";
        }
    }

    static String cell(Operator.Status status) {
        return switch (status.step()) {
            case "none" -> "off";
            case "backfill", "verify" ->
                String.format(
                        Locale.ROOT,
                        "%s %d %% %s rows/s %s left",
                        status.step(),
                        status.rowsTotal() <= 0 ? 0 : Math.min(100, status.rowsDone() * 100 / status.rowsTotal()),
                        perSecond(status.rowsPerSecond()),
                        status.secondsLeft() < 0 ? "?" : status.secondsLeft() + " s");
            case "ready" -> status.stage();
            default -> status.step();
        };
    }

    private static String perSecond(double rows) {
        return rows < 10_000
                ? String.format(Locale.ROOT, "%.0f", rows)
                : String.format(Locale.ROOT, "%.0fk", rows / 1_000);
    }

    @Override
    public void close() {
        goOn = false;
        thread.interrupt();
        try {
            thread.join(INTERVAL_MILLIS * 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
