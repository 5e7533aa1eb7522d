package dev.crossfade.proxy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many clients, both ways of pooling at once, for {@code -Dcrossfade.soak.seconds}, 1800 being what must hold; {@code
 * -Dcrossfade.soak.seed} repeats what each client does, if not in which order they do it.
 */
@Timeout(3600)
class SoakTest {
    private static final int SECONDS = Integer.getInteger("crossfade.soak.seconds", 5);
    private static final long SEED = Long.getLong("crossfade.soak.seed", System.nanoTime());
    private static final int CLIENTS = 10;
    private static final int CONNECTIONS_BY_TRANSACTION = 4;

    /** After the end of the time each client ends what it does, which may be its longest: an answer 20 s late is its failure. */
    private static final int TO_END_SECONDS = 60;

    private final CountDownLatch stop = new CountDownLatch(1);

    @Test
    void everyAnswerIsItsOwnAndNothingIsLeftBehind() throws Exception {
        System.out.printf("soak: %d s, -Dcrossfade.soak.seed=%d%n", SECONDS, SEED);
        try (LeakReports leaks = new LeakReports();
                OwnErrors errors = new OwnErrors()) {
            try (House bySession = new House(pool(Pooling.Mode.SESSION, CLIENTS), SEED);
                    House byTransaction =
                            new House(pool(Pooling.Mode.TRANSACTION, CONNECTIONS_BY_TRANSACTION), SEED + 1)) {
                play(List.of(bySession, byTransaction));
            }
            assertThat(leaks.take()).as("leaked buffers").isEmpty();
            assertThat(errors.seen()).as("errors in Crossfade itself").isEmpty();
        }
    }

    private static Pooling pool(Pooling.Mode mode, int size) {
        Pooling like = Pooling.DEFAULT.withMode(mode);
        return new Pooling(
                mode,
                size,
                like.maxPerDatabase(),
                like.warm(),
                like.maxWaiting(),
                like.queryWait(),
                like.idleTransaction(),
                like.transaction(),
                like.clientIdle(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30), // so that a long run sees connections come of age
                Duration.ofSeconds(1)); // and are asked whether they live
    }

    private void play(List<House> houses) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CompletionService<House.Done> playing = new ExecutorCompletionService<>(threads);
            int players = 0;
            for (House house : houses) {
                players += house.enter(playing, stop);
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            int ended = 0;
            while (ended < players && System.nanoTime() - end < 0) {
                Future<House.Done> first = playing.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    first.get().apply(); // nobody ends before the time but by a failure
                    ended++;
                }
                houses.forEach(House::forgetRecords);
            }
            stop.countDown();
            long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(TO_END_SECONDS);
            for (; ended < players; ended++) {
                Future<House.Done> next = playing.poll(last - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(next).as("a client that does not end").isNotNull();
                next.get().apply();
            }
            for (House house : houses) {
                house.check();
            }
        } finally {
            stop.countDown();
            threads.shutdownNow();
        }
    }

    /** A proxy, its clients and its havoc. */
    private static final class House implements AutoCloseable {
        /** Run by the test's thread when a player has ended. */
        interface Done {
            void apply();
        }

        private final ProxyFixture fixture;
        private final Pooling pooling;
        private final long seed;
        private final List<Tenant> tenants = new ArrayList<>();
        private int kills;

        House(Pooling pooling, long seed) {
            this.pooling = pooling;
            this.seed = seed;
            fixture = new ProxyFixture(pooling);
            fixture.server.execute(
                    fixture.backendDatabase,
                    "CREATE TABLE public.ledger (client int, n bigint, PRIMARY KEY (client, n))",
                    "GRANT ALL ON public.ledger TO PUBLIC");
        }

        /** Answers how many have begun. */
        int enter(CompletionService<Done> players, CountDownLatch stop) throws Exception {
            Map<String, String> defaults = defaults();
            for (int i = 0; i < CLIENTS; i++) {
                Tenant tenant = new Tenant(i, fixture.port(), seed * 1000 + i, defaults, this::scene);
                players.submit(() -> {
                    Tenant done = tenant.run(stop);
                    return () -> tenants.add(done);
                });
            }
            players.submit(() -> {
                int killed = new Havoc(fixture.backendDatabase, new Random(seed)).run(stop);
                return () -> kills = killed;
            });
            return CLIENTS + 1;
        }

        private Map<String, String> defaults() throws Exception {
            try (Conversation direct = new Conversation(RawClient.login(
                    fixture.server.host(),
                    fixture.server.port(),
                    PostgresServer.APP_USER,
                    PostgresServer.APP_PASSWORD,
                    fixture.backendDatabase))) {
                direct.client.query(Tenant.showAll());
                List<String> values = Conversation.values(direct.exchange(1));
                Map<String, String> defaults = new HashMap<>();
                for (int i = 0; i < values.size(); i++) {
                    defaults.put(Tenant.SETTINGS.get(i), values.get(i));
                }
                return Map.copyOf(defaults);
            }
        }

        /** The fakes write down everything, for tests that are short. */
        void forgetRecords() {
            fixture.flags.asked.clear();
            fixture.rewriter.requests.clear();
        }

        private List<PoolInfo> pools() {
            return fixture.proxy.pools();
        }

        void check() throws Exception {
            long actions = tenants.stream().mapToLong(Tenant::actions).sum();
            List<String> losses =
                    tenants.stream().flatMap(tenant -> tenant.losses().stream()).toList();
            int cancelled = tenants.stream().mapToInt(Tenant::cancelled).sum();
            int departures = tenants.stream().mapToInt(Tenant::departures).sum();
            System.out.printf(
                    "soak, by %s: %d actions, %d departures, %d cancelled, %d servers killed, %d clients heard of it, pools %s%n",
                    pooling.mode(), actions, departures, cancelled, kills, losses.size(), pools());
            assertThat(tenants).hasSize(CLIENTS);
            assertThat(actions).as("actions").isPositive();
            assertThat(kills).as("servers killed").isPositive();
            assertThat(losses).as("clients cut off, at most one by each kill").hasSizeLessThanOrEqualTo(kills);
            Awaitility.await().untilAsserted(() -> {
                assertThat(fixture.proxy.sessions()).as("sessions left").isEmpty();
                assertThat(pools())
                        .as("server connections accounted for")
                        .allMatch(pool -> pool.opened() - pool.closed() == pool.idle() + pool.active())
                        .allMatch(pool -> pool.active() == 0 && pool.waiting() == 0 && pool.opening() == 0);
                assertThat(atTheServer())
                        .as("connections at the server")
                        .isEqualTo(pools().stream().mapToInt(PoolInfo::idle).sum());
            });
            checkLedger();
        }

        /** What a failure is best understood by. */
        private String scene() {
            return pools() + "\n"
                    + fixture.proxy.sessions().stream()
                            .map(session -> "  " + session + "\n")
                            .collect(Collectors.joining());
        }

        private int atTheServer() {
            return Integer.parseInt(fixture.server.queryOne(
                    fixture.backendDatabase,
                    "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND datname = current_database()"));
        }

        /** All that a client was told was written is there, and nothing else but what it was told nothing about. */
        private void checkLedger() throws Exception {
            try (Connection connection = fixture.server.connect(fixture.backendDatabase);
                    Statement statement = connection.createStatement()) {
                for (Tenant tenant : tenants) {
                    Set<Long> there = new HashSet<>();
                    try (ResultSet rows =
                            statement.executeQuery("SELECT n FROM ledger WHERE client = " + tenant.number())) {
                        while (rows.next()) {
                            there.add(rows.getLong(1));
                        }
                    }
                    assertThat(there.containsAll(tenant.written()))
                            .as("nothing lost")
                            .isTrue();
                    there.removeAll(tenant.written());
                    assertThat(tenant.maybeWritten())
                            .as("nothing written that was rolled back")
                            .containsAll(there);
                }
            }
        }

        @Override
        public void close() {
            fixture.close();
            assertThat(pools()).as("pools at the end").allMatch(pool -> pool.opened() == pool.closed());
        }
    }
}
