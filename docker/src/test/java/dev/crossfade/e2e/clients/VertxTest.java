package dev.crossfade.e2e.clients;

import static org.awaitility.Awaitility.await;

import dev.crossfade.testing.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.RowStream;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vert.x's client, which sends the next statements before it has read the answers: with and without that, and its caches. */
@Timeout(60)
class VertxTest {
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        get(vertx.close());
    }

    static Stream<Arguments> everySetting() {
        return PoolingMode.all().stream()
                .flatMap(mode -> Stream.of(
                        Arguments.of(mode, 1, false),
                        Arguments.of(mode, 1, true),
                        Arguments.of(mode, 64, false),
                        Arguments.of(mode, 64, true)));
    }

    private static <T> T get(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static PgConnectOptions options(Way way, int pipelined, boolean cached) {
        return new PgConnectOptions()
                .setHost(way.host())
                .setPort(way.port())
                .setDatabase(way.database())
                .setUser(Way.USER)
                .setPassword(Way.PASSWORD)
                .setPipeliningLimit(pipelined)
                .setCachePreparedStatements(cached)
                .setPreparedStatementCacheMaxSize(4);
    }

    private static void rows(String what, Future<RowSet<Row>> future, Said said) throws Exception {
        RowSet<Row> result;
        try {
            result = get(future);
        } catch (PgException e) {
            said.add(what + " failed", error(e));
            return;
        }
        for (RowSet<Row> set = result; set != null; set = set.next()) {
            said.add(
                    what + " columns",
                    set.columnDescriptors() == null
                            ? null
                            : set.columnDescriptors().stream()
                                    .map(column -> column.name() + " " + column.typeName() + " " + column.jdbcType()
                                            + " " + column.isArray())
                                    .toList());
            for (Row row : set) {
                said.add(what, values(row));
            }
            said.add(what + " count", set.rowCount());
        }
    }

    private static String values(Row row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.getValue(i);
            values.add(Said.text(value instanceof Buffer buffer ? buffer.getBytes() : value));
        }
        return values.toString();
    }

    private static String error(PgException e) {
        return e.getSeverity() + " " + e.getSqlState() + " " + e.getErrorMessage() + " " + e.getDetail() + " "
                + e.getHint() + " "
                + e.getPosition() + " " + e.getWhere() + " " + e.getSchema() + "." + e.getTable() + "." + e.getColumn()
                + " "
                + e.getConstraint() + " " + e.getFile() + ":" + e.getLine() + " " + e.getRoutine();
    }

    @ParameterizedTest(name = "{0}, {1} pipelined, cached {2}")
    @MethodSource("everySetting")
    void runsStatements(PoolingMode mode, int pipelined, boolean cached) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            PgConnection connection = get(PgConnection.connect(vertx, options(way, pipelined, cached)));
            try {
                get(connection
                        .query(
                                "CREATE TABLE t (id int PRIMARY KEY, i8 int8, n numeric, v text, b bytea, d date, ts timestamptz,"
                                        + " u uuid, j jsonb, a int[], f float8)")
                        .execute());
                List<Tuple> batch = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    batch.add(Tuple.from(new Object[] {
                        i,
                        Long.MAX_VALUE - i,
                        new BigDecimal("-12.5"),
                        "naïve 漢字 " + i,
                        Buffer.buffer(new byte[] {0, 1, (byte) i}),
                        LocalDate.of(2024, 2, 29),
                        OffsetDateTime.parse("2024-03-31T01:30:00Z"),
                        new UUID(i, 7),
                        new JsonObject().put("a", i),
                        new Integer[] {1, null, i},
                        i / 3d
                    }));
                }
                rows(
                        "batch",
                        connection
                                .preparedQuery(
                                        "INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id")
                                .executeBatch(batch),
                        said);
                rows(
                        "batch with duplicates",
                        connection
                                .preparedQuery("INSERT INTO t (id) VALUES ($1)")
                                .executeBatch(List.of(Tuple.of(100), Tuple.of(1), Tuple.of(101))),
                        said);
                rows("after it", connection.query("SELECT count(*) FROM t").execute(), said);
                List<Future<RowSet<Row>>> many = new ArrayList<>();
                for (int i = 0; i < 60; i++) { // all sent before the first answer where the limit lets them
                    many.add(
                            switch (i % 6) {
                                case 0 ->
                                    connection
                                            .preparedQuery("SELECT * FROM t WHERE id = $1")
                                            .execute(Tuple.of(i));
                                case 1 ->
                                    connection
                                            .preparedQuery("SELECT v, $1::int AS n FROM t WHERE id = $2")
                                            .execute(Tuple.of(i, i));
                                case 2 ->
                                    connection
                                            .query("SELECT " + i + " AS n; SELECT count(*) FROM t")
                                            .execute();
                                case 3 ->
                                    connection
                                            .preparedQuery("UPDATE t SET v = $1 WHERE id = $2")
                                            .execute(Tuple.of("w" + i, i));
                                case 4 ->
                                    connection
                                            .preparedQuery("SELECT 10 / $1::int AS n")
                                            .execute(Tuple.of(i % 4));
                                default ->
                                    connection
                                            .preparedQuery("SELECT nothing" + i % 3 + " FROM t")
                                            .execute();
                            });
                }
                for (int i = 0; i < many.size(); i++) {
                    rows("of many " + i, many.get(i), said);
                }
                rows("DDL", connection.query("ALTER TABLE t DROP COLUMN a").execute(), said);
                for (int i = 0; i < 3; i++) {
                    rows(
                            "after DDL",
                            connection
                                    .preparedQuery("SELECT * FROM t WHERE id = $1")
                                    .execute(Tuple.of(3)),
                            said);
                }
                rows("wrong type", connection.preparedQuery("SELECT $1::int").execute(Tuple.of(7)), said);
                PreparedStatement prepared = get(connection.prepare("SELECT id FROM t WHERE id > $1 ORDER BY id"));
                rows("prepared", prepared.query().execute(Tuple.of(45)), said);
                get(prepared.close());
            } finally {
                get(connection.close());
            }
        });
    }

    @ParameterizedTest(name = "{0}, {1} pipelined, cached {2}")
    @MethodSource("everySetting")
    void readsByCursorsInTransactions(PoolingMode mode, int pipelined, boolean cached) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            PgConnection connection = get(PgConnection.connect(vertx, options(way, pipelined, cached)));
            try {
                get(connection
                        .query("CREATE TABLE t AS SELECT g AS id FROM generate_series(1, 100) g")
                        .execute());
                Transaction transaction = get(connection.begin());
                PreparedStatement prepared = get(connection.prepare("SELECT id FROM t WHERE id > $1 ORDER BY id"));
                Cursor cursor = prepared.cursor(Tuple.of(10));
                int fetches = 0;
                do {
                    rows("fetch " + fetches++, cursor.read(40), said);
                } while (cursor.hasMore());
                get(cursor.close());
                Cursor left = prepared.cursor(Tuple.of(0));
                rows("left", left.read(5), said);
                get(left.close());
                RowStream<Row> stream = prepared.createStream(7, Tuple.of(50));
                CompletableFuture<Integer> sum = new CompletableFuture<>();
                int[] total = {0};
                stream.exceptionHandler(sum::completeExceptionally);
                stream.endHandler(end -> sum.complete(total[0]));
                stream.handler(row -> total[0] += row.getInteger(0));
                said.add("streamed", sum.get(30, TimeUnit.SECONDS));
                rows("inserted", connection.query("INSERT INTO t VALUES (1000)").execute(), said);
                get(transaction.commit());
                Transaction failing = get(connection.begin());
                rows("error", connection.query("SELECT 1/0").execute(), said);
                rows("failed", connection.query("SELECT 1").execute(), said);
                said.attempt("commit", () -> get(failing.commit()));
                rows("after it", connection.query("SELECT max(id) FROM t").execute(), said);
            } finally {
                get(connection.close());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void cancelsAndIsNotified(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            PgConnection connection = get(PgConnection.connect(vertx, options(way, 8, true)));
            PgConnection other = get(PgConnection.connect(vertx, options(way, 8, true)));
            try {
                Future<RowSet<Row>> slow =
                        connection.query("SELECT pg_sleep(55)").execute();
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(20))
                        .until(
                                () -> "1"
                                        .equals(
                                                PostgresServer.shared()
                                                        .queryOne(
                                                                way.database(),
                                                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")));
                get(connection.cancelRequest());
                rows("cancelled", slow, said);
                rows("after it", connection.query("SELECT 1 AS n").execute(), said);
                BlockingQueue<String> heard = new LinkedBlockingQueue<>();
                connection.notificationHandler(n -> heard.add(n.getChannel() + " " + n.getPayload()));
                connection.noticeHandler(n -> heard.add(n.getSeverity() + " " + n.getMessage() + " " + n.getHint()));
                rows("listen", connection.query("LISTEN news").execute(), said);
                rows("notify", other.query("NOTIFY news, 'one'").execute(), said);
                said.add("heard", heard.poll(20, TimeUnit.SECONDS));
                rows(
                        "notice",
                        connection
                                .query("DO $$BEGIN RAISE NOTICE 'noted' USING HINT = 'h'; END$$")
                                .execute(),
                        said);
                said.add("heard", heard.poll(20, TimeUnit.SECONDS));
                rows("unlisten", connection.query("UNLISTEN *").execute(), said);
            } finally {
                get(connection.close());
                get(other.close());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void poolsAndPipelinesOverThePool(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            SqlClient client = PgBuilder.client()
                    .connectingTo(options(way, 32, true))
                    .with(new PoolOptions().setMaxSize(3))
                    .using(vertx)
                    .build();
            Pool pool = PgBuilder.pool()
                    .connectingTo(options(way, 1, true))
                    .with(new PoolOptions().setMaxSize(4))
                    .using(vertx)
                    .build();
            try {
                get(pool.query("CREATE TABLE t (id int PRIMARY KEY, v int)").execute());
                get(pool.query("INSERT INTO t SELECT g, 0 FROM generate_series(1, 10) g")
                        .execute());
                List<Future<RowSet<Row>>> many = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    many.add(client.preparedQuery("SELECT $1::int AS n, v FROM t WHERE id = $2")
                            .execute(Tuple.of(i, i % 12)));
                }
                for (Future<RowSet<Row>> one : many) {
                    rows("pooled", one, said);
                }
                List<Future<Object>> transactions = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    int id = i % 10 + 1;
                    transactions.add(pool.withTransaction(connection -> connection
                            .preparedQuery("UPDATE t SET v = v + 1 WHERE id = $1")
                            .execute(Tuple.of(id))
                            .compose(done -> id == 10
                                    ? Future.failedFuture("not this one")
                                    : Future.succeededFuture(done.rowCount()))));
                }
                for (Future<Object> one : transactions) {
                    said.attempt("transaction", () -> get(one));
                }
                rows("sums", pool.query("SELECT * FROM t ORDER BY id").execute(), said);
            } finally {
                get(client.close());
                get(pool.close());
            }
        });
    }

    /** On tables that migrate ({@link MigratingShop}), everything sent before the first answer is read. */
    static void shop(Way way, Said said) throws Exception {
        Vertx own = Vertx.vertx();
        try {
            for (boolean cached : new boolean[] {false, true}) {
                PgConnection connection = get(PgConnection.connect(own, options(way, 64, cached)));
                List<Future<RowSet<Row>>> many = new ArrayList<>();
                for (int i = 0; i < 48; i++) {
                    many.add(
                            switch (i % 6) {
                                case 0 ->
                                    connection
                                            .preparedQuery("SELECT * FROM purchases WHERE id = $1")
                                            .execute(Tuple.of(i));
                                case 1 ->
                                    connection
                                            .preparedQuery(
                                                    "UPDATE customers SET full_name = $1 WHERE id = $2 RETURNING *")
                                            .execute(Tuple.of("Pipelined " + i, -i));
                                case 2 ->
                                    connection
                                            .query(
                                                    "SELECT count(*), max(id) FROM purchases; SELECT full_name FROM customers"
                                                            + " WHERE id = -1")
                                            .execute();
                                case 3 ->
                                    connection
                                            .preparedQuery(
                                                    "INSERT INTO purchases (customer_id, total, token, at) VALUES ($1, 1.5, $2,"
                                                            + " '2024-01-01') RETURNING id")
                                            .execute(Tuple.of(-i, new UUID(9, i)));
                                case 4 ->
                                    connection
                                            .preparedQuery("SELECT full_nam FROM customers WHERE id = $1")
                                            .execute(Tuple.of(i));
                                default ->
                                    connection
                                            .preparedQuery(
                                                    "DELETE FROM purchases WHERE id = (SELECT max(id) FROM purchases)"
                                                            + " AND customer_id > $1 RETURNING customer_id")
                                            .execute(Tuple.of(-100));
                            });
                }
                for (int i = 0; i < many.size(); i++) {
                    rows("of many " + i, many.get(i), said);
                }
                get(connection.close());
            }
        } finally {
            get(own.close());
        }
    }
}
