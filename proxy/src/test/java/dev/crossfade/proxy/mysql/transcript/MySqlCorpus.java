package dev.crossfade.proxy.mysql.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.mysql.transcript.MySqlPlayer.Stage;
import dev.crossfade.proxy.mysql.transcript.MySqlPlayer.Way;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.transcript.Script;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every exchange of the corpus gets the same answers direct and through the proxy, packet by packet. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MySqlCorpus {
    static final String USER = "transcript";
    static final String PASSWORD = "a transcript's";

    private static final List<String> FILES =
            List.of("query.txt", "statements.txt", "session.txt", "files.txt", "commands.txt", "errors.txt", "big.txt");

    private final String host;
    private final int port;
    private final boolean isMariaDb;
    private final String database;
    private final Connection admin;
    private CrossfadeProxy proxy;
    private int exchanges;
    private int packets;

    MySqlCorpus(String host, int port, boolean isMariaDb, String database, Connection admin) {
        this.host = host;
        this.port = port;
        this.isMariaDb = isMariaDb;
        this.database = database;
        this.admin = admin;
    }

    @BeforeAll
    void start() throws SQLException {
        execute("SET GLOBAL local_infile = 1");
        execute("SET GLOBAL max_allowed_packet = 67108864");
        execute("CREATE USER IF NOT EXISTS " + USER + " IDENTIFIED " + (isMariaDb ? "" : "WITH mysql_native_password ")
                + "BY '" + PASSWORD.replace("'", "''") + "'");
        execute("GRANT ALL ON *.* TO " + USER);
        proxy = CrossfadeProxy.start(
                ProxySettings.of(List.of(new ProxySettings.Database(
                        database,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(new ProxySettings.User(USER, PASSWORD, null, null)),
                        new ProxySettings.Backend(host, port, database),
                        ProxySettings.Pooling.DEFAULT,
                        null,
                        ProxySettings.Engine.MYSQL))),
                new FakeFlags(),
                name -> {});
        proxy.ready(database, true);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    @AfterAll
    void stop() throws SQLException {
        proxy.close();
        execute("DROP USER " + USER);
        admin.close();
        System.out.printf(
                "transcripts of %s: %d exchanges, %d packets of the server each way, direct and through the proxy%n",
                isMariaDb ? "MariaDB" : "MySQL", exchanges, packets);
    }

    Stream<Script> scripts() {
        return FILES.stream()
                .flatMap(file -> Script.read("transcripts-mysql", file).stream())
                .filter(script -> script.name().contains(System.getProperty("crossfade.transcript.only", "")));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void answersAreTheSame(Script script) throws Exception {
        List<String> direct = play(script, new Stage(host, port, database, admin, isMariaDb, Way.WHOLE));
        for (Way way : Way.values()) {
            Stage through = new Stage("127.0.0.1", proxy.address(database).getPort(), database, admin, isMariaDb, way);
            assertThat(play(script, through)).as(script.where() + ", " + way).isEqualTo(direct);
        }
        exchanges += (int) direct.stream().filter(line -> line.startsWith("> ")).count();
        packets += (int) direct.stream().filter(line -> !line.startsWith("> ")).count();
    }

    private List<String> play(Script script, Stage stage) throws Exception {
        List<String> left = new ArrayList<>();
        try (Statement statement = admin.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT CONCAT(IF(table_type = 'VIEW', 'VIEW ', 'TABLE '), table_name)"
                                + " FROM information_schema.tables WHERE table_schema = '" + database + "'"
                                + " UNION SELECT CONCAT(routine_type, ' ', routine_name) FROM information_schema.routines"
                                + " WHERE routine_schema = '" + database + "'")) {
            while (rows.next()) {
                left.add(rows.getString(1));
            }
        }
        for (String one : left) {
            execute("DROP " + one);
        }
        return MySqlPlayer.play(script, stage);
    }
}
