package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Big values, slow readers, and ends of connections. */
@Timeout(120)
class FlowTest {
    private static final int MEBIBYTE = 1 << 20;
    private final ProxyFixture fixture = new ProxyFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private RawClient login() throws Exception {
        return RawClient.login("127.0.0.1", fixture.port(), "app", PostgresServer.APP_PASSWORD, "shop");
    }

    private static long bufferBytes() {
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return direct + Math.max(0, io.netty.util.internal.PlatformDependent.usedDirectMemory());
    }

    @Test
    void aSlowReaderStopsItsServerAndMemoryStaysFlat() throws Exception {
        try (RawClient client = login()) {
            client.query("SELECT repeat('x', 1000000) FROM generate_series(1, 200)")
                    .flush();
            Awaitility.await()
                    .until(() -> "ClientWrite"
                            .equals(fixture.server.queryOne(
                                    fixture.backendDatabase,
                                    "SELECT max(wait_event) FROM pg_stat_activity WHERE query LIKE 'SELECT repeat%'"
                                            + " AND wait_event = 'ClientWrite'")));
            assertThat(bufferBytes()).isLessThan(64L * MEBIBYTE);
            long rows = client.until('Z').stream().filter(m -> m.type() == 'D').count();
            assertThat(rows).isEqualTo(200);
        }
    }

    @Test
    void aValueOf64MebibytesGoesBothWaysInFlatMemory() throws Exception {
        byte[] value = new byte[64 * MEBIBYTE];
        java.util.Arrays.fill(value, (byte) 'v');
        try (RawClient client = login()) {
            client.parse("", "SELECT $1::text").flush();
            CompletableFuture<Long> most = new CompletableFuture<>();
            Thread watcher = new Thread(() -> {
                long max = 0;
                while (!Thread.currentThread().isInterrupted()) {
                    max = Math.max(max, bufferBytes());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
                most.complete(max);
            });
            long before = bufferBytes();
            watcher.start();
            client.add('B', "\0\0", (short) 0, (short) 1, value.length, value, (short) 0)
                    .execute("", 0)
                    .sync();
            List<RawClient.Message> answer = client.exchange(1);
            watcher.interrupt();
            assertThat(answer.stream()
                            .filter(m -> m.type() == 'D')
                            .findFirst()
                            .orElseThrow()
                            .body())
                    .hasSize(value.length + 6);
            assertThat(most.get(10, TimeUnit.SECONDS) - before).isLessThan(32L * MEBIBYTE);
        }
    }

    @Test
    void whenTheServerEndsASessionTheClientIsToldWhatItSaid() throws Exception {
        try (RawClient client = login()) {
            fixture.server.queryOne(
                    fixture.backendDatabase,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app' AND datname ="
                            + " current_database()");
            List<RawClient.Message> last = client.until('!');
            assertThat(last.get(0).field('C')).isEqualTo("57P01");
            assertThat(last).hasSize(2);
        }
        Awaitility.await().until(() -> fixture.proxy.sessions().isEmpty());
    }

    @Test
    void anAdministratorEndsASession() throws Exception {
        try (RawClient client = login()) {
            client.query("BEGIN").exchange(1);
            String id = fixture.proxy.sessions().get(0).id();
            assertThat(fixture.proxy.terminate(id)).isTrue();
            assertThat(client.until('!').get(0).field('C')).isEqualTo("57P01");
            Awaitility.await().until(() -> fixture.proxy.sessions().isEmpty());
            assertThat(fixture.proxy.terminate(id)).isFalse();
        }
    }

    @Test
    void closingLetsATransactionEndAndTellsTheIdleAtOnce() throws Exception {
        try (RawClient idle = login();
                RawClient busy = login()) {
            busy.query("BEGIN").exchange(1);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(fixture.proxy::close);
            assertThat(idle.until('!').get(0).field('C')).isEqualTo("57P01");
            busy.query("SELECT 1").exchange(1);
            busy.query("COMMIT").flush();
            List<RawClient.Message> last = busy.until('!');
            assertThat(last.stream().map(m -> m.type()).toList()).containsExactly('C', 'Z', 'E', '!');
            closing.get(20, TimeUnit.SECONDS);
        }
    }
}
