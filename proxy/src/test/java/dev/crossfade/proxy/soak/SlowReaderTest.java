package dev.crossfade.proxy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -Dcrossfade.slow.rows=100} is what must hold. */
@Timeout(600)
class SlowReaderTest {
    private static final int ROWS = Integer.getInteger("crossfade.slow.rows", 8);
    private static final int MEBIBYTE = 1 << 20;
    private static final int ROW_BYTES = 10 * MEBIBYTE;
    private static final int BYTES_PER_SECOND = 16 * MEBIBYTE;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int WITHIN_BYTES = 32 * MEBIBYTE;

    @ParameterizedTest
    @EnumSource
    void aSlowReaderOfBigRowsLeavesMemoryFlat(Pooling.Mode mode) throws Exception {
        try (ProxyProcess proxy = new ProxyProcess(mode);
                RawClient client = proxy.login()) {
            read(client, 3, Long.MAX_VALUE, new Memory[] {proxy.memory()}, proxy);
            Memory base = proxy.memory();
            Memory unused = proxy.most();
            Memory[] most = {base};
            long began = System.nanoTime();
            read(client, ROWS, BYTES_PER_SECOND, most, proxy);
            double seconds = (System.nanoTime() - began) / 1e9;
            Memory grown = most[0].minus(base);
            System.out.printf(
                    "slow reader, by %s: %d rows of 10 MiB in %.1f s; base %s; at most %s more%n",
                    mode, ROWS, seconds, base, grown);
            assertThat(seconds).isGreaterThan((double) ROWS * ROW_BYTES / BYTES_PER_SECOND - 1);
            assertThat(grown.heap()).as("heap").isLessThan(WITHIN_BYTES);
            assertThat(grown.direct()).as("direct").isLessThan(WITHIN_BYTES);
            assertThat(grown.resident()).as("resident").isLessThan(WITHIN_BYTES);
        }
    }

    /** Reads rows at a pace and looks after each how much memory the proxy took meanwhile. */
    private static void read(RawClient client, int rows, long bytesPerSecond, Memory[] most, ProxyProcess proxy)
            throws IOException {
        // a digit that differs from row to row, so that no row can be taken for another
        client.query("SELECT repeat(chr(48 + i % 10), " + ROW_BYTES + ") FROM generate_series(1, " + rows + ") i")
                .flush();
        assertThat(client.read().type()).isEqualTo('T');
        byte[] chunk = new byte[CHUNK_BYTES];
        long began = System.nanoTime();
        long read = 0;
        for (int row = 1; row <= rows; row++) {
            assertThat((char) client.in.readByte()).isEqualTo('D');
            assertThat(client.in.readInt()).isEqualTo(4 + 2 + 4 + ROW_BYTES);
            assertThat(client.in.readShort()).isEqualTo((short) 1);
            assertThat(client.in.readInt()).isEqualTo(ROW_BYTES);
            String expected = String.valueOf(row % 10).repeat(CHUNK_BYTES);
            for (int at = 0; at < ROW_BYTES; at += CHUNK_BYTES) {
                client.in.readFully(chunk);
                assertThat(new String(chunk, StandardCharsets.ISO_8859_1).equals(expected))
                        .isTrue();
                read += CHUNK_BYTES;
                untilNanos(began + (long) ((double) read / bytesPerSecond * TimeUnit.SECONDS.toNanos(1)));
            }
            most[0] = most[0].max(proxy.most());
        }
        assertThat(client.until('Z').get(0).text()).isEqualTo("SELECT " + rows + "\0");
    }

    /** The pace: the reader's slowness is what is tested. */
    private static void untilNanos(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
