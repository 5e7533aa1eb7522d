package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.ProxySettings.Lookup;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.proxy.testing.ScramProof;
import dev.crossfade.proxy.testing.SecureFixture;
import dev.crossfade.proxy.testing.SecureFixture.Options;
import dev.crossfade.proxy.testing.SecureServer;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users who are not in the configuration, found in the server itself. */
@Timeout(60)
class LookupTest {
    private static final SecureServer SERVER = SecureServer.shared();
    private static SecureFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new SecureFixture(new Options());
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void assertIn(SecureFixture through, String user, String password) throws SQLException {
        try (Connection connection = through.connect(user, password)) {
            assertThat(one(connection, "SELECT session_user")).isEqualTo(user);
        }
    }

    private static void assertRefused(SecureFixture through, String user, String password, String state) {
        assertThatThrownBy(() -> through.connect(user, password).close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    private static String told(ThrowingConnect connect) {
        try {
            connect.connect().close();
            return "let in";
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getMessage();
        }
    }

    private interface ThrowingConnect {
        Connection connect() throws SQLException;
    }

    /** What a client is asked and told, up to the end of its login: with a proof of this password. */
    private static List<Message> login(int port, String user, String password) throws Exception {
        try (RawClient client = new RawClient("127.0.0.1", port)) {
            client.startup("user", user, "database", "shop");
            Message sasl = client.read();
            byte[] first = ScramProof.first();
            client.send('p', "SCRAM-SHA-256\0", first.length, first);
            Message challenge = client.read();
            client.send('p', ScramProof.last(password, challenge.body()));
            return Stream.concat(Stream.of(sasl, challenge), client.until('Z').stream())
                    .toList();
        }
    }

    @Test
    void aUserWhoIsOnlyInTheServerLogsInByWhatItsProofHasShown() throws Exception {
        assertIn(fixture, "app", "app secret");
        assertIn(fixture, "app", "app secret"); // from the cache
        assertRefused(fixture, "app", "wrong", "28P01");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameLookTheSame() throws Exception {
        List<Message> wrong = login(fixture.port(), "app", "wrong");
        for (int again = 0; again < 2; again++) {
            List<Message> unknown = login(fixture.port(), "nobody", "wrong");
            assertThat(unknown).hasSameSizeAs(wrong);
            assertThat(unknown.get(0)).hasToString(wrong.get(0).toString());
            assertThat(unknown.get(1).body()).hasSameSizeAs(wrong.get(1).body());
            assertThat(unknown.get(2)).hasToString(wrong.get(2).toString().replace("app", "nobody"));
        }
        assertThat(salt(login(fixture.port(), "nobody", "x"))).isEqualTo(salt(login(fixture.port(), "nobody", "x")));
        assertThat(salt(login(fixture.port(), "nobody", "x"))).isNotEqualTo(salt(login(fixture.port(), "no one", "x")));
    }

    private static String salt(List<Message> messages) {
        String challenge = messages.get(1).text();
        return challenge.substring(challenge.indexOf(",s="));
    }

    @Test
    void saltAndIterationsAreTheVerifiersOwn() throws Exception {
        // of "pencil", made by the server's own rules with 10000 iterations
        SERVER.execute(
                "DROP ROLE IF EXISTS thorough", "CREATE ROLE thorough LOGIN PASSWORD '" + verifier("pencil") + "'");
        List<Message> messages = login(fixture.port(), "thorough", "pencil");
        assertThat(messages.get(1).text()).contains(",s=QSXCR+Q6sek8bf92QSXCR+Q6sek8bf92,i=10000");
        assertThat(messages.get(messages.size() - 1).type()).isEqualTo('Z');
    }

    private static String verifier(String password) {
        byte[] salt = java.util.Base64.getDecoder().decode("QSXCR+Q6sek8bf92QSXCR+Q6sek8bf92");
        return ScramProof.verifier(password, salt, 10_000);
    }

    @Test
    void aPasswordThatIsNoLongerValidIsRefusedAsTheServerRefusesIt() throws Exception {
        SERVER.execute(
                "DROP ROLE IF EXISTS expired",
                "CREATE ROLE expired LOGIN PASSWORD 'old secret' VALID UNTIL '2020-01-01'");
        String direct = told(() -> SERVER.connect("expired", "old secret"));
        assertThat(told(() -> fixture.connect("expired", "old secret"))).isEqualTo(direct);
        assertThat(direct).startsWith("28P01");
        SERVER.execute(
                "DROP ROLE IF EXISTS timeless", "CREATE ROLE timeless LOGIN PASSWORD 'x' VALID UNTIL 'infinity'");
        assertIn(fixture, "timeless", "x");
    }

    @Test
    void aPasswordEndsWhenItIsTimeAlsoInTheCache() throws Exception {
        SERVER.execute(
                "DROP ROLE IF EXISTS brief",
                "DO $$BEGIN EXECUTE format('CREATE ROLE brief LOGIN PASSWORD ''short'' VALID UNTIL %L',"
                        + " clock_timestamp() + interval '3 s'); END$$");
        assertIn(fixture, "brief", "short");
        SERVER.execute("ALTER ROLE brief VALID UNTIL 'infinity'"); // only the cache says that it ends
        Awaitility.await().untilAsserted(() -> assertRefused(fixture, "brief", "short", "28P01"));
        assertIn(fixture, "brief", "short"); // the refusal has made it look again
    }

    @Test
    void aRoleThatMayNotLogInIsToldSoOnceItHasProvedItself() throws Exception {
        SERVER.execute("DROP ROLE IF EXISTS idle_role", "CREATE ROLE idle_role NOLOGIN PASSWORD 'idle'");
        String direct = told(() -> SERVER.connect("idle_role", "idle"));
        assertThat(direct).startsWith("28000").contains("role \"idle_role\" is not permitted to log in");
        assertThat(told(() -> fixture.connect("idle_role", "idle"))).isEqualTo(direct);
        assertRefused(fixture, "idle_role", "wrong", "28P01");
    }

    @Test
    void aRoleWithoutAPasswordIsRefusedLikeAWrongOne() {
        SERVER.execute("DROP ROLE IF EXISTS bare", "CREATE ROLE bare LOGIN");
        assertRefused(fixture, "bare", "anything", "28P01");
    }

    @Test
    void aChangedPasswordIsFoundByTheNextLogin() throws Exception {
        SERVER.execute("DROP ROLE IF EXISTS changing", "CREATE ROLE changing LOGIN PASSWORD 'first'");
        assertIn(fixture, "changing", "first");
        SERVER.execute("ALTER ROLE changing PASSWORD 'second'");
        // what is younger than a second is believed; after that, one wrong proof is enough to look again
        Awaitility.await()
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> assertIn(fixture, "changing", "second"));
        SERVER.execute("ALTER ROLE changing PASSWORD 'third'");
        // the old one still fits what was looked up, but the server does not take the keys learnt from it
        assertRefused(fixture, "changing", "second", "28P01");
        Awaitility.await()
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> assertIn(fixture, "changing", "third"));
        assertRefused(fixture, "changing", "second", "28P01");
    }

    @Test
    void aDroppedRoleDoesNotOutliveItsTimeInTheCache() throws Exception {
        SERVER.execute("DROP ROLE IF EXISTS leaving", "CREATE ROLE leaving LOGIN PASSWORD 'bye'");
        Lookup quick = new Lookup("engine", "engine secret", null, Duration.ofMillis(200));
        try (SecureFixture shortLived = new SecureFixture(new Options().lookup(quick))) {
            assertIn(shortLived, "leaving", "bye");
            SERVER.execute("DROP ROLE leaving");
            Awaitility.await().untilAsserted(() -> assertRefused(shortLived, "leaving", "bye", "28P01"));
        }
    }

    /** CVE-2025-12819 and its like: what a client or a database says about search_path must not choose what is asked. */
    @Test
    void noSearchPathReachesTheQuery() throws Exception {
        String stolen = ScramProof.verifier("mine", new byte[] {1, 2, 3, 4}, 4096);
        SERVER.execute(
                "DROP SCHEMA IF EXISTS evil CASCADE",
                "CREATE SCHEMA evil",
                "CREATE TABLE evil.pg_authid (rolname text, rolpassword text, rolvaliduntil timestamptz, rolcanlogin bool)",
                "INSERT INTO evil.pg_authid VALUES ('engine', '" + stolen + "', NULL, true)",
                "GRANT ALL ON SCHEMA evil TO PUBLIC",
                "GRANT ALL ON evil.pg_authid TO PUBLIC",
                "ALTER ROLE engine SET search_path = evil, pg_catalog",
                "ALTER DATABASE postgres SET search_path = evil, pg_catalog");
        Lookup unqualified = new Lookup(
                "engine",
                "engine secret",
                "SELECT rolname, rolpassword FROM pg_authid WHERE rolname = $1",
                Duration.ofHours(1));
        try (SecureFixture through = new SecureFixture(new Options().lookup(unqualified))) {
            for (String[] startup : new String[][] {
                {"user", "engine", "database", "shop", "search_path", "evil, pg_catalog"},
                {"user", "engine", "database", "shop", "options", "-c search_path=evil,pg_catalog"}
            }) {
                try (RawClient client = new RawClient("127.0.0.1", through.port())) {
                    client.startup(startup);
                    client.read();
                    byte[] first = ScramProof.first();
                    client.send('p', "SCRAM-SHA-256\0", first.length, first);
                    client.send('p', ScramProof.last("mine", client.read().body()));
                    assertThat(client.read().field('C')).isEqualTo("28P01");
                }
            }
            assertIn(through, "engine", "engine secret");
        } finally {
            SERVER.execute(
                    "ALTER ROLE engine RESET search_path",
                    "ALTER DATABASE postgres RESET search_path",
                    "DROP SCHEMA evil CASCADE");
        }
    }

    @Test
    void aNameIsAValueWhateverItHolds() throws Exception {
        String name = "o'brien\\'); DROP TABLE x; -- \" $1 ?";
        SERVER.execute(
                "DROP ROLE IF EXISTS \"" + name.replace("\"", "\"\"") + "\"",
                "CREATE ROLE \"" + name.replace("\"", "\"\"") + "\" LOGIN PASSWORD 'odd'");
        assertIn(fixture, name, "odd");
        assertRefused(fixture, "x' OR '1'='1", "odd", "28P01");
        assertRefused(fixture, "App", "app secret", "28P01");
    }

    @Test
    void aFunctionThatIsAllowedToReadPasswordsIsEnough() throws Exception {
        SERVER.execute(
                "DROP FUNCTION IF EXISTS public.crossfade_auth(text)",
                "CREATE FUNCTION public.crossfade_auth(name text) RETURNS TABLE (usename name, passwd text)"
                        + " LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS"
                        + " $$SELECT s.usename, s.passwd FROM pg_catalog.pg_shadow s WHERE s.usename = name$$");
        Lookup function = new Lookup(
                "lowly", "lowly secret", "SELECT usename, passwd FROM public.crossfade_auth($1)", Duration.ofHours(1));
        try (SecureFixture through = new SecureFixture(new Options().lookup(function))) {
            assertIn(through, "app", "app secret");
            assertRefused(through, "app", "wrong", "28P01");
            assertRefused(through, "nobody", "wrong", "28P01");
        }
    }

    @Test
    void whereNothingMayBeLookedUpTheConfiguredUsersGoOn() throws Exception {
        Lookup forbidden = new Lookup("lowly", "lowly secret", null, Duration.ofHours(1));
        try (SecureFixture through =
                new SecureFixture(new Options().lookup(forbidden).user("app", "app secret"))) {
            assertRefused(through, "tls_only", "tls secret", "28P01");
            assertIn(through, "app", "app secret");
        }
    }

    @Test
    void aServerThatCannotBeAskedIsNoWrongPassword() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (SecureFixture through = new SecureFixture(new Options().backend("127.0.0.1", free))) {
            assertThatThrownBy(() -> through.connect("app", "app secret").close())
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("08001");
                        assertThat(e.getMessage()).contains("could not look the user up in database \"shop\"");
                    });
        }
    }

    @Test
    void aLookupSurvivesTheLossOfItsConnection() throws Exception {
        assertIn(fixture, "app", "app secret");
        SERVER.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'crossfade-lookup'");
        SERVER.execute("DROP ROLE IF EXISTS late", "CREATE ROLE late LOGIN PASSWORD 'late'");
        assertIn(fixture, "late", "late");
    }

    @Test
    void manyStrangersAtOnceCostTheServerOneConnection() throws Exception {
        List<Thread> threads = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> new Thread(() -> assertRefused(fixture, "stranger" + i, "x", "28P01")))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(SERVER.queryOne("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'crossfade-lookup'"
                        + " AND datname = 'postgres'"))
                .isIn("1", "2"); // another test's fixture may be closing its own
    }
}
