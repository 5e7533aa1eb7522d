package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which statements wait while a table is wanted, and that they go on. */
@Timeout(60)
class TableHoldTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ProxyFixture fixture = new ProxyFixture();

    @BeforeEach
    void fill() {
        fixture.server.execute(
                fixture.backendDatabase,
                "CREATE TABLE public.customers (id int)",
                "INSERT INTO public.customers VALUES (7)",
                "GRANT ALL ON public.customers TO PUBLIC");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private RawClient login() throws Exception {
        return RawClient.login(
                "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
    }

    private static String rows(List<Message> messages) {
        return messages.stream()
                .filter(m -> m.type() == 'D')
                .map(m -> m.text().substring(6))
                .collect(Collectors.joining(","));
    }

    private Runnable hold(Duration atMost) {
        return fixture.proxy.hold("shop", List.of(ProxyFixture.CUSTOMERS), atMost);
    }

    /** Nothing of it has come to the server: an answer would be there long since. */
    private static void isKept(RawClient client) {
        await().during(Duration.ofMillis(150))
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> client.in.available() == 0);
    }

    @Test
    void whatNamesTheTableWaitsAndNothingElse() throws Exception {
        try (RawClient simple = login();
                RawClient extended = login();
                RawClient inBlock = login();
                RawClient elsewhere = login()) {
            extended.parse("s", "SELECT id FROM customers").sync().exchange(1);
            Runnable hold = hold(LONG);
            simple.query("SELECT id + 1 FROM customers").flush();
            extended.bind("", "s").execute("", 0).sync().flush();
            inBlock.query("BEGIN").exchange(1);
            inBlock.query("SELECT id + 2 FROM customers").flush();
            assertThat(rows(elsewhere.query("SELECT 'elsewhere'").exchange(1))).isEqualTo("elsewhere");
            isKept(simple);
            isKept(extended);
            isKept(inBlock);
            hold.run();
            assertThat(rows(simple.exchange(1))).isEqualTo("8");
            assertThat(rows(extended.exchange(1))).isEqualTo("7");
            assertThat(rows(inBlock.exchange(1))).isEqualTo("9");
            // The same transaction goes on unkept, and so do the next ones.
            assertThat(rows(inBlock.query("SELECT id FROM customers; COMMIT").exchange(1)))
                    .isEqualTo("7");
            assertThat(rows(simple.query("SELECT id FROM customers").exchange(1)))
                    .isEqualTo("7");
        }
    }

    /** It may have the table, and has to come to its end. */
    @Test
    void aTransactionThatWasOpenGoesOn() throws Exception {
        try (RawClient older = login()) {
            older.query("BEGIN; SELECT id FROM customers").exchange(1);
            Runnable hold = hold(LONG);
            assertThat(rows(older.query("SELECT id FROM customers").exchange(1)))
                    .isEqualTo("7");
            older.query("COMMIT").exchange(1);
            older.query("SELECT id + 3 FROM customers").flush();
            isKept(older);
            hold.run();
            assertThat(rows(older.exchange(1))).isEqualTo("10");
        }
    }

    @Test
    void endsByItselfAndOneComesAfterTheOther() throws Exception {
        try (RawClient client = login()) {
            hold(Duration.ofMillis(300));
            Runnable second = hold(LONG); // does nothing: there is one
            client.query("SELECT id FROM customers").flush();
            assertThat(rows(client.exchange(1))).isEqualTo("7");
            second.run();
            Runnable third = hold(LONG);
            client.query("SELECT id FROM customers").flush();
            isKept(client);
            third.run();
            assertThat(rows(client.exchange(1))).isEqualTo("7");
        }
    }

    @Test
    void whoLeavesWhileItWaitsIsGone() throws Exception {
        Runnable hold;
        try (RawClient client = login()) {
            hold = hold(LONG);
            client.query("SELECT id FROM customers").flush();
            isKept(client);
        }
        hold.run();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> fixture.proxy.sessions().isEmpty());
    }
}
