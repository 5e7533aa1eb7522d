package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bytes sent direct and through the proxy get the same answers, message by message. */
@Timeout(60)
class TranscriptTest {
    private static ProxyFixture fixture;

    interface Script {
        void write(RawClient client) throws Exception;
    }

    record Case(String name, int readyForQueries, Script script) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() {
        fixture = new ProxyFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("simple query", 1, c -> c.query("SELECT 1 AS one, 'x' AS two")),
                new Case("empty query", 1, c -> c.query("")),
                new Case("several statements", 1, c -> c.query("SELECT 1; SELECT 2; SELECT 3/0; SELECT 4")),
                new Case(
                        "queries pipelined",
                        3,
                        c -> c.query("BEGIN").query("SELECT 1").query("COMMIT")),
                new Case("syntax error with a position", 1, c -> c.query("SELECT 1 FRM x")),
                new Case(
                        "extended",
                        1,
                        c -> c.extended("SELECT $1::int + 1", "41").sync()),
                new Case(
                        "error in the middle of a pipeline",
                        2,
                        c -> c.extended("SELECT 1")
                                .extended("SELECT 1/0")
                                .extended("SELECT 2")
                                .sync()
                                .extended("SELECT 3")
                                .sync()),
                new Case(
                        "a simple query is skipped after an error, up to Sync",
                        1,
                        c -> c.extended("SELECT 1/0").query("SELECT 2").sync()),
                new Case(
                        "portal with a limit",
                        1,
                        c -> c.parse("s", "SELECT generate_series(1, 5)")
                                .describe('S', "s")
                                .bind("p", "s")
                                .execute("p", 2)
                                .execute("p", 2)
                                .execute("p", 2)
                                .close('P', "p")
                                .close('S', "s")
                                .sync()),
                new Case("unknown portal", 1, c -> c.execute("nowhere", 0).sync()),
                new Case("unknown statement", 1, c -> c.bind("", "nothing").sync()),
                new Case("empty extended query", 1, c -> c.extended("").sync()),
                new Case(
                        "statement prepared twice",
                        1,
                        c -> c.parse("d", "SELECT 1").parse("d", "SELECT 2").sync()),
                new Case(
                        "unnamed statement is gone after a simple query",
                        3,
                        c -> c.parse("", "SELECT 1")
                                .sync()
                                .query("SELECT 2")
                                .bind("", "")
                                .sync()),
                new Case(
                        "no Sync but Flush",
                        1,
                        c -> c.extended("SELECT 1")
                                .add('H')
                                .extended("SELECT 2")
                                .add('H')
                                .sync()),
                new Case("bare Syncs", 3, c -> c.sync().sync().sync()),
                new Case(
                        "function call",
                        1,
                        c -> c.add('F', 1344, (short) 1, (short) 0, (short) 1, 1, "9", (short) 0)), // sqrt(float8)
                new Case(
                        "function call that fails",
                        1,
                        c -> c.add('F', 1344, (short) 1, (short) 0, (short) 1, 2, "-1", (short) 0)),
                new Case(
                        "copy in and out",
                        3,
                        c -> c.query("CREATE TEMP TABLE ct (v text)")
                                .query("COPY ct FROM STDIN")
                                .add('d', "a\nb\n")
                                .add('d', "c\n")
                                .add('c')
                                .query("COPY ct TO STDOUT")),
                new Case(
                        "copy that the client gives up",
                        2,
                        c -> c.query("CREATE TEMP TABLE cf (v text)")
                                .query("COPY cf FROM STDIN")
                                .add('d', "a\n")
                                .add('f', "no more\0")),
                new Case(
                        "copy in by extended query, with the Sync that the server ignores",
                        3,
                        c -> c.query("CREATE TEMP TABLE ce (v int)")
                                .parse("", "COPY ce FROM STDIN")
                                .bind("", "")
                                .execute("", 0)
                                .sync()
                                .add('d', "1\n")
                                .add('c')
                                .sync()
                                .query("SELECT sum(v) FROM ce")),
                new Case(
                        "copy in by extended query that fails",
                        3,
                        c -> c.query("CREATE TEMP TABLE cx (v int)")
                                .parse("", "COPY cx FROM STDIN")
                                .bind("", "")
                                .execute("", 0)
                                .sync()
                                .add('d', "one\n")
                                .add('c')
                                .sync()
                                .query("SELECT count(*) FROM cx")),
                new Case(
                        "copy data nobody asked for",
                        2,
                        c -> c.add('d', "x")
                                .add('c')
                                .query("SELECT 1")
                                .add('f', "x\0")
                                .query("SELECT 2")),
                new Case(
                        "deferred constraint that fails at Sync",
                        3,
                        c -> c.query("CREATE TEMP TABLE dc (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
                                .extended("INSERT INTO dc VALUES (1), (1)")
                                .sync()
                                .extended("SELECT count(*) FROM dc")
                                .sync()),
                new Case(
                        "failed transaction",
                        4,
                        c -> c.query("BEGIN")
                                .query("SELECT 1/0")
                                .query("SELECT 1")
                                .query("ROLLBACK AND CHAIN; COMMIT")),
                new Case("message with a string that does not end", 1, c -> c.add('Q', "SELECT 1\0 more\0")),
                new Case("parse without its end", 1, c -> c.add('P', "x").sync()),
                new Case("describe of neither", 1, c -> c.add('D', "Xname\0").sync()),
                new Case(
                        "settings reported",
                        2,
                        c -> c.query("SET application_name = 'me'").query("SET standard_conforming_strings = off")),
                new Case(
                        "deallocated",
                        4,
                        c -> c.parse("s", "SELECT 1")
                                .sync()
                                .query("DEALLOCATE s")
                                .bind("", "s")
                                .sync()
                                .query("DISCARD ALL")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAreTheSame(Case script) throws Exception {
        List<String> direct;
        try (RawClient client = RawClient.login(
                fixture.server.host(),
                fixture.server.port(),
                PostgresServer.APP_USER,
                PostgresServer.APP_PASSWORD,
                fixture.backendDatabase)) {
            script.script.write(client);
            direct = print(client.exchange(script.readyForQueries));
        }
        byte[] bytes;
        try (RawClient client = login()) {
            script.script.write(client);
            assertThat(print(client.exchange(script.readyForQueries))).isEqualTo(direct);
            script.script.write(client);
            bytes = client.take();
        }
        try (RawClient client = login()) {
            for (byte b : bytes) { // one write each: the socket has no delay
                client.socket.getOutputStream().write(b);
            }
            assertThat(print(client.exchange(script.readyForQueries))).isEqualTo(direct);
        }
    }

    private static RawClient login() throws Exception {
        return RawClient.login(
                "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
    }

    private static List<String> print(List<RawClient.Message> messages) {
        return messages.stream()
                .map(message -> message.toString().replaceAll("pg_temp_\\d+", "pg_temp"))
                .toList();
    }
}
