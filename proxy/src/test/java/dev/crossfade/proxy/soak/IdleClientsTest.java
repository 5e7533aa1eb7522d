package dev.crossfade.proxy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code -Dcrossfade.idle.clients=10000} is what must hold; it takes two file descriptors for each client. */
@Timeout(600)
class IdleClientsTest {
    private static final int CLIENTS = Integer.getInteger("crossfade.idle.clients", 2_000);
    private static final int TO_WARM_UP = 500;
    private static final int MAX_BYTES_EACH = 20 * 1024;

    @Test
    void anIdleClientTakesLittleAndStillWorks() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (ProxyProcess proxy = new ProxyProcess(Pooling.Mode.TRANSACTION)) {
            for (int i = 0; i < TO_WARM_UP; i++) {
                try (RawClient client = proxy.login()) {
                    work(client, i);
                }
            }
            Awaitility.await().until(() -> proxy.sessions() == 0);
            Memory base = proxy.memory();
            for (int i = 0; i < CLIENTS; i++) {
                RawClient client = proxy.login();
                clients.add(client);
                work(client, i);
            }
            assertThat(proxy.sessions()).isEqualTo(CLIENTS);
            Memory grown = proxy.memory().minus(base);
            // direct buffers are in the resident set, the heap is not: it was touched before
            double each = (double) (grown.heap() + Math.max(grown.resident(), grown.direct())) / CLIENTS;
            System.out.printf(
                    "idle clients: %d; base %s; grown by %s; each %.1f KiB%n", CLIENTS, base, grown, each / 1024);
            assertThat(each).as("bytes of each client").isLessThan(MAX_BYTES_EACH);
            for (int i = 0; i < CLIENTS; i += 7) {
                work(clients.get(i), i);
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static void work(RawClient client, int number) throws Exception {
        assertThat(client.query("SELECT 'client " + number + "'").exchange(1))
                .anyMatch(message -> message.type() == 'D' && message.text().endsWith("client " + number));
    }
}
