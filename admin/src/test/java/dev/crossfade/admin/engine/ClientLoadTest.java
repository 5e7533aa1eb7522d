package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.proxy.ClientLatency;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Backfill beside clients that are served slowly, and in a server that is busy. */
class ClientLoadTest {
    private static final Duration SLOW = Duration.ofMillis(80);

    private static MigrationSpec spec(@Nullable Duration maxClientP99, @Nullable Integer maxActiveSessions) {
        ColumnMigration rename = Lab.rename("m", "t", "a", "b").migration();
        return new MigrationSpec(
                rename,
                new MigrationSpec.Backfill(
                        Duration.ofMillis(10), Duration.ofMillis(30), null, maxClientP99, maxActiveSessions),
                Duration.ZERO,
                MigrationSpec.Guard.NONE,
                "digest-of-m");
    }

    private static Lab table() {
        return new Lab(
                "CREATE TABLE t (id int PRIMARY KEY, a text)",
                "INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 60000) i");
    }

    private static void awaitRests(MigrationEngine engine, String why) {
        await().atMost(Lab.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> engine.migration("m").blockedBy().toString().contains(why));
    }

    private static String done(Lab lab) {
        return lab.one("SELECT coalesce(max(rows_done), 0) FROM crossfade.checkpoint");
    }

    @Test
    void restsWhileClientsAreServedTooSlowly() {
        try (Lab lab = table()) {
            JdbcMigrationEngine engine = lab.opened(spec(Duration.ofMillis(50), null));
            engine.start("m");
            await().atMost(Lab.PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> !lab.latencies.isEmpty());
            lab.latencies.get(0).record(SLOW.toNanos(), false);
            awaitRests(engine, "99 of 100 statements of clients take up to 80");
            String done = done(lab);
            assertThat(Long.parseLong(done)).isLessThan(60_000);
            await().during(ClientLoad.WINDOW.plusMillis(500))
                    .atMost(Lab.PATIENCE)
                    .until(() -> {
                        lab.latencies.get(0).record(SLOW.toNanos(), false);
                        return done(lab).equals(done);
                    });
            for (int i = 0; i < 100; i++) {
                lab.latencies.get(0).record(1_000_000, false);
            }
            lab.awaitReady(engine, "m");
            assertThat(lab.one("SELECT count(*) FROM t WHERE b IS DISTINCT FROM a"))
                    .isEqualTo("0");
            assertThat(lab.latencies).as("measures no more").isEmpty();
        }
    }

    /** A control that never stops and does rest. */
    private static class Going implements Control {
        @Override
        public void proceed() {}

        @Override
        public void rest(long millis) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(millis);
        }

        @Override
        public void blockedBy(List<String> blockers) {}

        @Override
        public void progress(Meter meter) {}

        @Override
        public boolean isStopped() {
            return false;
        }
    }

    /** Without any setting: alone at full speed, beside clients a quarter of the time, and less once they are served slower than before. */
    @Test
    void givesWayToClients() throws Exception {
        try (Lab lab = new Lab();
                Db db = new Db(lab.where());
                ClientTimes clients = new ClientTimes(
                        new ClientLatency(null, ClientLoad.WINDOW, closed -> {}),
                        new ClientLatency(null, ClientLoad.WINDOW, closed -> {}));
                ClientLoad load = new ClientLoad(db, () -> clients, () -> MigrationSpec.Backfill.DEFAULT)) {
            Duration batch = Duration.ofMillis(10);
            Control control = new Going();
            await().atMost(Lab.PATIENCE)
                    .until(
                            () -> { // other tests' sessions may be at work
                                load.await(control);
                                return !load.active();
                            });
            assertThat(load.restAfter(batch)).isZero();
            AtomicReference<Duration> each = new AtomicReference<>(Duration.ofMillis(1));
            Thread serving = new Thread(() -> serve(clients, each));
            serving.start();
            try {
                await().atMost(Lab.PATIENCE).until(() -> {
                    load.await(control);
                    return load.active();
                });
                assertThat(load.restAfter(batch)).as("nothing is known yet").isEqualTo(batch.multipliedBy(9));
                await().atMost(Lab.PATIENCE).until(() -> {
                    load.await(control);
                    return load.without() != null;
                });
                await().atMost(Lab.PATIENCE).until(() -> {
                    load.await(control);
                    return load.restAfter(batch).compareTo(batch.multipliedBy(9)) < 0;
                });
                each.set(Duration.ofMillis(7)); // a statement more a transaction, and each within its limit
                await().atMost(Lab.PATIENCE).until(() -> {
                    load.await(control);
                    return load.restAfter(batch).compareTo(batch.multipliedBy(12)) >= 0;
                });
            } finally {
                each.set(Duration.ZERO);
                serving.join();
            }
        }
    }

    /** Few statements say nothing of how fast clients are without backfill: it does not wait for ever for that. */
    @Test
    void goesByTheShareBesideClientsThatSendFewStatements() throws Exception {
        try (Lab lab = new Lab();
                Db db = new Db(lab.where());
                ClientTimes clients = new ClientTimes(
                        new ClientLatency(null, ClientLoad.WINDOW, closed -> {}),
                        new ClientLatency(null, ClientLoad.WINDOW, closed -> {}));
                ClientLoad load = new ClientLoad(db, () -> clients, () -> MigrationSpec.Backfill.DEFAULT)) {
            Duration batch = Duration.ofMillis(10);
            clients.statements().record(1_000_000, false);
            load.await(new Going());
            assertThat(load.restAfter(batch)).as("nothing is known yet").isEqualTo(batch.multipliedBy(9));
            await().atMost(Lab.PATIENCE).untilAsserted(() -> {
                clients.statements().record(1_000_000, false);
                load.await(new Going());
                assertThat(load.active()).isTrue();
                assertThat(load.restAfter(batch)).isEqualTo(batch.multipliedBy(3));
            });
        }
    }

    /** Between the steps of a start: once clients are as fast as before; not at all where nobody is served. */
    @Test
    void stepsWaitUntilClientsHaveSettled() throws Exception {
        try (Lab lab = new Lab();
                Db db = new Db(lab.where());
                ClientTimes clients = new ClientTimes(
                        new ClientLatency(null, Settling.WINDOW, closed -> {}),
                        new ClientLatency(null, Settling.WINDOW, closed -> {}));
                Connection atWork = lab.server.connect("postgres")) {
            AtomicReference<List<String>> blockers = new AtomicReference<>(List.of());
            Control control = new Going() {
                @Override
                public void blockedBy(List<String> now) {
                    blockers.set(now);
                }
            };
            Settling settling = new Settling(db, window -> clients, () -> true);
            settling.measure(control);
            long began = System.nanoTime();
            settling.await(control);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("nobody is served")
                    .isLessThan(Settling.WINDOW);
            Thread working = new Thread(() -> sleep(atWork));
            working.start();
            AtomicReference<Duration> each = new AtomicReference<>(Duration.ofMillis(1));
            Thread serving = new Thread(() -> serve(clients, each));
            serving.start();
            try {
                await().atMost(Lab.PATIENCE).until(() -> ClientLoad.anyAtWork(db));
                settling.measure(control);
                each.set(SLOW);
                CompletableFuture<Void> settled = CompletableFuture.runAsync(() -> {
                    try {
                        settling.await(control);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                await().atMost(Lab.PATIENCE)
                        .until(() -> blockers.get().toString().contains("before the start"));
                assertThat(settled).isNotDone();
                each.set(Duration.ofMillis(1));
                assertThat(settled).succeedsWithin(Lab.PATIENCE);
                assertThat(blockers.get()).isEmpty();
            } finally {
                each.set(Duration.ZERO);
                serving.join();
                atWork.abort(Runnable::run);
                lab.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'");
                working.join();
            }
        }
    }

    /** Until a statement takes no time. */
    private static void serve(ClientTimes clients, AtomicReference<Duration> each) {
        for (Duration now = each.get(); !now.isZero(); now = each.get()) {
            for (int i = 0; i < 100; i++) {
                clients.statements().record(Math.min(now.toNanos(), 2_000_000), false);
                clients.transactions().record(now.toNanos(), false);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void restsWhileTheServerIsBusyAndHeedsAChangeOfTheFile() throws Exception {
        try (Lab lab = table()) {
            JdbcMigrationEngine engine = lab.opened(spec(null, 2));
            List<Connection> busy = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    Connection connection = lab.server.connect("postgres"); // no barrier's business
                    busy.add(connection);
                    Thread thread = new Thread(() -> sleep(connection));
                    thread.start();
                    threads.add(thread);
                }
                engine.start("m");
                awaitRests(engine, "sessions are active in the server, more than maxActiveSessions");
                assertThat(engine.migration("m").step()).isEqualTo("backfill");
                assertThat(done(lab)).isEqualTo("0");
                engine.prepare(List.of(lab.where()), List.of(spec(null, null))).commit();
                lab.awaitReady(engine, "m");
            } finally {
                for (Connection connection : busy) {
                    connection.abort(Runnable::run);
                }
                lab.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'");
                for (Thread thread : threads) {
                    thread.join(10_000);
                }
            }
        }
    }

    private static void sleep(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_sleep(60)");
        } catch (SQLException e) {
            assertThat((Throwable) e).isNotNull(); // its connection is cut in the end
        }
    }

    /** The engine's, a rehearsal's, a shadow's and the one that asks for secrets. */
    @Test
    void crossfadesOwnSessionsAreNoClients() throws Exception {
        try (Lab lab = new Lab();
                Db db = new Db(lab.where())) {
            List<Thread> threads = new ArrayList<>();
            try {
                for (String own :
                        List.of("crossfade-engine", "crossfade-rehearsal", "crossfade shadow", "crossfade-lookup")) {
                    threads.add(sleepAs(lab, own));
                }
                await().atMost(Lab.PATIENCE) // other tests' sessions may be at work
                        .until(() -> !ClientLoad.anyAtWork(db));
                assertThat(lab.one(
                                "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND datname ="
                                        + " current_database()"))
                        .isEqualTo("4");
                threads.add(sleepAs(lab, "crossfade"));
                assertThat(ClientLoad.anyAtWork(db)).isTrue();
            } finally {
                lab.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND"
                        + " datname = current_database()");
                for (Thread thread : threads) {
                    thread.join(10_000);
                }
            }
        }
    }

    private static Thread sleepAs(Lab lab, String application) throws SQLException {
        Connection connection = lab.server.connect(lab.database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + application + "'");
        }
        Thread thread = new Thread(() -> sleep(connection));
        thread.start();
        await().atMost(Lab.PATIENCE)
                .until(() -> "1"
                        .equals(lab.one("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND"
                                + " state = 'active' AND application_name = '" + application
                                + "' AND datname = current_database()")));
        return thread;
    }

    @Test
    void saysWhatIsMissingWhereSessionsCannotBeCounted() {
        try (Lab lab = table()) {
            lab.sql(
                    "ALTER TABLE t OWNER TO " + PostgresServer.APP_USER,
                    "GRANT CREATE ON DATABASE " + lab.database + " TO " + PostgresServer.APP_USER);
            lab.user = PostgresServer.APP_USER;
            lab.password = PostgresServer.APP_PASSWORD;
            JdbcMigrationEngine engine = lab.opened(spec(null, 50));
            engine.start("m");
            MigrationStatus failed = lab.awaitStep(engine, "m", "failed");
            assertThat(failed.blockedBy().toString()).contains("GRANT pg_monitor to the engine's user");
        }
    }
}
