package dev.crossfade.proxy.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One server connection for all clients of the user, so that whatever one leaves behind the next would see. */
@Timeout(60)
class TransactionPoolingTest {
    private final ProxyFixture fixture = new ProxyFixture(one());

    private static Pooling one() {
        return TestPools.byTransaction(1);
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

    private static String types(List<Message> messages) {
        return messages.stream().map(m -> String.valueOf(m.type())).collect(Collectors.joining());
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PoolInfo pool() {
        return fixture.proxy.pools().stream()
                .filter(pool -> pool.user().equals(PostgresServer.APP_USER))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void manyClientsShareOneServerConnection() throws Exception {
        try (RawClient a = login();
                RawClient b = login();
                RawClient c = login()) {
            String pid = rows(a.query("SELECT pg_backend_pid()").exchange(1));
            assertThat(rows(b.query("SELECT pg_backend_pid()").exchange(1))).isEqualTo(pid);
            assertThat(rows(c.extended("SELECT pg_backend_pid()").sync().exchange(1)))
                    .isEqualTo(pid);
            assertThat(pool().opened()).isEqualTo(1);
        }
    }

    @Test
    void aTransactionKeepsItsConnectionAndTheOthersWaitInTurn() throws Exception {
        try (RawClient a = login();
                RawClient b = login();
                RawClient c = login()) {
            a.query("BEGIN").exchange(1);
            b.query("SELECT 'b'").flush();
            Awaitility.await().until(() -> pool().waiting() == 1);
            c.query("SELECT 'c'").flush();
            Awaitility.await().until(() -> pool().waiting() == 2);
            assertThat(fixture.proxy.sessions())
                    .anyMatch(session -> session.state().equals("waiting"));
            assertThat(rows(a.query("SELECT 'a'").exchange(1))).isEqualTo("a");
            a.query("COMMIT").exchange(1);
            assertThat(rows(b.exchange(1))).isEqualTo("b");
            assertThat(rows(c.exchange(1))).isEqualTo("c");
        }
    }

    @Test
    void settingsGoWithTheClient() throws Exception {
        try (Connection a = fixture.connect();
                Connection b = fixture.connect()) {
            run(a, "SET search_path = pg_catalog, public");
            run(a, "SET work_mem = '7MB'");
            run(a, "SET my.own = 'a''s \\ own'");
            run(a, "SET TIME ZONE INTERVAL '+03:30' HOUR TO MINUTE");
            run(b, "SELECT set_config('statement_timeout', '12345', false)");
            assertThat(ask(b, "SHOW search_path")).isEqualTo("\"$user\", public");
            assertThat(ask(b, "SHOW work_mem")).isNotEqualTo("7MB");
            assertThat(ask(b, "SELECT coalesce(current_setting('my.own', true), 'none')"))
                    .isEqualTo("none");
            assertThat(ask(a, "SHOW search_path")).isEqualTo("pg_catalog, public");
            assertThat(ask(a, "SHOW work_mem")).isEqualTo("7MB");
            assertThat(ask(a, "SHOW my.own")).isEqualTo("a's \\ own");
            assertThat(ask(a, "SHOW TimeZone")).contains("03:30");
            assertThat(ask(a, "SHOW statement_timeout")).isEqualTo("0");
            assertThat(ask(b, "SHOW statement_timeout")).isEqualTo("12345ms");
            run(a, "RESET work_mem");
            run(a, "RESET my.own");
            ask(b, "SELECT 1");
            assertThat(ask(a, "SHOW work_mem")).isNotEqualTo("7MB");
            run(b, "DISCARD ALL");
            ask(a, "SELECT 1");
            assertThat(ask(b, "SHOW statement_timeout")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET my.own = 'a'",
                "SET LOCAL my.own = 'a'",
                "BEGIN; SET my.own = 'a'; ROLLBACK",
                "SELECT set_config('my.own', 'a', true)",
                "SELECT set_config('my.' || 'own', 'a', true)",
                "SELECT set_config('my.' || 'own', 'a', false)",
                "SET \"my\".\"own\" = 'a'; RESET ALL"
            })
    void noTraceOfACustomSettingIsSeenByAnother(String setting) throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            String asked = "SELECT current_setting('my.own', true) IS NULL";
            assertThat(rows(b.query(asked).exchange(1))).isEqualTo("t");
            assertThat(types(a.query(setting).exchange(1))).doesNotContain("E");
            a.query("DISCARD ALL").exchange(1); // may have kept the connection
            assertThat(rows(b.query(asked).exchange(1))).isEqualTo("t");
            // and its client does not hear of it when the connection is closed
            Awaitility.await().until(() -> pool().opened() - pool().closed() <= 1);
            assertThat(rows(a.query("SELECT 5").exchange(1))).isEqualTo("5");
        }
    }

    @Test
    void whoUseTheSameCustomSettingsShareAConnection() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("SET my.own = 'a'").exchange(1);
            b.query("SET my.own = 'b'").exchange(1);
            a.query("SELECT 1").exchange(1);
            long opened = pool().opened();
            for (int i = 0; i < 5; i++) {
                assertThat(rows(a.query("SHOW my.own").exchange(1))).isEqualTo("a");
                assertThat(rows(b.query("SHOW my.own").exchange(1))).isEqualTo("b");
            }
            assertThat(pool().opened()).isEqualTo(opened);
        }
    }

    /** What has been set on a connection is of no concern to those who need another anyway. */
    @Test
    void ordinarySettingsCostNoConnection() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("SET work_mem = '7MB'").exchange(1);
            assertThat(rows(b.query("SHOW work_mem").exchange(1))).isNotEqualTo("7MB");
            a.query("SELECT set_config('statement_timeout', '0', true)").exchange(1);
            assertThat(rows(a.query("SHOW work_mem").exchange(1))).isEqualTo("7MB");
            assertThat(pool().opened()).isEqualTo(1);
        }
    }

    @Test
    void aRolledBackSettingIsNotKept() throws Exception {
        try (Connection a = fixture.connect();
                Connection b = fixture.connect()) {
            run(a, "SET work_mem = '5MB'");
            a.setAutoCommit(false);
            run(a, "SET work_mem = '9MB'");
            run(a, "SET LOCAL enable_sort = off");
            assertThat(ask(a, "SHOW work_mem")).isEqualTo("9MB");
            a.rollback();
            a.setAutoCommit(true);
            ask(b, "SELECT 1");
            assertThat(ask(a, "SHOW work_mem")).isEqualTo("5MB");
            assertThat(ask(a, "SHOW enable_sort")).isEqualTo("on");
        }
    }

    @Test
    void whoOneIsGoesWithTheClient() throws Exception {
        fixture.server.execute(
                "postgres",
                "DO $$BEGIN CREATE ROLE borrowed; EXCEPTION WHEN duplicate_object THEN END$$",
                "GRANT borrowed TO " + PostgresServer.APP_USER);
        try (Connection a = fixture.connect();
                Connection b = fixture.connect()) {
            run(a, "SET ROLE borrowed");
            assertThat(ask(b, "SELECT current_user")).isEqualTo(PostgresServer.APP_USER);
            assertThat(ask(a, "SELECT current_user")).isEqualTo("borrowed");
            run(a, "RESET ROLE");
            assertThat(ask(b, "SELECT current_user")).isEqualTo(PostgresServer.APP_USER);
            assertThat(ask(a, "SELECT current_user")).isEqualTo(PostgresServer.APP_USER);
        }
    }

    @Test
    void theClientIsToldItsOwnParametersOnly() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            assertThat(types(a.query("SET DateStyle = 'German'").exchange(1))).isEqualTo("CSZ");
            assertThat(types(b.query("SELECT 1").exchange(1))).isEqualTo("TDCZ");
            assertThat(types(a.query("SELECT 1").exchange(1))).isEqualTo("TDCZ");
            assertThat(rows(a.query("SELECT date '2026-02-01'").exchange(1))).isEqualTo("01.02.2026");
            assertThat(rows(b.query("SELECT date '2026-02-01'").exchange(1))).isEqualTo("2026-02-01");
        }
    }

    @Test
    void preparedStatementsOfTheSameNameAreNotMixedUp() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.parse("s", "SELECT 'a' || $1").sync().exchange(1);
            b.parse("s", "SELECT 'b' || $1").sync().exchange(1);
            for (int i = 0; i < 3; i++) {
                assertThat(rows(a.bind("", "s", "1").execute("", 0).sync().exchange(1)))
                        .isEqualTo("a1");
                assertThat(rows(b.bind("", "s", "1").execute("", 0).sync().exchange(1)))
                        .isEqualTo("b1");
            }
            assertThat(a.parse("s", "SELECT 2").sync().exchange(1).get(0).field('C'))
                    .isEqualTo("42P05");
            assertThat(types(a.describe('S', "s").sync().exchange(1))).isEqualTo("tTZ");
            assertThat(types(a.close('S', "s").sync().exchange(1))).isEqualTo("3Z");
            assertThat(a.bind("", "s", "1").sync().exchange(1).get(0).field('C'))
                    .isEqualTo("26000");
            assertThat(rows(b.bind("", "s", "1").execute("", 0).sync().exchange(1)))
                    .isEqualTo("b1");
            assertThat(types(b.query("DEALLOCATE s").exchange(1))).isEqualTo("CZ");
            assertThat(b.bind("", "s", "1").sync().exchange(1).get(0).field('C'))
                    .isEqualTo("26000");
            assertThat(pool().opened()).isEqualTo(1);
        }
    }

    @Test
    void nobodyReachesAnothersStatement() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.parse("", "SELECT 'secret'").sync().exchange(1);
            a.parse("mine", "SELECT 'secret'").sync().exchange(1);
            for (String name : List.of("", "mine", "crossfade$1", "crossfade$2")) {
                assertThat(b.bind("", name)
                                .execute("", 0)
                                .sync()
                                .exchange(1)
                                .get(0)
                                .field('C'))
                        .as(name)
                        .isEqualTo("26000");
                assertThat(b.describe('S', name).sync().exchange(1).get(0).field('C'))
                        .as(name)
                        .isEqualTo("26000");
            }
            assertThat(rows(a.bind("", "").execute("", 0).sync().exchange(1))).isEqualTo("secret");
            assertThat(rows(a.bind("", "mine").execute("", 0).sync().exchange(1)))
                    .isEqualTo("secret");
            assertThat(pool().opened()).isEqualTo(1);
        }
    }

    /** What a text means was settled when it was prepared: the same text under other settings is another statement. */
    @Test
    void aStatementMeansWhatItMeantToItsClient() throws Exception {
        String day = "SELECT extract(month FROM date '01/02/2026')::int || E'' || '\\\\n'";
        try (RawClient a = login();
                RawClient b = login();
                RawClient c = login()) {
            a.query("SET DateStyle = 'ISO, DMY'").exchange(1);
            b.query("SET DateStyle = 'ISO, MDY'").exchange(1);
            c.query("SET standard_conforming_strings = off").exchange(1);
            a.parse("s", day).sync().exchange(1);
            b.parse("s", day).sync().exchange(1);
            c.parse("s", day).sync().exchange(1);
            for (int i = 0; i < 3; i++) {
                assertThat(rows(a.bind("", "s").execute("", 0).sync().exchange(1)))
                        .isEqualTo("2\\\\n");
                assertThat(rows(b.bind("", "s").execute("", 0).sync().exchange(1)))
                        .isEqualTo("1\\\\n");
                assertThat(rows(c.bind("", "s").execute("", 0).sync().exchange(1)))
                        .isEqualTo("1\\n");
            }
            // within a transaction, before the settings are known again
            a.query("BEGIN").exchange(1);
            a.query("SET LOCAL DateStyle = 'ISO, MDY'").exchange(1);
            a.parse("t", day).sync().exchange(1);
            assertThat(rows(a.bind("", "t").execute("", 0).sync().exchange(1))).isEqualTo("1\\\\n");
            a.query("COMMIT").exchange(1);
            try (RawClient d = login()) {
                d.query("SET DateStyle = 'ISO, DMY'").exchange(1);
                d.parse("t", day).sync().exchange(1);
                assertThat(rows(d.bind("", "t").execute("", 0).sync().exchange(1)))
                        .isEqualTo("2\\\\n");
                assertThat(rows(a.bind("", "s").execute("", 0).sync().exchange(1)))
                        .isEqualTo("2\\\\n");
            }
        }
    }

    /** What is changed after a statement was prepared changes nothing about it, on whichever connection it is executed. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStatementMeansWhatItMeantWhenItWasPrepared(boolean elsewhere) throws Exception {
        String[] texts = {
            "SELECT extract(month FROM date '01/02/2026')::int",
            "SELECT '\\n'",
            "SELECT '1'::interval::text",
            "SELECT timestamptz '2026-07-01 12:00' = '2026-07-01 12:00+00'",
            "SELECT NULL = NULL",
            "SELECT (ARRAY['x'] || '{NULL}')[2]"
        };
        String[] changes = {
            "SET DateStyle = 'ISO, DMY'",
            "SET standard_conforming_strings = off",
            "SET IntervalStyle = sql_standard",
            "SET TIME ZONE 'Asia/Tokyo'",
            "SET transform_null_equals = on",
            "SET array_nulls = off",
            "SET application_name = 'other'"
        };
        List<List<String>> seen = new ArrayList<>();
        for (boolean direct : new boolean[] {true, false}) {
            List<String> answers = new ArrayList<>();
            try (RawClient a = direct ? direct() : login();
                    RawClient b = login()) {
                a.query("SET TIME ZONE 'UTC'").exchange(1);
                for (int i = 0; i < texts.length; i++) {
                    a.parse("s" + i, texts[i]).sync().exchange(1);
                }
                for (String change : changes) {
                    answers.add(types(a.query(change).exchange(1)));
                }
                everything(a, b, elsewhere && !direct, texts.length, answers);
                a.query("RESET ALL").exchange(1);
                everything(a, b, elsewhere && !direct, texts.length, answers);
                if (elsewhere && !direct) {
                    endServerConnections();
                }
                a.query("BEGIN").exchange(1);
                for (String change : changes) {
                    a.query(change.replace("SET ", "SET LOCAL ")).exchange(1);
                }
                everything(a, null, false, texts.length, answers);
                answers.add(types(a.query("COMMIT").exchange(1)));
                everything(a, b, elsewhere && !direct, texts.length, answers);
            }
            seen.add(answers);
        }
        assertThat(seen.get(1)).as("elsewhere: " + elsewhere).isEqualTo(seen.get(0));
    }

    private RawClient direct() throws Exception {
        return RawClient.login(
                fixture.server.host(),
                fixture.server.port(),
                PostgresServer.APP_USER,
                PostgresServer.APP_PASSWORD,
                fixture.backendDatabase);
    }

    /** The pool's, so that what comes next is on a new one. */
    private void endServerConnections() {
        Awaitility.await()
                .until(() -> pool().idle() == 1 && pool().active() == 0); // nobody's, while it asks for settings
        long closed = pool().closed();
        fixture.server.queryOne(
                fixture.backendDatabase,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app' AND datname ="
                        + " current_database()");
        Awaitility.await().until(() -> pool().closed() > closed);
    }

    /** Executes all of {@code a}'s statements, each on a connection that does not have it if so wanted, and looks at the settings. */
    private void everything(RawClient a, RawClient b, boolean elsewhere, int statements, List<String> answers)
            throws Exception {
        for (int i = 0; i < statements; i++) {
            if (elsewhere) {
                endServerConnections();
            }
            answers.add(rows(a.bind("", "s" + i).execute("", 0).sync().exchange(1)));
            if (b != null) {
                assertThat(rows(b.query("SELECT current_setting('DateStyle')").exchange(1)))
                        .isEqualTo("ISO, MDY");
            }
        }
        for (String name : List.of(
                "DateStyle",
                "standard_conforming_strings",
                "IntervalStyle",
                "TimeZone",
                "transform_null_equals",
                "array_nulls",
                "application_name")) {
            answers.add(rows(a.query("SHOW " + name).exchange(1)));
        }
    }

    @Test
    void theUnnamedStatementIsTheClientsOwn() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.parse("", "SELECT 'a' || $1").sync().exchange(1);
            b.parse("", "SELECT 'b' || $1").sync().exchange(1);
            assertThat(rows(a.bind("", "", "1").execute("", 0).sync().exchange(1)))
                    .isEqualTo("a1");
            assertThat(rows(b.bind("", "", "2").execute("", 0).sync().exchange(1)))
                    .isEqualTo("b2");
            b.query("SELECT 1").exchange(1); // ends it
            assertThat(b.bind("", "", "1").sync().exchange(1).get(0).field('C')).isEqualTo("26000");
        }
    }

    @Test
    void aTableThatChangesLetsAStatementBePreparedAnewEverywhere() throws Exception {
        fixture.server.execute(
                fixture.backendDatabase,
                "CREATE TABLE public.grows (a int)",
                "INSERT INTO grows VALUES (1)",
                "GRANT ALL ON grows TO PUBLIC");
        try (RawClient a = login();
                RawClient b = login()) {
            a.parse("s", "SELECT * FROM grows").sync().exchange(1);
            b.parse("t", "SELECT * FROM grows").sync().exchange(1);
            assertThat(rows(a.bind("", "s").execute("", 0).sync().exchange(1))).isEqualTo("1");
            fixture.server.execute(fixture.backendDatabase, "ALTER TABLE public.grows ADD b int DEFAULT 2");
            assertThat(a.bind("", "s").execute("", 0).sync().exchange(1).get(0).field('C'))
                    .isEqualTo("0A000");
            assertThat(types(b.bind("", "t").execute("", 0).sync().exchange(1))).isEqualTo("2DCZ");
        }
    }

    @Test
    void whatCannotBeMovedPinsTheSession() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("CREATE TEMP TABLE mine (x int)").exchange(1);
            b.query("SELECT 'b'").flush();
            Awaitility.await().until(() -> pool().waiting() == 1);
            assertThat(types(a.query("TABLE mine").exchange(1))).isEqualTo("TCZ");
            a.query("DISCARD ALL").exchange(1);
            assertThat(rows(b.exchange(1))).isEqualTo("b");
        }
    }

    @Test
    void aPinnedSessionsConnectionIsCleanForTheNext() throws Exception {
        try (RawClient b = login()) {
            try (RawClient a = login()) {
                a.query("SELECT pg_advisory_lock(42)").exchange(1);
                a.query("LISTEN news").exchange(1);
                a.query("SET work_mem = '3MB'").exchange(1);
                a.send('X');
            }
            assertThat(rows(b.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
                            .exchange(1)))
                    .isEqualTo("0");
            assertThat(rows(b.query("SELECT count(*) FROM pg_listening_channels()")
                            .exchange(1)))
                    .isEqualTo("0");
            assertThat(rows(b.query("SHOW work_mem").exchange(1))).isNotEqualTo("3MB");
            assertThat(pool().opened()).isEqualTo(1);
        }
    }

    @Test
    void aNotificationReachesTheListenerAlone() throws Exception {
        try (RawClient listener = RawClient.login("127.0.0.1", fixture.port(), "mapped", "mapped secret", "shop");
                RawClient other = login()) {
            listener.query("LISTEN news").exchange(1);
            other.query("NOTIFY news, 'hello'").exchange(1);
            assertThat(listener.until('A')).hasSize(1);
        }
    }

    @Test
    void sequencesAreNotReadFromAnothersConnection() throws Exception {
        fixture.server.execute(
                fixture.backendDatabase, "CREATE SEQUENCE public.s", "GRANT ALL ON SEQUENCE public.s TO PUBLIC");
        try (Connection a = fixture.connect();
                Connection b = fixture.connect()) {
            assertThat(ask(a, "SELECT nextval('s')")).isEqualTo("1");
            assertThat(ask(b, "SELECT nextval('s')")).isEqualTo("2");
            // a's value is gone with the connection: an error is right, b's value would be wrong
            assertThatThrownBy(() -> ask(a, "SELECT currval('s')"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"));
        }
        // from now on sessions of this application keep their connection
        try (Connection c = fixture.connect()) {
            assertThat(ask(c, "SELECT nextval('s')")).isEqualTo("3");
            assertThat(ask(c, "SELECT currval('s')")).isEqualTo("3");
        }
    }

    @Test
    void inOneTransactionCurrvalIsTheClientsOwn() throws Exception {
        fixture.server.execute(
                fixture.backendDatabase,
                "CREATE TABLE public.t (id serial, v text)",
                "GRANT ALL ON public.t, public.t_id_seq TO PUBLIC");
        try (Connection a = fixture.connect();
                Connection b = fixture.connect()) {
            run(b, "INSERT INTO t (v) VALUES ('b')");
            a.setAutoCommit(false);
            run(a, "INSERT INTO t (v) VALUES ('a')");
            assertThat(ask(a, "SELECT lastval()")).isEqualTo("2");
            a.commit();
        }
        try (Connection c = fixture.connectAs("mapped", "mapped secret", "shop");
                Connection d = fixture.connectAs("mapped", "mapped secret", "shop")) {
            run(d, "INSERT INTO t (v) VALUES ('d')");
            c.setAutoCommit(false);
            assertThat(ask(c, "SELECT 1")).isEqualTo("1");
            assertThatThrownBy(() -> ask(c, "SELECT lastval()"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"));
        }
    }

    @Test
    void aClientThatGoesInATransactionTakesItsConnectionWithIt() throws Exception {
        fixture.server.execute(
                fixture.backendDatabase, "CREATE TABLE public.u (x int)", "GRANT ALL ON public.u TO PUBLIC");
        try (RawClient b = login()) {
            try (RawClient a = login()) {
                a.query("BEGIN").exchange(1);
                a.query("INSERT INTO u VALUES (1)").exchange(1);
            }
            assertThat(rows(b.query("SELECT count(*) FROM u").exchange(1))).isEqualTo("0");
            Awaitility.await().until(() -> pool().opened() == 2 && pool().closed() == 1);
        }
    }

    @Test
    void aCancelReachesTheStatementAndNobodyElse() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("SELECT pg_sleep(60)").flush();
            Awaitility.await().until(() -> pool().active() == 1 && isSleeping());
            cancel(a);
            assertThat(a.exchange(1))
                    .anyMatch(m -> m.type() == 'E' && m.field('C').equals("57014"));
            for (int i = 0; i < 20; i++) {
                cancel(a); // idle: meant for nobody
                assertThat(types(b.query("SELECT pg_sleep(0.001)").exchange(1))).isEqualTo("TDCZ");
            }
        }
    }

    private boolean isSleeping() {
        return "1"
                .equals(
                        fixture.server.queryOne(
                                fixture.backendDatabase,
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"));
    }

    @Test
    void aStatementThatWaitsForAServerConnectionIsCancelledToo() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("BEGIN").exchange(1);
            b.query("CREATE TABLE public.never (x int)").flush();
            Awaitility.await().until(() -> pool().waiting() == 1);
            cancel(b);
            a.query("COMMIT").exchange(1);
            assertThat(b.until('Z')).anySatisfy(m -> {
                assertThat(m.type()).isEqualTo('E');
                assertThat(m.field('C')).isEqualTo("57014");
                assertThat(m.field('M')).isEqualTo("canceling statement due to user request");
            });
            assertThat(rows(b.query("SELECT to_regclass('public.never') IS NULL")
                            .exchange(1)))
                    .contains("t");
        }
    }

    @Test
    void soIsOneOfTheExtendedProtocolAndWhatFollowsUpToItsSync() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("BEGIN").exchange(1);
            b.parse("s", "CREATE TABLE public.never (x int)")
                    .bind("", "s")
                    .execute("", 0)
                    .sync()
                    .flush();
            Awaitility.await().until(() -> pool().waiting() == 1);
            cancel(b);
            a.query("COMMIT").exchange(1);
            assertThat(types(b.until('Z'))).isEqualTo("EZ");
            assertThat(rows(b.query("SELECT to_regclass('public.never') IS NULL")
                            .exchange(1)))
                    .contains("t");
            assertThat(b.bind("", "s").sync().exchange(1))
                    .as("there is no such statement")
                    .anyMatch(m -> m.type() == 'E' && m.field('C').equals("26000"));
        }
    }

    @Test
    void andSoIsOneThatWaitsForTheEndOfAPause() throws Exception {
        try (RawClient a = login()) {
            assertThat(fixture.proxy.pause("shop", Duration.ofSeconds(20))).isEmpty();
            a.query("SELECT pg_sleep(60)").flush();
            Awaitility.await()
                    .until(() -> fixture.proxy.sessions().get(0).state().equals("paused"));
            cancel(a);
            fixture.proxy.resume("shop");
            assertThat(a.until('Z'))
                    .anyMatch(m -> m.type() == 'E' && m.field('C').equals("57014"));
        }
    }

    private void cancel(RawClient whose) throws Exception {
        try (RawClient canceller = new RawClient("127.0.0.1", fixture.port())) {
            canceller.socket.getOutputStream().write(TestPools.cancelRequest(whose.key()));
            canceller.socket.getOutputStream().flush();
            assertThat(canceller.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aLoneSyncOrFlushNeedsNoServer() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("BEGIN").exchange(1);
            assertThat(types(b.sync().exchange(1))).isEqualTo("Z");
            b.send('c');
            b.send('H');
            assertThat(types(b.sync().exchange(1))).isEqualTo("Z");
        }
    }

    @Test
    void aFailedCopyDoesNotLeaveItsDataToTheNext() throws Exception {
        fixture.server.execute(
                fixture.backendDatabase, "CREATE TABLE public.c (x int)", "GRANT ALL ON public.c TO PUBLIC");
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("COPY c FROM STDIN").flush();
            a.until('G');
            a.send('d', "nonsense\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            a.send('d', "1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            a.send('c');
            assertThat(a.until('Z')).anyMatch(m -> m.type() == 'E');
            a.send('d', "2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(rows(b.query("SELECT count(*) FROM c").exchange(1))).isEqualTo("0");
            assertThat(rows(a.query("SELECT 'still here'").exchange(1))).isEqualTo("still here");
        }
    }

    @Test
    void aServerThatGoesIsReplacedAndOnlyItsClientHears() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("SELECT 1").exchange(1);
            fixture.server.queryOne(
                    fixture.backendDatabase,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app' AND datname ="
                            + " current_database()");
            Awaitility.await().until(() -> pool().closed() == 1);
            assertThat(rows(a.query("SELECT 'a'").exchange(1))).isEqualTo("a");
            assertThat(rows(b.query("SELECT 'b'").exchange(1))).isEqualTo("b");
            assertThat(pool().opened()).isEqualTo(2);
        }
    }

    @Test
    void aPauseHoldsWhatBeginsAndLetsGoAtItsDeadline() throws Exception {
        try (RawClient a = login();
                RawClient b = login()) {
            a.query("BEGIN").exchange(1);
            assertThat(fixture.proxy.pause("shop", Duration.ofMillis(200)))
                    .singleElement()
                    .satisfies(session -> assertThat(session.state()).isEqualTo("idle in transaction"));
            a.query("COMMIT").exchange(1);
            assertThat(fixture.proxy.pause("shop", Duration.ofSeconds(10))).isEmpty();
            b.query("SELECT 'b'").flush();
            Awaitility.await()
                    .until(() -> fixture.proxy.sessions().stream()
                            .anyMatch(session -> session.state().equals("paused")));
            fixture.proxy.resume("shop");
            assertThat(rows(b.exchange(1))).isEqualTo("b");
        }
    }
}
