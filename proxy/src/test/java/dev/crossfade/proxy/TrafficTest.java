package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.crossfade.proxy.testing.ProxyFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is counted of clients, and what the log says of them. */
class TrafficTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ProxyFixture fixture = new ProxyFixture();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.crossfade.proxy.node.SessionLog");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        fixture.close();
    }

    private TrafficInfo of(String user) {
        return fixture.proxy.traffic().stream()
                .filter(one -> one.database().equals("shop") && one.user().equals(user))
                .findFirst()
                .orElseThrow();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<ILoggingEvent> lines(String message) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getFormattedMessage().equals(message))
                .toList();
    }

    private static Map<String, String> pairs(ILoggingEvent event) {
        return event.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }

    @Test
    void transactionsQueriesErrorsBytesAndTimesAreCounted() throws SQLException {
        try (Connection app = fixture.connect("preferQueryMode", "simple")) {
            run(app, "SELECT 1");
            TrafficInfo before = of("app");
            run(app, "SELECT 1; SELECT 2; SELECT 3");
            assertThatThrownBy(() -> run(app, "SELECT 1/0")).isInstanceOf(SQLException.class);
            app.setAutoCommit(false);
            run(app, "SELECT pg_sleep(0.2)");
            run(app, "SELECT repeat('x', 100000)");
            assertThat(of("app").transactions() - before.transactions())
                    .as("the last one is open")
                    .isEqualTo(2);
            app.commit();
            TrafficInfo after = of("app");
            assertThat(after.logins()).isEqualTo(1);
            assertThat(after.transactions() - before.transactions()).isEqualTo(3);
            assertThat(after.queries() - before.queries())
                    .as("three, the failed one, BEGIN, two, COMMIT")
                    .isEqualTo(8);
            assertThat(after.errors() - before.errors()).isEqualTo(1);
            assertThat(after.sentBytes() - before.sentBytes()).isBetween(100_000L, 102_000L);
            assertThat(after.receivedBytes() - before.receivedBytes()).isBetween(100L, 1_000L);
            long transactionMillis = (after.transactionNanos() - before.transactionNanos()) / 1_000_000;
            long queryMillis = (after.queryNanos() - before.queryNanos()) / 1_000_000;
            assertThat(queryMillis).isBetween(200L, transactionMillis);
            assertThat(after.ended()).isZero();
        }
        await().atMost(SOON).until(() -> of("app").ended() == 1);
        assertThat(fixture.proxy.clients().accepted()).isEqualTo(1);
        await().atMost(SOON).until(() -> fixture.proxy.clients().open() == 0);
    }

    @Test
    void idlingInATransactionIsTransactionTimeAndNotQueryTime() throws SQLException {
        try (Connection app = fixture.connect()) {
            run(app, "SELECT 1");
            TrafficInfo before = of("app");
            app.setAutoCommit(false);
            run(app, "SELECT 1");
            long until = System.nanoTime() + 300_000_000L;
            await().atMost(SOON).until(() -> System.nanoTime() - until > 0);
            app.commit();
            TrafficInfo after = of("app");
            assertThat(after.transactionNanos() - before.transactionNanos()).isGreaterThan(300_000_000L);
            assertThat(after.queryNanos() - before.queryNanos()).isLessThan(250_000_000L);
        }
    }

    @Test
    void failedLoginsAreCountedByWhatTheClientWasTold() {
        assertThatThrownBy(() -> fixture.connectAs("app", "wrong", "shop")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> fixture.connectAs("nobody", "wrong", "shop")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> fixture.connectAs("app", "wrong", "nowhere")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> fixture.connectAs("stale", "stale secret", "shop"))
                .isInstanceOf(SQLException.class);
        assertThat(fixture.proxy.loginFailures())
                .containsExactlyInAnyOrder(new LoginFailures("shop", "28P01", 3), new LoginFailures("", "3D000", 1));
    }

    @Test
    void theLogTellsOfLoginsEndsAndFailuresWithoutSecrets() throws SQLException {
        logEverything();
        String id;
        try (Connection app = fixture.connect("ApplicationName", "orders", "assumeMinServerVersion", "9.1")) {
            run(app, "SELECT 1");
            await().atMost(SOON).until(() -> lines("login").size() == 1);
            Map<String, String> login = pairs(lines("login").get(0));
            id = fixture.proxy.sessions().get(0).id();
            assertThat(login)
                    .containsEntry("session", id)
                    .containsEntry("database", "shop")
                    .containsEntry("user", "app")
                    .containsEntry("application", "orders")
                    .containsEntry("client", "127.0.0.1");
        }
        await().atMost(SOON).until(() -> lines("session ended").size() == 1);
        assertThat(pairs(lines("session ended").get(0)))
                .containsEntry("session", id)
                .containsEntry("reason", "the client left")
                .containsKeys("seconds", "receivedBytes", "sentBytes");
        assertThatThrownBy(() -> fixture.connectAs("app", "not the secret", "shop"))
                .isInstanceOf(SQLException.class);
        await().atMost(SOON).until(() -> lines("login failed").size() == 1);
        assertThat(pairs(lines("login failed").get(0)))
                .containsEntry("sqlState", "28P01")
                .containsEntry("user", "app")
                .containsEntry("reason", "password authentication failed for user \"app\"");
        try (Connection victim = fixture.connect()) {
            run(victim, "SELECT 1");
            fixture.proxy.terminate(fixture.proxy.sessions().get(0).id());
            await().atMost(SOON).until(() -> lines("session ended").size() == 2);
            assertThat(pairs(lines("session ended").get(1)))
                    .containsEntry("reason", "terminating connection due to administrator command");
        }
        assertThat(log.list)
                .noneMatch(event -> (event.getFormattedMessage() + event.getKeyValuePairs()).contains("secret"));
    }

    @Test
    void whoeverFailsToLogInCannotFillTheLog() {
        logEverything();
        for (int i = 0; i < 40; i++) {
            assertThatThrownBy(() -> fixture.connectAs("app", "x", "no\nwhere")).isInstanceOf(SQLException.class);
        }
        // In the worst case the forty took several seconds, each of which may have ten lines.
        List<ILoggingEvent> failures = lines("login failed");
        long seconds = 2
                + (failures.get(failures.size() - 1).getTimeStamp()
                                - failures.get(0).getTimeStamp())
                        / 1000;
        assertThat(failures.size()).isLessThanOrEqualTo((int) (10 * seconds));
        assertThat(pairs(failures.get(0)).get("database")).isEqualTo("no?where");
    }

    private void logEverything() {
        ProxySettings before = fixture.settings;
        fixture.proxy.reconfigure(new ProxySettings(
                before.databases(),
                before.eventLoops(),
                before.loginTimeout(),
                before.connectTimeout(),
                before.maxClients(),
                before.drainTimeout(),
                new ProxySettings.Logging(true, true, false),
                before.access()));
    }
}
