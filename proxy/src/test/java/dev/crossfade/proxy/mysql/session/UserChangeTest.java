package dev.crossfade.proxy.mysql.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.mysql.transcript.RawMySql;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.testing.MysqlServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COM_CHANGE_USER in a session. */
@Timeout(60)
class UserChangeTest {
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final String DATABASE = SERVER.createDatabase();
    private static final String FIRST = "change_first";
    private static final String SECOND = "change_second";
    private static final String PASSWORD = "change secret";

    private static CrossfadeProxy proxy;

    @BeforeAll
    static void start() {
        for (String user : List.of(FIRST, SECOND)) {
            SERVER.execute(
                    DATABASE,
                    "CREATE USER " + user + " IDENTIFIED WITH mysql_native_password BY '" + PASSWORD + "'",
                    "GRANT ALL ON " + DATABASE + ".* TO " + user);
        }
        SERVER.execute(DATABASE, "CREATE TABLE t (a INT PRIMARY KEY)");
        proxy = CrossfadeProxy.start(
                ProxySettings.of(List.of(new ProxySettings.Database(
                        DATABASE,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(
                                new ProxySettings.User(FIRST, PASSWORD, null, null),
                                new ProxySettings.User(SECOND, PASSWORD, null, null)),
                        new ProxySettings.Backend(SERVER.host(), SERVER.port(), DATABASE),
                        ProxySettings.Pooling.DEFAULT,
                        null,
                        ProxySettings.Engine.MYSQL))),
                new FakeFlags(),
                name -> {});
        proxy.ready(DATABASE, true);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        SERVER.execute(DATABASE, "DROP USER " + FIRST + ", " + SECOND);
    }

    @Test
    void nothingOfTheOldSessionIsLeft() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            assertThat(one(statement, "SELECT @left := 1")).isEqualTo("1");
            connection.unwrap(JdbcConnection.class).changeUser(SECOND, PASSWORD);
            assertThat(one(statement, "SELECT CURRENT_USER()")).startsWith(SECOND + "@");
            assertThat(one(statement, "SELECT @left")).isNull();
            await().untilAsserted(() -> assertThat(SERVER.queryOne(
                            DATABASE, "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0"))
                    .isEqualTo("0"));
            assertThat(one(statement, "SELECT COUNT(*) FROM t")).isEqualTo("0");
            assertThat(proxy.sessions()).extracting(SessionInfo::user).containsExactly(SECOND);
            assertThat(proxy.traffic())
                    .anySatisfy(info -> assertThat(info.user()).isEqualTo(SECOND));
        }
        await().until(() -> proxy.sessions().isEmpty());
    }

    @Test
    void aWrongPasswordEndsTheSession() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            assertThatThrownBy(() -> connection.unwrap(JdbcConnection.class).changeUser(SECOND, "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1045));
            await().until(() -> proxy.sessions().isEmpty());
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            SERVER.execute(DATABASE, "INSERT INTO t VALUES (1)", "DELETE FROM t"); // nobody holds the row
        }
    }

    @Test
    void itsPacketsAreThoseOfTheServer() throws IOException {
        List<String> direct = change(SERVER.host(), SERVER.port());
        assertThat(change("127.0.0.1", proxy.address(DATABASE).getPort())).isEqualTo(direct);
        assertThat(direct).hasSize(9);
    }

    /** Asks for it behind a command that fails, without waiting for that, and goes on as the other user. */
    private static List<String> change(String host, int port) throws IOException {
        List<String> came = new ArrayList<>();
        try (RawMySql client = new RawMySql(host, port)) {
            assertThat(client.login(FIRST, PASSWORD, DATABASE, RawMySql.USUAL).payload()[0])
                    .isZero();
            ByteArrayOutputStream change = new ByteArrayOutputStream();
            change.write(Command.CHANGE_USER);
            change.writeBytes((SECOND + "\0").getBytes(UTF_8));
            change.write(0);
            change.writeBytes((DATABASE + "\0").getBytes(UTF_8));
            change.write(45);
            change.write(0);
            change.writeBytes("mysql_native_password\0".getBytes(UTF_8));
            client.write(query("SELECT nope FROM t"));
            client.send(0, change.toByteArray());
            came.add(shown(client.read()));
            RawMySql.Packet asked = client.read();
            String text = new String(asked.payload(), UTF_8);
            came.add(asked.sequence() + " " + text.substring(1, text.indexOf(0)));
            int nonce = text.indexOf(0) + 1;
            client.send(
                    asked.sequence() + 1,
                    RawMySql.proof(PASSWORD, Arrays.copyOfRange(asked.payload(), nonce, nonce + 20)));
            came.add(shown(client.read()));
            client.write(query("SELECT CURRENT_USER(), DATABASE()"));
            for (int i = 0; i < 6; i++) {
                came.add(shown(client.read()));
            }
        }
        return came;
    }

    private static byte[] query(String sql) {
        return RawMySql.packets(0, ("\u0003" + sql).getBytes(UTF_8));
    }

    private static String shown(RawMySql.Packet packet) {
        return packet.sequence() + " " + HexFormat.of().formatHex(packet.payload());
    }

    private static Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", FIRST);
        properties.setProperty("password", PASSWORD);
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + proxy.address(DATABASE).getPort() + "/" + DATABASE, properties);
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
