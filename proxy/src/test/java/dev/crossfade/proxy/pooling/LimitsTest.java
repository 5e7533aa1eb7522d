package dev.crossfade.proxy.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many server connections there are, how long clients wait for them, and how long they may keep them. */
@Timeout(60)
class LimitsTest {
    private static RawClient login(ProxyFixture fixture) throws Exception {
        return RawClient.login(
                "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
    }

    private static String rows(List<Message> messages) {
        return messages.stream()
                .filter(m -> m.type() == 'D')
                .map(m -> m.text().substring(6))
                .collect(Collectors.joining(","));
    }

    private static PoolInfo pool(ProxyFixture fixture) {
        return fixture.proxy.pools().stream()
                .filter(pool -> pool.user().equals(PostgresServer.APP_USER))
                .findFirst()
                .orElseThrow();
    }

    private static String lastCode(RawClient client) throws Exception {
        return client.until('!').stream()
                .filter(m -> m.type() == 'E')
                .map(m -> m.field('C'))
                .collect(Collectors.joining(","));
    }

    @Test
    void bySessionAConnectionIsUsedAgainAndIsAsNew() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(
                Pooling.Mode.SESSION, 2, Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO, Duration.ZERO))) {
            String pid;
            try (RawClient a = login(fixture)) {
                pid = rows(a.query("SELECT pg_backend_pid()").exchange(1));
                a.query("CREATE TEMP TABLE mine (x int)").exchange(1);
                a.query("SET work_mem = '3MB'").exchange(1);
                a.parse("s", "SELECT 1").sync().exchange(1);
                a.send('X');
                assertThat(a.in.read()).isEqualTo(-1);
            }
            Awaitility.await().until(() -> pool(fixture).idle() == 1);
            try (RawClient b = login(fixture)) {
                assertThat(rows(b.query("SELECT pg_backend_pid()").exchange(1))).isEqualTo(pid);
                assertThat(rows(b.query("SELECT count(*) FROM pg_class WHERE relname = 'mine'")
                                .exchange(1)))
                        .isEqualTo("0");
                assertThat(rows(b.query("SHOW work_mem").exchange(1))).isNotEqualTo("3MB");
                assertThat(rows(b.query("SELECT count(*) FROM pg_prepared_statements")
                                .exchange(1)))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void bySessionOtherStartupParametersGetAnotherConnection() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(
                Pooling.Mode.SESSION, 1, Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO, Duration.ZERO))) {
            try (var a = fixture.connect("options", "-c geqo=off");
                    var rows = a.createStatement().executeQuery("SHOW geqo")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("off");
            }
            try (var b = fixture.connect();
                    var rows = b.createStatement().executeQuery("SHOW geqo")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("on");
            }
            assertThat(pool(fixture).opened()).isEqualTo(2);
            Awaitility.await().until(() -> pool(fixture).closed() == 1);
        }
    }

    @Test
    void whoWaitsTooLongIsToldSo() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(
                        Pooling.Mode.TRANSACTION,
                        1,
                        Duration.ofMillis(300),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO));
                RawClient a = login(fixture);
                RawClient b = login(fixture)) {
            a.query("BEGIN").exchange(1);
            b.query("SELECT 1").flush();
            assertThat(lastCode(b)).isEqualTo("53300");
            assertThat(rows(a.query("SELECT 'a'").exchange(1))).isEqualTo("a");
        }
    }

    @Test
    void whoIdlesTooLongIsEnded() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(
                        Pooling.Mode.TRANSACTION,
                        5,
                        Duration.ofSeconds(30),
                        Duration.ofMillis(300),
                        Duration.ZERO,
                        Duration.ofMillis(600)));
                RawClient inTransaction = login(fixture);
                RawClient idle = login(fixture)) {
            inTransaction.query("BEGIN").exchange(1);
            assertThat(lastCode(inTransaction)).isEqualTo("25P03");
            assertThat(lastCode(idle)).isEqualTo("57P05");
            Awaitility.await().until(() -> fixture.proxy.sessions().isEmpty());
        }
    }

    @Test
    void aTransactionThatTakesTooLongIsEnded() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(
                        Pooling.Mode.TRANSACTION,
                        5,
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        Duration.ofMillis(300),
                        Duration.ZERO));
                RawClient client = login(fixture)) {
            client.query("SELECT pg_sleep(30)").flush();
            assertThat(lastCode(client)).isEqualTo("25P04");
        }
    }

    /** Clients of both event loops, one connection: nobody starves, and there is never a second one. */
    @Test
    void oneConnectionServesTheClientsOfAllEventLoops() throws Exception {
        int clients = 8;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (ProxyFixture fixture = new ProxyFixture(TestPools.byTransaction(1))) {
            List<Future<Integer>> served = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                served.add(threads.submit(() -> {
                    int done = 0;
                    try (RawClient client = login(fixture)) {
                        for (; done < 40; done++) {
                            String answer =
                                    rows(client.query("SELECT '" + number + "-" + done + "' FROM pg_sleep(0.001)")
                                            .exchange(1));
                            assertThat(answer).isEqualTo(number + "-" + done);
                        }
                    }
                    return done;
                }));
            }
            for (Future<Integer> one : served) {
                assertThat(one.get(50, TimeUnit.SECONDS)).isEqualTo(40);
            }
            PoolInfo pool = pool(fixture);
            assertThat(pool.opened() - pool.closed()).isLessThanOrEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aBackendThatTakesNobodyIsTriedAgainForTheNext() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.byTransaction(2));
                RawClient client = login(fixture)) {
            fixture.server.execute("postgres", "ALTER DATABASE " + fixture.backendDatabase + " CONNECTION LIMIT 0");
            fixture.server.queryOne(
                    fixture.backendDatabase,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app' AND datname ="
                            + " current_database()");
            Awaitility.await().until(() -> pool(fixture).idle() == 0);
            client.query("SELECT 1").flush();
            assertThat(lastCode(client))
                    .isEqualTo("53300"); // the server's own word, since there is no other connection
            fixture.server.execute("postgres", "ALTER DATABASE " + fixture.backendDatabase + " CONNECTION LIMIT -1");
            try (RawClient next = login(fixture)) {
                assertThat(rows(next.query("SELECT 'next'").exchange(1))).isEqualTo("next");
            }
        }
    }
}
