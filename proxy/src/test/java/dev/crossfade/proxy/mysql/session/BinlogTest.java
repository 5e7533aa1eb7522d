package dev.crossfade.proxy.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.testing.MysqlServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads the server's binary log as a replica does. */
@Timeout(60)
class BinlogTest {
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final String DATABASE = SERVER.createDatabase();
    private static final String USER = "session_replica";
    private static final String PASSWORD = "replica secret";
    private static final String LAST = "the last one";

    private static CrossfadeProxy proxy;

    @BeforeAll
    static void start() {
        SERVER.execute(
                DATABASE,
                "CREATE USER " + USER + " IDENTIFIED WITH mysql_native_password BY '" + PASSWORD + "'",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT, PROCESS, CONNECTION_ADMIN ON *.* TO " + USER,
                "GRANT ALL ON " + DATABASE + ".* TO " + USER,
                "CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(50), c MEDIUMTEXT)");
        proxy = CrossfadeProxy.start(
                ProxySettings.of(List.of(new ProxySettings.Database(
                        DATABASE,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(new ProxySettings.User(USER, PASSWORD, null, null)),
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
        SERVER.execute(DATABASE, "DROP USER " + USER);
    }

    @Test
    void isSentTheSameEventsAsDirect() throws Exception {
        SERVER.execute(DATABASE, "INSERT INTO t VALUES (0, 'before', '')");
        String file = SERVER.queryOne(
                DATABASE,
                "SELECT LOG_FILE FROM performance_schema.log_status, JSON_TABLE(LOCAL, '$' COLUMNS ("
                        + "LOG_FILE TEXT PATH '$.binary_log_file')) log");
        List<String> direct = new CopyOnWriteArrayList<>();
        List<String> through = new CopyOnWriteArrayList<>();
        BinaryLogClient one = client(SERVER.host(), SERVER.port(), 4711, file, direct);
        BinaryLogClient other = client("127.0.0.1", proxy.address(DATABASE).getPort(), 4712, file, through);
        try {
            SERVER.execute(
                    DATABASE,
                    "INSERT INTO t VALUES (1, 'one', 'x'), (2, 'two', NULL)",
                    "INSERT INTO t VALUES (3, 'much', REPEAT('y', 3000000))",
                    "UPDATE t SET b = 'changed' WHERE a < 3",
                    "ALTER TABLE t ADD d INT",
                    "DELETE FROM t WHERE a = 1",
                    "INSERT INTO t VALUES (9, '" + LAST + "', '', 1)");
            await().until(() -> isOver(direct) && isOver(through));
            assertThat(upToTheLast(through)).isEqualTo(upToTheLast(direct)).hasSizeGreaterThan(20);
            assertThat(proxy.sessions()).hasSize(1);
        } finally {
            one.disconnect();
            other.disconnect();
        }
        await().until(() -> proxy.sessions().isEmpty());
    }

    private static boolean isOver(List<String> events) {
        return events.stream().anyMatch(event -> event.contains(LAST));
    }

    private static List<String> upToTheLast(List<String> events) {
        return events.subList(
                0,
                events.indexOf(events.stream()
                                .filter(e -> e.contains(LAST))
                                .findFirst()
                                .orElseThrow())
                        + 1);
    }

    private static BinaryLogClient client(String host, int port, int id, String file, List<String> events)
            throws Exception {
        BinaryLogClient client = new BinaryLogClient(host, port, USER, PASSWORD);
        client.setServerId(id);
        client.setBinlogFilename(file);
        client.setBinlogPosition(4);
        client.setKeepAlive(false);
        client.registerEventListener(event -> {
            if (event.getHeader().getEventType() != EventType.HEARTBEAT) {
                events.add(shown(event));
            }
        });
        client.connect(Duration.ofSeconds(20).toMillis());
        return client;
    }

    private static String shown(Event event) {
        EventHeaderV4 header = event.getHeader();
        String data = event.getData() instanceof WriteRowsEventData written
                ? written.getRows().stream().map(Arrays::deepToString).collect(Collectors.joining(" "))
                : String.valueOf(event.<EventData>getData()).replaceAll("\\[B@[0-9a-f]+", "bytes");
        return header + " " + (data.length() > 300 ? data.hashCode() + " of " + data.length() : data);
    }
}
