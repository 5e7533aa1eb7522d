package dev.crossfade.proxy.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.TrafficInfo;
import dev.crossfade.proxy.mysql.transcript.RawMySql;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.testing.MysqlServer;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a session besides its packets. */
@Timeout(60)
class MySqlSessionTest {
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final String DATABASE = SERVER.createDatabase();
    private static final String USER = "session_app";
    private static final String PASSWORD = "app secret";

    private CrossfadeProxy proxy;

    @BeforeAll
    static void user() {
        SERVER.execute(
                DATABASE,
                "CREATE USER " + USER + " IDENTIFIED WITH mysql_native_password BY '" + PASSWORD + "'",
                "GRANT ALL ON " + DATABASE + ".* TO " + USER,
                "CREATE TABLE t (a INT PRIMARY KEY)");
    }

    @AfterAll
    static void noUser() {
        SERVER.execute(DATABASE, "DROP USER " + USER);
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private void start(ProxySettings.Pooling pooling) {
        proxy = CrossfadeProxy.start(
                ProxySettings.of(List.of(new ProxySettings.Database(
                        DATABASE,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(new ProxySettings.User(USER, PASSWORD, null, null)),
                        new ProxySettings.Backend(SERVER.host(), SERVER.port(), DATABASE),
                        pooling,
                        null,
                        ProxySettings.Engine.MYSQL))),
                new FakeFlags(),
                name -> {});
        proxy.ready(DATABASE, true);
    }

    private void start() {
        start(ProxySettings.Pooling.DEFAULT);
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", PASSWORD);
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectionAttributes", "program_name:the tests");
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + proxy.address(DATABASE).getPort() + "/" + DATABASE, properties);
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private SessionInfo session(String state) {
        await().until(() -> proxy.sessions().stream().anyMatch(s -> s.state().equals(state)));
        return proxy.sessions().stream()
                .filter(s -> s.state().equals(state))
                .findFirst()
                .orElseThrow();
    }

    /** Runs a statement that takes long and answers its error, once it has one. */
    private static CompletableFuture<SQLException> sleeping(Statement statement) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                statement.execute("SELECT SLEEP(40) FROM (SELECT 1) one WHERE SLEEP(40) = 0");
                return new SQLException("it has slept");
            } catch (SQLException e) {
                return e;
            }
        });
    }

    @Test
    void aStatementIsCancelledByItsClientAndByTheControlPlane() throws Exception {
        start();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> first = sleeping(statement);
            session("active");
            statement.cancel();
            assertThat(first.get(20, TimeUnit.SECONDS).getMessage()).matches(".*(cancelled|interrupted).*");
            CompletableFuture<SQLException> second = sleeping(statement);
            assertThat(proxy.cancel(session("active").id())).isTrue();
            assertThat(second.get(20, TimeUnit.SECONDS).getMessage()).contains("interrupted");
            assertThat(one(statement, "SELECT 'goes on'")).isEqualTo("goes on");
        }
    }

    @Test
    void killNamesTheIdThatTheClientWasTold() throws Exception {
        start();
        try (Connection victim = connect();
                Connection other = connect();
                Statement bystander = other.createStatement()) {
            long told = victim.unwrap(com.mysql.cj.jdbc.JdbcConnection.class)
                    .getSession()
                    .getThreadId();
            String backends;
            try (Statement statement = victim.createStatement()) {
                backends = one(statement, "SELECT CONNECTION_ID()");
            }
            assertThat(told).as("no id of the backend's").isBetween(1L << 30, (1L << 31) - 1);
            bystander.execute("KILL " + told);
            await().until(() -> SERVER.queryOne(
                            DATABASE, "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + backends)
                    .equals("0"));
            assertThatThrownBy(() -> victim.createStatement().execute("SELECT 1"))
                    .isInstanceOf(SQLException.class);
            assertThat(one(bystander, "SELECT 1")).isEqualTo("1");
            await().until(() -> proxy.sessions().size() == 1);
        }
    }

    @Test
    void isShownAndCountedAndEnded() throws Exception {
        start();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThat(session("idle"))
                    .satisfies(info -> assertThat(info.user()).isEqualTo(USER))
                    .satisfies(info -> assertThat(info.database()).isEqualTo(DATABASE))
                    .satisfies(info -> assertThat(info.application()).isEqualTo("the tests"))
                    .satisfies(info -> assertThat(info.clientAddress()).isEqualTo("127.0.0.1"));
            TrafficInfo before = traffic();
            statement.execute("SELECT 1");
            connection.setAutoCommit(false);
            statement.execute("SELECT * FROM t");
            assertThatThrownBy(() -> statement.execute("SELECT nope FROM t")).isInstanceOf(SQLException.class);
            assertThat(session("idle in transaction").snapshot()).isPositive();
            connection.commit();
            await().untilAsserted(() -> {
                TrafficInfo after = traffic();
                assertThat(after.queries() - before.queries()).isEqualTo(5);
                assertThat(after.errors() - before.errors()).isEqualTo(1);
                assertThat(after.transactions() - before.transactions()).isEqualTo(3);
                assertThat(after.receivedBytes()).isGreaterThan(before.receivedBytes());
            });
        }
    }

    @Test
    void anAdministratorEndsIt() throws Exception {
        start();
        try (RawMySql client = login()) {
            client.send(0, new byte[] {Command.PING});
            assertThat(client.read().payload()[0]).isZero();
            assertThat(proxy.terminate(session("idle").id())).isTrue();
            assertThat(error(client)).isEqualTo(new ErrPacket(1053, "08S01", "Server shutdown in progress"));
            await().until(() -> proxy.sessions().isEmpty());
            assertThat(proxy.terminate("nobody")).isFalse();
        }
    }

    private RawMySql login() throws IOException {
        RawMySql client = new RawMySql("127.0.0.1", proxy.address(DATABASE).getPort());
        assertThat(client.login(USER, PASSWORD, DATABASE, RawMySql.USUAL).payload()[0])
                .isZero();
        return client;
    }

    /** What it is told before the end. */
    private static ErrPacket error(RawMySql client) throws IOException {
        RawMySql.Packet last = client.read();
        assertThat(last.payload()[0]).isEqualTo((byte) Packets.ERR);
        assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
        return ErrPacket.decode(Unpooled.wrappedBuffer(last.payload()));
    }

    private TrafficInfo traffic() {
        return proxy.traffic().stream()
                .filter(info -> info.user().equals(USER))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPauseHoldsWhatWouldBegin() throws Exception {
        start();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT * FROM t");
            assertThat(proxy.pause(DATABASE, Duration.ofMillis(50)))
                    .extracting(SessionInfo::state)
                    .containsExactly("idle in transaction");
            connection.commit();
            assertThat(proxy.pause(DATABASE, Duration.ofSeconds(5))).isEmpty();
            CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> {
                try {
                    return one(statement, "SELECT 'held'");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            session("paused");
            assertThat(held).isNotDone();
            proxy.resume(DATABASE);
            assertThat(held.get(5, TimeUnit.SECONDS)).isEqualTo("held");
            connection.commit();
        }
    }

    @Test
    void aDeadlockEndsTheTransactionOfWhoIsChosen() throws Exception {
        start();
        SERVER.execute(DATABASE, "INSERT INTO t VALUES (1), (2)");
        try (Connection one = connect();
                Statement first = one.createStatement();
                Connection other = connect();
                Statement second = other.createStatement()) {
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            first.execute("UPDATE t SET a = a WHERE a = 1");
            second.execute("INSERT INTO t VALUES (3), (4), (5)"); // more to undo: it is not chosen
            second.execute("UPDATE t SET a = a WHERE a = 2");
            CompletableFuture<SQLException> waits = CompletableFuture.supplyAsync(() -> failure(first, "a = 2"));
            session("active");
            assertThat(failure(second, "a = 1").getErrorCode()).isZero();
            assertThat(waits.get(20, TimeUnit.SECONDS).getErrorCode()).isEqualTo(1213);
            // nobody has asked for anything since
            assertThat(session("idle").snapshot()).isZero();
            assertThat(session("idle in transaction").snapshot()).isPositive();
            assertThat(proxy.pause(DATABASE, Duration.ofMillis(50)))
                    .extracting(SessionInfo::state)
                    .containsExactly("idle in transaction");
            other.commit();
            assertThat(proxy.pause(DATABASE, Duration.ofSeconds(5))).isEmpty();
            proxy.resume(DATABASE);
            assertThat(one(first, "SELECT COUNT(*) FROM t")).isEqualTo("5");
            one.rollback();
        } finally {
            SERVER.execute(DATABASE, "DELETE FROM t");
        }
    }

    private static SQLException failure(Statement statement, String where) {
        try {
            statement.execute("UPDATE t SET a = a WHERE " + where);
            return new SQLException("none", "00000", 0);
        } catch (SQLException e) {
            return e;
        }
    }

    @Test
    void anErrorSaysNothingOfTheTransaction() throws Exception {
        start();
        SERVER.execute(
                DATABASE,
                "CREATE PROCEDURE opens() BEGIN START TRANSACTION; INSERT INTO t VALUES (6); SELECT nope FROM t; END");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (7)");
            assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (7)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1062));
            assertThat(session("idle in transaction").snapshot()).isPositive();
            assertThatThrownBy(() -> statement.execute("CREATE TABLE t (a INT)")) // commits first
                    .isInstanceOf(SQLException.class);
            assertThat(session("idle").snapshot()).isZero();
            connection.setAutoCommit(true);
            assertThatThrownBy(() -> statement.execute("CALL opens()")).isInstanceOf(SQLException.class);
            assertThat(session("idle in transaction").snapshot()).isPositive();
            statement.execute("ROLLBACK");
            assertThat(one(statement, "SELECT GROUP_CONCAT(a) FROM t")).isEqualTo("7");
        } finally {
            SERVER.execute(DATABASE, "DELETE FROM t", "DROP PROCEDURE opens");
        }
    }

    @Test
    void whoDoesNotWaitForAnErrorGetsItsAnswersInOrder() throws Exception {
        start();
        try (RawMySql client = login()) {
            byte[] bad = query("SELECT nope FROM t");
            byte[] ping = RawMySql.packets(0, new byte[] {Command.PING});
            for (int i = 0; i < 20; i++) {
                client.write(concat(bad, ping, bad));
                assertThat(firsts(client, 3)).containsExactly(0xff, 0, 0xff);
                client.write(concat(bad, bad)); // while the server is being asked
                assertThat(firsts(client, 2)).containsExactly(0xff, 0xff);
                client.write(concat(bad, query("DO 1"), ping));
                assertThat(firsts(client, 3)).containsExactly(0xff, 0, 0);
            }
        }
    }

    @Test
    void theServerIsNotAskedInTheMiddleOfWhatTheClientSends() throws Exception {
        start();
        try (RawMySql client = login()) {
            client.write(concat(
                    new byte[0], RawMySql.packets(0, "\u0016SELECT LENGTH(?)".getBytes(StandardCharsets.UTF_8))));
            byte[] id = Arrays.copyOfRange(client.read().payload(), 1, 5);
            for (int i = 0; i < 3; i++) {
                client.read(); // the parameter, the column, and what ends each
            }
            client.read();
            byte[] data = RawMySql.packets(
                    0, concat(new byte[] {Command.STMT_SEND_LONG_DATA}, id, new byte[2], new byte[1000]));
            client.write(concat(query("SELECT nope FROM t"), Arrays.copyOf(data, 500)));
            assertThat(firsts(client, 1)).containsExactly(0xff);
            byte[] execute =
                    concat(new byte[] {Command.STMT_EXECUTE}, id, new byte[] {0, 1, 0, 0, 0, 0, 1, (byte) 0xfc, 0});
            client.write(concat(Arrays.copyOfRange(data, 500, data.length), RawMySql.packets(0, execute)));
            assertThat(firsts(client, 3)).containsExactly(1, 3, 0xfe);
            assertThat(client.read().payload()).startsWith(0, 0).contains(1000 & 0xff, 1000 >> 8);
            assertThat(firsts(client, 1)).containsExactly(0xfe);
            assertThat(session("idle").snapshot()).isZero();
        }
    }

    @Test
    void whatIsHeldIsToldInItsPlaceWhyAllEnds() throws Exception {
        start();
        try (RawMySql client = login()) {
            assertThat(proxy.pause(DATABASE, Duration.ofSeconds(5))).isEmpty();
            client.write(query("SELECT 1"));
            assertThat(proxy.terminate(session("paused").id())).isTrue();
            RawMySql.Packet last = client.read();
            assertThat(last.payload()[0]).isEqualTo((byte) Packets.ERR);
            assertThat(last.sequence()).isEqualTo(1);
        }
    }

    private static byte[] query(String sql) {
        return RawMySql.packets(0, ("\u0003" + sql).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** The first bytes of the next packets. */
    private static List<Integer> firsts(RawMySql client, int packets) throws IOException {
        List<Integer> firsts = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            firsts.add(client.read().payload()[0] & 0xff);
        }
        return firsts;
    }

    @Test
    void timeOutsEndIt() throws Exception {
        ProxySettings.Pooling pooling = ProxySettings.Pooling.DEFAULT;
        start(new ProxySettings.Pooling(
                pooling.mode(),
                0,
                0,
                0,
                0,
                pooling.queryWait(),
                Duration.ofMillis(300),
                Duration.ZERO,
                Duration.ofMillis(300),
                pooling.serverIdle(),
                pooling.serverLifetime(),
                pooling.serverCheck()));
        try (RawMySql idle = login();
                RawMySql inTransaction = login()) {
            for (String sql : List.of("BEGIN", "INSERT INTO t VALUES (77)")) {
                inTransaction.send(0, ("\u0003" + sql).getBytes(StandardCharsets.UTF_8));
                assertThat(inTransaction.read().payload()[0]).isZero();
            }
            assertThat(error(idle))
                    .isEqualTo(new ErrPacket(
                            4031, "HY000", "The client was disconnected by the server because of inactivity."));
            assertThat(error(inTransaction).message()).contains("inactivity in a transaction");
            await().until(() -> proxy.sessions().isEmpty());
            await().untilAsserted(() -> assertThat(SERVER.queryOne(DATABASE, "SELECT COUNT(*) FROM t WHERE a = 77"))
                    .isEqualTo("0"));
        }
    }

    @Test
    void aStopWaitsForWhatIsOpen() throws Exception {
        start();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (88)");
            CompletableFuture<Void> stop = CompletableFuture.runAsync(proxy::close);
            statement.execute("INSERT INTO t VALUES (89)");
            connection.commit();
            stop.get(20, TimeUnit.SECONDS);
            assertThat(SERVER.queryOne(DATABASE, "SELECT COUNT(*) FROM t WHERE a IN (88, 89)"))
                    .isEqualTo("2");
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            SERVER.execute(DATABASE, "DELETE FROM t");
        }
    }
}
