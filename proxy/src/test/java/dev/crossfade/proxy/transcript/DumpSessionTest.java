package dev.crossfade.proxy.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that calls itself pg_dump: it sees the physical tables, and whatever it does, it does not get to write. */
@Timeout(60)
class DumpSessionTest {
    /** Makes its caller's session writing, by words that no text of the client's holds. */
    private static final String LIFTS = "CREATE FUNCTION public.lifts() RETURNS text LANGUAGE sql AS"
            + " $$SELECT set_config('default_transaction_read_only', 'off', false)$$";

    private static final String WRITES = "CREATE FUNCTION public.writes() RETURNS int LANGUAGE sql AS"
            + " $$INSERT INTO public.people VALUES (77, 'by', 'function') RETURNING 1$$";

    @FunctionalInterface
    private interface Scene {
        void play(Theatre theatre, RawClient client) throws Exception;
    }

    private static void play(Pooling.Mode mode, Scene scene, String... startup) throws Exception {
        try (Theatre theatre = new Theatre(PostgresServer.shared(), Pooling.DEFAULT.withMode(mode));
                Twins twins = new Twins(theatre)) {
            twins.fresh(Stage.LIVE);
            try (RawClient client = login(theatre, startup)) {
                scene.play(theatre, client);
            }
        }
    }

    private static RawClient login(Theatre theatre, String... more) throws Exception {
        RawClient client = new RawClient(
                "127.0.0.1", theatre.proxy.address(theatre.database).getPort());
        String[] all = new String[more.length + 6];
        System.arraycopy(more, 0, all, 6, more.length);
        System.arraycopy(
                new String[] {"user", PostgresServer.USER, "database", theatre.database, "application_name", "pg_dump"},
                0,
                all,
                0,
                6);
        client.startup(all);
        client.authenticate(PostgresServer.PASSWORD);
        return client;
    }

    private static String types(List<Message> messages) {
        return messages.stream().map(m -> String.valueOf(m.type())).collect(Collectors.joining());
    }

    private static String people(Theatre theatre) {
        return theatre.server.queryOne(theatre.database, "SELECT count(*) FROM public.people");
    }

    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void itSeesThePhysicalTables(Pooling.Mode mode) throws Exception {
        play(mode, (theatre, client) -> {
            assertThat(types(client.query("SELECT id, id_new FROM orders WHERE id = 5")
                            .extended("SELECT id, id_new FROM orders WHERE id = 5")
                            .sync()
                            .exchange(2)))
                    .isEqualTo("TDCZ12TDCZ");
            assertThat(client.query("SHOW transaction_read_only").exchange(1).get(1))
                    .extracting(Message::text)
                    .asString()
                    .endsWith("on");
        });
    }

    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void itDoesNotWrite(Pooling.Mode mode) throws Exception {
        play(
                mode,
                (theatre, client) -> {
                    String before = people(theatre);
                    try (Statement statement = theatre.admin.createStatement()) {
                        statement.execute(WRITES);
                    }
                    for (String sql : List.of(
                            "INSERT INTO people VALUES (78, 'x', 'y')",
                            "SELECT 1; DELETE FROM people",
                            "BEGIN READ WRITE",
                            "SET default_transaction_read_only = off",
                            "SELECT public.writes()",
                            "DISCARD ALL; SELECT public.writes()",
                            "RESET ALL; SELECT public.writes()",
                            "SELECT set_config('transaction_' || 'read_only', 'off', false)")) {
                        List<Message> refused = client.query(sql).exchange(1);
                        assertThat(types(refused)).as(sql).endsWith("EZ");
                        assertThat(refused.get(refused.size() - 2).field('C')).isIn("25006", "25001");
                    }
                    List<Message> prepared = client.parse("", "UPDATE people SET name = 'x'")
                            .sync()
                            .exchange(1);
                    assertThat(types(prepared)).isEqualTo("EZ");
                    assertThat(prepared.get(0).field('M')).contains("pg_dump").contains("UPDATE");
                    assertThat(prepared.get(0).field('H')).contains("application_name");
                    assertThat(people(theatre)).isEqualTo(before);
                },
                "options",
                "-c default_transaction_read_only=off",
                "DEFAULT_transaction_read_only",
                "off");
    }

    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void oneThatMakesItselfWritingByAFunctionIsEnded(Pooling.Mode mode) throws Exception {
        play(mode, (theatre, client) -> {
            try (Statement statement = theatre.admin.createStatement()) {
                statement.execute(LIFTS);
                statement.execute(WRITES);
            }
            String before = people(theatre);
            client.query("SELECT public.lifts()").flush();
            List<Message> all = client.until('\0');
            assertThat(all).extracting(Message::type).endsWith('E', '!');
            Message last = all.get(all.size() - 2);
            assertThat(last.field('S')).isEqualTo("FATAL");
            assertThat(last.field('C')).isEqualTo("25006");
            assertThat(people(theatre)).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void itHoldsUpNoFlip(Pooling.Mode mode) throws Exception {
        play(mode, (theatre, client) -> {
            client.query("BEGIN").query("SELECT count(*) FROM people").exchange(2);
            long number = theatre.flags.publish(Shop.rules(Stage.SHADOW, Side.OLD));
            assertThat(theatre.flags.transactions().barrier(number, Duration.ofSeconds(5)))
                    .isEmpty();
            assertThat(types(client.query("SELECT id_new FROM orders WHERE id = 5")
                            .exchange(1)))
                    .isEqualTo("TDCZ");
        });
    }
}
