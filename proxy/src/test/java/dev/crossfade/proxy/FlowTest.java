package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.io.DataOutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
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

    /** {@code -Dcrossfade.flow.mebibytes=1023} makes it the largest message there can be. */
    @Test
    void aMessageOfHundredsOfMebibytesGoesBothWaysInFlatMemory() throws Exception {
        int size = Integer.getInteger("crossfade.flow.mebibytes", 160) * MEBIBYTE;
        byte[] chunk = new byte[MEBIBYTE];
        new java.util.Random(7).nextBytes(chunk);
        try (RawClient client = login();
                MemoryWatch memory = new MemoryWatch()) {
            client.parse("", "SELECT $1::bytea").flush();
            DataOutputStream out = new DataOutputStream(client.socket.getOutputStream());
            CRC32 sent = new CRC32();
            out.write('B');
            out.writeInt(4 + 2 + 4 + 2 + 4 + size + 4);
            out.write(RawClient.body("\0\0", (short) 1, (short) 1, (short) 1, size));
            for (int at = 0; at < size; at += chunk.length) {
                out.write(chunk);
                sent.update(chunk);
            }
            out.write(RawClient.body((short) 1, (short) 1));
            client.execute("", 0).sync().flush();
            assertThat(client.read().type()).isEqualTo('1');
            assertThat(client.read().type()).isEqualTo('2');
            assertThat(client.in.readByte()).isEqualTo((byte) 'D');
            assertThat(client.in.readInt()).isEqualTo(4 + 2 + 4 + size);
            assertThat(client.in.readShort()).isEqualTo((short) 1);
            assertThat(client.in.readInt()).isEqualTo(size);
            CRC32 received = new CRC32();
            for (int at = 0; at < size; at += chunk.length) {
                client.in.readFully(chunk);
                received.update(chunk);
            }
            assertThat(received.getValue()).isEqualTo(sent.getValue());
            assertThat(client.until('Z').get(0).text()).isEqualTo("SELECT 1\0");
            assertThat(memory.risenBytes()).isLessThan(32L * MEBIBYTE);
        }
    }

    /** How far buffers have grown at most since it began. */
    private static final class MemoryWatch implements AutoCloseable {
        private final long before = bufferBytes();
        private final AtomicLong most = new AtomicLong(before);
        private final Thread watcher = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                most.accumulateAndGet(bufferBytes(), Math::max);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        });

        MemoryWatch() {
            watcher.start();
        }

        long risenBytes() {
            return most.get() - before;
        }

        @Override
        public void close() {
            watcher.interrupt();
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
