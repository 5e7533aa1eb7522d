package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ClientLatency.Reading;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.RewriteResult.Touch;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.testing.ProxyFixture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientLatencyTest {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    @Test
    void forgetsWhatIsOlderThanItsWindow() {
        AtomicLong now = new AtomicLong();
        ClientLatency latency = new ClientLatency(null, Duration.ofSeconds(10), closed -> {}, now::get);
        assertThat(latency.read()).isEqualTo(new Reading(0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        for (int i = 0; i < 99; i++) {
            latency.record(1_000_000, false);
        }
        latency.record(80_000_000, true);
        Reading first = latency.read();
        assertThat(first.statements()).isEqualTo(100);
        assertThat(first.failures()).isEqualTo(1);
        assertThat(first.failureRate()).isEqualTo(0.01);
        assertThat(first.p50().toNanos()).isBetween(990_000L, 1_010_000L);
        assertThat(first.p99().toNanos()).isBetween(990_000L, 1_010_000L);
        assertThat(first.longest().toMillis()).isBetween(79L, 81L);
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        latency.record(2_000_000, false);
        assertThat(latency.read().statements()).isEqualTo(101);
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(latency.read().statements()).isEqualTo(1);
        latency.record(1, true);
        latency.reset();
        assertThat(latency.read().statements()).isZero();
    }

    @Test
    void aStatementIsMeasuredFromItsSendingToItsEndAndCountedForItsMigration() throws SQLException {
        try (ProxyFixture fixture = new ProxyFixture();
                Connection simple = fixture.connect("preferQueryMode", "simple");
                Connection extended = fixture.connect()) {
            fixture.rewriter.plans = request -> {
                List<Touch> touches = List.of(new Touch(Shop.SPLIT.name(), Side.OLD));
                return request.sql().contains("refused")
                        ? new RewriteResult.Refused("0A000", "refused", "", 0, touches)
                        : new RewriteResult.Untouched(touches);
            };
            run(simple, "CREATE TABLE customers(id int PRIMARY KEY CHECK (id < 100))");
            fixture.flags.publish(new RuleSet(List.of(MigrationRule.of(Shop.SPLIT, Stage.DUAL_WRITE, Side.OLD))));
            run(simple, "SELECT 1 FROM customers");
            try (ClientLatency all = fixture.proxy.latency("shop", null, WINDOW);
                    ClientLatency its = fixture.proxy.latency("shop", Shop.SPLIT.name(), WINDOW);
                    ClientLatency anothers = fixture.proxy.latency("shop", "another", WINDOW)) {
                for (Connection client : List.of(simple, extended)) {
                    run(client, "SELECT pg_sleep(0.05)");
                    run(client, "SELECT pg_sleep(0.1) FROM (SELECT count(*) FROM customers) c");
                    run(client, "INSERT INTO customers VALUES (1)");
                    fails(client, "INSERT INTO customers VALUES (1)", "23505");
                    fails(client, "INSERT INTO customers VALUES (101)", "23514");
                    fails(client, "SELECT no_such_column FROM customers", "42703");
                    fails(client, "SELECT refused FROM customers", "0A000");
                    run(client, "DELETE FROM customers");
                }
                await().atMost(Duration.ofSeconds(5)).until(() -> its.read().statements() == 14);
                assertThat(all.read().statements()).isEqualTo(16);
                assertThat(its.read().failures())
                        .as("all but the application's own duplicate keys")
                        .isEqualTo(6);
                assertThat(its.read().longest()).isBetween(Duration.ofMillis(99), Duration.ofSeconds(5));
                assertThat(anothers.read().statements()).isZero();
            }
            ClientLatency over = fixture.proxy.latency("shop", null, WINDOW);
            run(simple, "SELECT 2 FROM customers");
            await().atMost(Duration.ofSeconds(5)).until(() -> over.read().statements() == 1);
            over.close();
            run(simple, "SELECT 2 FROM customers");
            assertThat(over.read().statements()).isEqualTo(1);
        }
    }

    private static void run(Connection client, String sql) throws SQLException {
        try (Statement statement = client.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void fails(Connection client, String sql, String sqlState) throws SQLException {
        try (PreparedStatement statement = client.prepareStatement(sql)) {
            assertThatThrownBy(statement::execute)
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo(sqlState);
        }
    }
}
