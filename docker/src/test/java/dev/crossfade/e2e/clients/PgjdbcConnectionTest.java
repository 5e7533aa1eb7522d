package dev.crossfade.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.testing.PostgresServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.postgresql.xa.PGXADataSource;

/** pgjdbc: cancelling, time-outs, notifications, replication, distributed transactions, and how connections are made and lost. */
@Timeout(60)
class PgjdbcConnectionTest {
    @ParameterizedTest
    @EnumSource
    void cancels(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            try (Connection connection = way.connect();
                    Statement statement = connection.createStatement()) {
                for (boolean autoCommit : new boolean[] {true, false}) {
                    connection.setAutoCommit(autoCommit);
                    CompletableFuture<Void> cancelled = CompletableFuture.runAsync(() -> {
                        awaitRunning(way, "SELECT pg_sleep(55)");
                        try {
                            statement.cancel();
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    said.attempt("cancelled", () -> statement.execute("SELECT pg_sleep(55)"));
                    cancelled.get(20, TimeUnit.SECONDS);
                    said.attempt("in the transaction", () -> statement.execute("SELECT 1"));
                    connection.setAutoCommit(true);
                    said.rows("after it", statement.executeQuery("SELECT 1"));
                }
                statement.setQueryTimeout(1);
                said.attempt("query timeout", () -> statement.execute("SELECT pg_sleep(55)"));
                statement.setQueryTimeout(0);
                said.rows("after the query timeout", statement.executeQuery("SELECT 2"));
                statement.cancel(); // nothing runs
                said.rows("after a cancel of nothing", statement.executeQuery("SELECT 3"));
                statement.execute("SET statement_timeout = 50");
                said.attempt("statement timeout", () -> statement.execute("SELECT pg_sleep(55)"));
                statement.execute("RESET statement_timeout");
                said.rows("after the statement timeout", statement.executeQuery("SELECT 4"));
            }
        });
    }

    private static void awaitRunning(Way way, String query) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> "1"
                        .equals(PostgresServer.shared()
                                .queryOne(
                                        way.database(),
                                        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND datname = current_database()"
                                                + " AND wait_event = 'PgSleep' AND query = '" + query + "'")));
    }

    @ParameterizedTest
    @EnumSource
    void losesConnectionsAsTheServerEndsThem(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            Connection idle = way.connect();
            try (Statement statement = idle.createStatement()) {
                statement.execute("SET idle_in_transaction_session_timeout = 50");
                idle.setAutoCommit(false);
                statement.execute("SELECT 1");
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> "0"
                                .equals(PostgresServer.shared()
                                        .queryOne(
                                                way.database(),
                                                "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                                                        + " AND datname = current_database()")));
                said.attempt("idle in a transaction", () -> statement.execute("SELECT 1"));
                said.add("valid", idle.isValid(2));
                said.add("closed", idle.isClosed());
            }
            Connection killed = way.connect();
            try (Statement statement = killed.createStatement()) {
                said.attempt(
                        "killed by itself", () -> statement.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
                said.add("valid", killed.isValid(2));
            }
            ExecutorService executor = Executors.newSingleThreadExecutor();
            try (Connection slow = way.connect();
                    Statement statement = slow.createStatement()) {
                slow.setNetworkTimeout(executor, 200);
                said.add("timeout", slow.getNetworkTimeout());
                assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(55)"))
                        .isInstanceOf(SQLException.class)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("08006");
                said.add("closed", slow.isClosed());
            } finally {
                executor.shutdownNow();
            }
            // The server notices that its client has gone only at its next message: through the proxy it must too.
            PostgresServer.shared()
                    .queryOne(
                            way.database(),
                            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                                    + " AND datname = current_database()");
            Connection aborted = way.connect();
            aborted.abort(Runnable::run);
            said.add("aborted", aborted.isClosed());
        });
    }

    @ParameterizedTest
    @EnumSource
    void isNotified(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            try (Connection listener = way.connect();
                    Connection speaker = way.connect();
                    Statement listen = listener.createStatement();
                    Statement speak = speaker.createStatement()) {
                PGConnection ours = listener.unwrap(PGConnection.class);
                listen.execute("LISTEN news");
                listen.execute("LISTEN \"Other News\"");
                said.rows("channels", listen.executeQuery("SELECT * FROM pg_listening_channels() ORDER BY 1"));
                speak.execute("NOTIFY news, 'first'");
                notifications("idle", ours.getNotifications(20_000), said);
                speaker.setAutoCommit(false);
                speak.execute("SELECT pg_notify('news', 'second'), pg_notify('Other News', repeat('x', 7000))");
                said.add(
                        "nothing before the commit",
                        ours.getNotifications(1) == null || ours.getNotifications().length == 0);
                speaker.commit();
                int got = 0;
                while (got < 2) {
                    PGNotification[] more = ours.getNotifications(20_000);
                    notifications("after the commit", more, said);
                    got += more.length;
                }
                listener.setAutoCommit(false);
                listen.execute("SELECT 1");
                speak.execute("NOTIFY news, 'third'");
                speaker.commit();
                listen.execute("SELECT 2");
                said.add("none in a transaction", ours.getNotifications().length);
                listener.commit();
                notifications("after its transaction", ours.getNotifications(20_000), said);
                listener.setAutoCommit(true);
                listen.execute("UNLISTEN news");
                speak.execute("NOTIFY news, 'unheard'");
                speak.execute("NOTIFY \"Other News\", 'heard'");
                speaker.commit();
                notifications("the other channel", ours.getNotifications(20_000), said);
                listen.execute("NOTIFY \"Other News\", 'mine'");
                notifications("its own", ours.getNotifications(20_000), said);
                listen.execute("UNLISTEN *");
                said.rows("channels", listen.executeQuery("SELECT count(*) FROM pg_listening_channels()"));
            }
        });
    }

    private static void notifications(String what, PGNotification[] all, Said said) {
        for (PGNotification one : all) {
            said.add(what, one.getName() + " " + one.getParameter());
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheLogicalReplicationStream(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            String slot = "s_" + way.name();
            try (Connection sql = way.connectAsSuperuser("");
                    Statement statement = sql.createStatement();
                    Connection replication = way.connectAsSuperuser(
                            "replication=database&preferQueryMode=simple&assumeMinServerVersion=10")) {
                statement.execute("CREATE TABLE public.r (id int PRIMARY KEY, v text)");
                PGConnection ours = replication.unwrap(PGConnection.class);
                ours.getReplicationAPI()
                        .createReplicationSlot()
                        .logical()
                        .withSlotName(slot)
                        .withOutputPlugin("test_decoding")
                        .make();
                try {
                    PGReplicationStream stream = ours.getReplicationAPI()
                            .replicationStream()
                            .logical()
                            .withSlotName(slot)
                            .withSlotOption("include-xids", false)
                            .withSlotOption("skip-empty-xacts", true)
                            .withStatusInterval(100, TimeUnit.MILLISECONDS)
                            .start();
                    statement.execute("INSERT INTO public.r VALUES (1, 'one'), (2, repeat('long', 50000))");
                    statement.execute("UPDATE public.r SET v = 'uno' WHERE id = 1");
                    statement.execute("DELETE FROM public.r");
                    LogSequenceNumber last = LogSequenceNumber.INVALID_LSN;
                    int commits = 0;
                    while (commits < 3) {
                        ByteBuffer message = stream.readPending();
                        if (message == null) {
                            Thread.onSpinWait();
                            continue;
                        }
                        String text = new String(
                                message.array(), message.arrayOffset(), message.remaining(), StandardCharsets.UTF_8);
                        said.add("change", text);
                        commits += text.startsWith("COMMIT") ? 1 : 0;
                        last = stream.getLastReceiveLSN();
                        stream.setAppliedLSN(last);
                        stream.setFlushedLSN(last);
                    }
                    stream.forceUpdateStatus();
                    LogSequenceNumber confirmed = last;
                    await().atMost(Duration.ofSeconds(20))
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> {
                                try (ResultSet rows = statement.executeQuery(
                                        "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '"
                                                + slot + "'")) {
                                    rows.next();
                                    return LogSequenceNumber.valueOf(rows.getString(1))
                                                    .asLong()
                                            >= confirmed.asLong();
                                }
                            });
                    stream.close();
                    said.add("closed", stream.isClosed());
                    try (Statement command = replication.createStatement();
                            ResultSet identity = command.executeQuery("IDENTIFY_SYSTEM")) {
                        said.columns("identity", identity.getMetaData());
                        identity.next();
                        said.add("database", identity.getString("dbname").equals(way.database()));
                    }
                } finally {
                    ours.getReplicationAPI().dropReplicationSlot(slot);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void preparesTransactions(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            try (Connection connection = way.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id int)");
                PGXADataSource source = new PGXADataSource();
                source.setUrl(way.jdbcUrl(""));
                XAConnection distributed = source.getXAConnection();
                XAResource resource = distributed.getXAResource();
                for (boolean commit : new boolean[] {true, false}) {
                    Xid id = new Branch(way.name() + commit);
                    try (Connection work = distributed.getConnection();
                            Statement insert = work.createStatement()) {
                        resource.start(id, XAResource.TMNOFLAGS);
                        said.add("inserted", insert.executeUpdate("INSERT INTO t VALUES (" + (commit ? 1 : 2) + ")"));
                        resource.end(id, XAResource.TMSUCCESS);
                        said.add("prepared", resource.prepare(id));
                    }
                    said.rows("not yet", statement.executeQuery("SELECT count(*) FROM t WHERE id = 2 OR " + !commit));
                    said.add("in doubt", resource.recover(XAResource.TMSTARTRSCAN).length);
                    if (commit) {
                        resource.commit(id, false);
                    } else {
                        resource.rollback(id);
                    }
                    said.rows("decided", statement.executeQuery("SELECT id FROM t"));
                }
                distributed.close();
            }
        });
    }

    private record Branch(String name) implements Xid {
        @Override
        public int getFormatId() {
            return 42;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return name.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    @ParameterizedTest
    @EnumSource
    void connects(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            try (Connection two = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:1,127.0.0.1:" + way.port() + "/" + way.database() + "",
                    Way.USER,
                    Way.PASSWORD)) {
                assertThat(two.isValid(5)).isTrue();
                said.add("the second of two hosts", two.getAutoCommit());
            }
            // my.own: the server keeps an empty one for the next user of a shared connection, where there was none
            for (String parameters : new String[] {
                "targetServerType=primary",
                "targetServerType=secondary",
                "targetServerType=preferSecondary",
                "options=-c%20geqo=off%20-c%20my.own=a%5C%20b",
                "currentSchema=pg_catalog,public&ApplicationName=it%27s%20mine",
                "sslmode=prefer",
                "sslmode=disable&gssEncMode=disable",
                "gssEncMode=prefer",
                "loggerLevel=OFF&tcpKeepAlive=true&socketTimeout=30&loginTimeout=20",
                "assumeMinServerVersion=9.0",
                "readOnly=true&readOnlyMode=always",
                "readOnly=true&readOnlyMode=transaction",
                "logUnclosedConnections=true&hideUnprivilegedObjects=true",
                "channelBinding=disable",
                "requireAuth=scram-sha-256",
                "options=-c%20no.such=1%20-c%20bad_setting=1",
                "options=-c%20statement_timeout=oops"
            }) {
                said.attempt(parameters, () -> {
                    try (Connection connection = way.connect(parameters);
                            Statement statement = connection.createStatement()) {
                        said.rows(
                                parameters,
                                statement.executeQuery(
                                        "SELECT current_user, current_setting('geqo'),"
                                                + " current_setting('search_path'), current_setting('application_name'),"
                                                + " coalesce(current_setting('my.own', true), ''), current_setting('transaction_read_only'),"
                                                + " current_setting('client_encoding'), current_setting('server_version'), current_setting('is_superuser')"));
                        said.add(
                                "status",
                                connection.unwrap(PGConnection.class).getParameterStatuses().keySet().stream()
                                        .sorted()
                                        .toList());
                        return "connected";
                    }
                });
            }
            // last: the driver remembers for a while that a host refused it
            for (String[] refused : new String[][] {
                {Way.USER, "not its password", way.database()},
                {"nobody", Way.PASSWORD, way.database()},
            }) {
                assertThatThrownBy(() -> DriverManager.getConnection(
                                "jdbc:postgresql://" + way.host() + ":" + way.port() + "/" + refused[2],
                                refused[0],
                                refused[1]))
                        .isInstanceOf(SQLException.class)
                        .satisfies(e -> said.add("refused", ((SQLException) e).getSQLState() + " " + e.getMessage()));
            }
        });
    }
}
