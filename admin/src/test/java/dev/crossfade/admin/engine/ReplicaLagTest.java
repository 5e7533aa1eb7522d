package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Backfill and a replica that does not keep up: a real subscription, whose table somebody has locked. */
class ReplicaLagTest {
    private static MigrationSpec spec(@Nullable Duration maxReplicaLag) {
        MigrationSpec spec = Lab.rename("m", "t", "a", "b");
        return new MigrationSpec(
                spec.migration(),
                new MigrationSpec.Backfill(Duration.ofMillis(1), Duration.ofMillis(30), maxReplicaLag, null, null),
                spec.soak(),
                spec.guard(),
                spec.digest());
    }

    private static Lab table() {
        return new Lab(
                "CREATE TABLE t (id int PRIMARY KEY, a text)",
                "INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 40000) i");
    }

    /** A subscriber of the lab's table in a database of its own. */
    private record Subscriber(PostgresServer server, String database, String name) implements AutoCloseable {
        static Subscriber of(Lab lab) {
            String database = lab.server.createDatabase();
            String name = "lag_" + database;
            lab.sql("CREATE PUBLICATION p FOR TABLE t");
            lab.one("SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
            lab.server.execute(
                    database,
                    "CREATE TABLE t (id int PRIMARY KEY, a text, b text)",
                    "INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 40000) i",
                    "CREATE SUBSCRIPTION " + name + " CONNECTION 'host=127.0.0.1 port="
                            + lab.one("SELECT inet_server_port()")
                            + " dbname=" + lab.database + " user=" + PostgresServer.USER + " password="
                            + PostgresServer.PASSWORD.replace(" ", "\\ ") + "' PUBLICATION p WITH (create_slot = false,"
                            + " slot_name = '" + name + "', copy_data = false)");
            await().atMost(Lab.PATIENCE)
                    .until(() -> "1"
                            .equals(lab.one("SELECT count(*) FROM pg_stat_replication WHERE application_name = '" + name
                                    + "' AND state = 'streaming'")));
            return new Subscriber(lab.server, database, name);
        }

        @Override
        public void close() {
            server.execute(database, "ALTER SUBSCRIPTION " + name + " DISABLE", "DROP SUBSCRIPTION " + name);
        }
    }

    @Test
    void backfillRestsWhileAReplicaIsBehind() throws Exception {
        try (Lab lab = table();
                Subscriber subscriber = Subscriber.of(lab);
                Connection blocking = lab.server.connect(subscriber.database());
                Statement sql = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            sql.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            JdbcMigrationEngine engine = lab.opened(spec(Duration.ofMillis(200)));
            engine.start("m");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration("m").blockedBy().stream()
                            .anyMatch(b -> b.startsWith("replica " + subscriber.name() + " is ")
                                    && b.endsWith("more than maxReplicaLag; backfill rests until it is not")));
            String done = lab.one("SELECT rows_done FROM crossfade.checkpoint");
            assertThat(Integer.parseInt(done)).isLessThan(40_000);
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> lab.one("SELECT rows_done FROM crossfade.checkpoint")
                            .equals(done));
            blocking.commit();
            lab.awaitReady(engine, "m");
            assertThat(engine.migration("m").blockedBy()).isEmpty();
            await().atMost(Lab.PATIENCE)
                    .until(() -> "40000"
                            .equals(lab.server.queryOne(subscriber.database(), "SELECT count(*) FROM t WHERE b = a")));
        }
    }

    /** A pause of a minute after each batch would take longer than anybody waits here. */
    @Test
    void itsSpeedChangesWhileItRuns() {
        try (Lab lab = table()) {
            MigrationSpec fast = spec(null);
            MigrationSpec slow = new MigrationSpec(
                    fast.migration(),
                    new MigrationSpec.Backfill(Duration.ofMillis(1), Duration.ofMinutes(1)),
                    fast.soak(),
                    fast.guard(),
                    fast.digest());
            JdbcMigrationEngine engine = lab.opened(slow);
            engine.start("m");
            await().atMost(Lab.PATIENCE)
                    .until(() -> "1".equals(lab.one("SELECT count(*) FROM crossfade.checkpoint WHERE rows_done > 0")));
            engine.prepare(List.of(lab.where()), List.of(fast)).commit();
            lab.awaitReady(engine, "m");
        }
    }
}
