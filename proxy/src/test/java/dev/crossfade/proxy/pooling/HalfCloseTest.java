package dev.crossfade.proxy.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ClientTls;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.Certificates;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.SecureFixture;
import dev.crossfade.proxy.testing.TlsClient;
import dev.crossfade.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that close their sending half and read on; what they are answered is compared by the transcripts. On each transport it
 * is another matter how that is noticed: to run this on the one that is used where no other works, {@code mvn test -pl proxy -am
 * -Dtest='*HalfCloseTest' -Dsurefire.failIfNoSpecifiedTests=false -Dcrossfade.test.transport=nio}.
 */
@Timeout(60)
class HalfCloseTest {
    /** More than the sockets' buffers and the proxy's hold. */
    private static final int ROWS = 3_000;

    private static RawClient login(ProxyFixture fixture) throws Exception {
        return RawClient.login(
                "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
    }

    private static long rows(RawClient client) throws Exception {
        List<RawClient.Message> all = client.until('\0'); // up to the end
        assertThat(all).extracting(RawClient.Message::type).endsWith('Z', '!');
        return all.stream().filter(message -> message.type() == 'D').count();
    }

    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void aSlowReaderIsAnsweredToTheEndAndItsSessionEnds(Pooling.Mode mode) throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(Pooling.DEFAULT.withMode(mode));
                RawClient client = login(fixture)) {
            client.query("SELECT repeat('x', 10000) FROM generate_series(1, " + ROWS + ")")
                    .flush();
            client.socket.shutdownOutput();
            client.read();
            // the server has not been read to the end as long as the client does not read
            Awaitility.await()
                    .until(() -> fixture.proxy.sessions().stream()
                            .allMatch(session -> session.state().equals("active")));
            assertThat(rows(client)).isEqualTo(ROWS);
            Awaitility.await().until(() -> fixture.proxy.sessions().isEmpty());
            Awaitility.await().until(() -> fixture.proxy.pools().stream().allMatch(pool -> pool.active() == 0));
        }
    }

    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void oneThatBreaksOffThenLeavesNothing(Pooling.Mode mode) throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(Pooling.DEFAULT.withMode(mode))) {
            RawClient client = login(fixture);
            client.query("SELECT repeat('x', 10000) FROM generate_series(1, " + ROWS + ")")
                    .flush();
            client.socket.shutdownOutput();
            client.read();
            client.close();
            Awaitility.await().until(() -> fixture.proxy.sessions().isEmpty());
            Awaitility.await().until(() -> fixture.proxy.pools().stream().allMatch(pool -> pool.active() == 0));
        }
    }

    /** What is left in a queue by a client that may have lost its patience is not run for nobody. */
    @Test
    void inAQueueItWaitsAShortTimeOnly() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.byTransaction(1));
                RawClient holder = login(fixture);
                RawClient client = login(fixture)) {
            fixture.server.execute(
                    fixture.backendDatabase, "CREATE TABLE public.t (x int)", "GRANT ALL ON t TO PUBLIC");
            holder.query("BEGIN").exchange(1);
            client.query("INSERT INTO t VALUES (1)").flush();
            client.socket.shutdownOutput();
            assertThat(client.until('\0')).extracting(RawClient.Message::type).containsExactly('!');
            Awaitility.await().until(() -> fixture.proxy.sessions().size() == 1);
            holder.query("COMMIT").exchange(1);
            assertThat(fixture.server.queryOne(fixture.backendDatabase, "SELECT count(*) FROM t"))
                    .isEqualTo("0");
        }
    }

    @Test
    void whoComesFreeInTimeIsUsed() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.byTransaction(1));
                RawClient holder = login(fixture);
                RawClient client = login(fixture)) {
            holder.query("BEGIN").exchange(1);
            client.query("SELECT 1").flush();
            client.socket.shutdownOutput();
            Awaitility.await().until(() -> fixture.proxy.pools().stream().anyMatch(pool -> pool.waiting() == 1));
            holder.query("COMMIT").exchange(1);
            assertThat(rows(client)).isEqualTo(1);
        }
    }

    /** Of the connection beneath, without a word of TLS. */
    @Test
    void overTlsToo() throws Exception {
        Certificates.Pair pair =
                Certificates.write("half-close", Certificates.server(Certificates.AUTHORITY, "localhost"));
        try (SecureFixture fixture = new SecureFixture(new SecureFixture.Options()
                        .access(new ClientAccess(
                                new ClientTls(true, pair.certificate(), pair.key(), null),
                                List.of(AccessRule.DEFAULT))));
                TlsClient client = TlsClient.asking(fixture.port(), "TLSv1.3")) {
            client.raw().startup("user", "app", "database", "shop");
            client.raw().authenticate("app secret");
            client.raw()
                    .query("SELECT repeat('x', 10000) FROM generate_series(1, " + ROWS + ")")
                    .flush();
            client.shutdownOutput();
            assertThat(rows(client.raw())).isEqualTo(ROWS);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> fixture.proxy().sessions().isEmpty());
        }
    }
}
