package dev.crossfade.bench;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the load connects to.
 *
 * @param name in reports
 * @param port on 127.0.0.1
 * @param database asked for there
 * @param process what stands between, null when nothing does
 */
record Target(
        String name, int port, String database, @Nullable Process process) implements AutoCloseable {
    static final String DIRECT = "direct";
    static final String PGBOUNCER = "pgbouncer";
    static final String HAPROXY = "haproxy";
    static final String ROUTER = "router";
    static final String RELAY = "relay";

    private static final long STOP_TIMEOUT_SECONDS = 10;

    /** Whether it compiles as it runs, and has to be given the time for that. */
    boolean isJvm() {
        return name.startsWith("crossfade") || name.startsWith(RELAY);
    }

    @Override
    public void close() {
        if (process != null) {
            stop(process);
        }
    }

    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
