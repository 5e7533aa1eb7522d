package dev.crossfade.e2e.clients;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.R2dbcException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** r2dbc-postgresql: statements, pipelined parameter sets, cursors that are cancelled, COPY, notifications. */
@Timeout(60)
class R2dbcTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static PostgresqlConnection connect(
            Way way, UnaryOperator<PostgresqlConnectionConfiguration.Builder> settings) {
        return block(new PostgresqlConnectionFactory(settings.apply(PostgresqlConnectionConfiguration.builder()
                                .host(way.host())
                                .port(way.port())
                                .database(way.database())
                                .username(Way.USER)
                                .password(Way.PASSWORD))
                        .build())
                .create());
    }

    private static <T> T block(Mono<T> mono) {
        return mono.block(DEADLINE);
    }

    private static void execute(PostgresqlConnection connection, String sql) {
        block(connection
                .createStatement(sql)
                .execute()
                .flatMap(PostgresqlResult::getRowsUpdated)
                .then());
    }

    /** Writes down every result: its rows with their types, or its count. */
    private static void all(String what, PostgresqlStatement statement, Said said) {
        try {
            List<String> lines = block(results(statement.execute()).collectList());
            lines.forEach(line -> said.add(what, line));
        } catch (R2dbcException e) {
            said.add(what + " failed", details(e));
        }
    }

    private static Object details(R2dbcException e) {
        return e instanceof PostgresqlException server ? server.getErrorDetails() : Said.error(e);
    }

    private static Flux<String> results(Flux<PostgresqlResult> results) {
        return results.concatMap(result -> result.flatMap(segment -> {
            if (segment instanceof io.r2dbc.spi.Result.RowSegment rows) {
                StringBuilder line = new StringBuilder("row");
                var metadata = rows.row().getMetadata();
                for (var column : metadata.getColumnMetadatas()) {
                    line.append(" ")
                            .append(column.getName())
                            .append("(")
                            .append(column.getType().getName())
                            .append(" ")
                            .append(column.getPrecision())
                            .append(" ")
                            .append(column.getScale())
                            .append(")=")
                            .append(shown(rows.row().get(column.getName())));
                }
                return Mono.just(line.toString());
            }
            if (segment instanceof io.r2dbc.spi.Result.UpdateCount count) {
                return Mono.just("count " + count.value());
            }
            if (segment instanceof io.r2dbc.spi.Result.Message message) {
                return Mono.just("message " + details(message.exception()));
            }
            return Mono.just("segment " + segment);
        }));
    }

    private static String shown(Object value) {
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Said.text(copy);
        }
        return Said.text(value);
    }

    @ParameterizedTest
    @EnumSource
    void runsStatements(PoolingMode mode) throws Exception {
        for (int cache : new int[] {-1, 0, 2}) {
            Stand.plain(mode).same((way, said) -> {
                PostgresqlConnection connection =
                        connect(way, b -> b.preparedStatementCacheQueries(cache).forceBinary(cache == 2));
                try {
                    execute(
                            connection,
                            "CREATE TABLE t (id serial PRIMARY KEY, i8 int8, n numeric(12,3), v text, b bytea, d date,"
                                    + " ts timestamptz, u uuid, j jsonb, a int[], ok bool)");
                    for (int round = 0; round < 3; round++) {
                        PostgresqlStatement insert = connection
                                .createStatement(
                                        "INSERT INTO t (i8, n, v, b, d, ts, u, a, ok) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                                .returnGeneratedValues("id", "v");
                        for (int i = 0; i < 20; i++) {
                            insert.bind("$1", Long.MAX_VALUE - i)
                                    .bind("$2", new BigDecimal("-12345.678").add(BigDecimal.valueOf(i)))
                                    .bind("$3", "naïve 漢字 " + i)
                                    .bind("$4", ByteBuffer.wrap(new byte[] {0, 1, (byte) i}))
                                    .bind("$5", LocalDate.of(2024, 2, 29))
                                    .bind("$6", OffsetDateTime.of(2024, 3, 31, 1, 30, 0, 123_000, ZoneOffset.UTC))
                                    .bind("$7", new UUID(i, 7))
                                    .bind("$8", new Integer[] {1, null, i})
                                    .bindNull("$9", Boolean.class);
                            if (i < 19) {
                                insert.add();
                            }
                        }
                        all("inserted", insert, said);
                    }
                    for (int id = 1; id < 6; id++) {
                        all(
                                "by id",
                                connection
                                        .createStatement("SELECT * FROM t WHERE id = $1")
                                        .bind("$1", id),
                                said);
                    }
                    all(
                            "by two",
                            connection
                                    .createStatement("SELECT $1::text || v AS v FROM t WHERE id < $2 ORDER BY id")
                                    .bind("$1", "x")
                                    .bind("$2", 4),
                            said);
                    all(
                            "fetching",
                            connection
                                    .createStatement("SELECT id FROM t WHERE id > $1 ORDER BY id")
                                    .bind("$1", 30)
                                    .fetchSize(7),
                            said);
                    all(
                            "fetching simply",
                            connection
                                    .createStatement("SELECT id FROM t ORDER BY id")
                                    .fetchSize(7),
                            said);
                    all(
                            "several",
                            connection.createStatement(
                                    "SELECT 1 AS one; UPDATE t SET ok = true; SELECT count(*) FROM t"),
                            said);
                    all(
                            "duplicate",
                            connection
                                    .createStatement("INSERT INTO t (id) VALUES ($1)")
                                    .bind("$1", 1),
                            said);
                    all(
                            "no such column",
                            connection
                                    .createStatement("SELECT nothing FROM t WHERE id = $1")
                                    .bind("$1", 1),
                            said);
                    all(
                            "notice",
                            connection.createStatement("DO $$BEGIN RAISE WARNING 'warned' USING HINT = 'h'; END$$"),
                            said);
                    all("after DDL", connection.createStatement("ALTER TABLE t DROP COLUMN j"), said);
                    all(
                            "after DDL",
                            connection
                                    .createStatement("SELECT * FROM t WHERE id = $1")
                                    .bind("$1", 2),
                            said);
                    all(
                            "after DDL again",
                            connection
                                    .createStatement("SELECT * FROM t WHERE id = $1")
                                    .bind("$1", 2),
                            said);
                    said.add(
                            "first of many",
                            block(connection
                                    .createStatement("SELECT g FROM generate_series(1, 1000000) g")
                                    .fetchSize(10)
                                    .execute()
                                    .concatMap(r -> r.map((row, metadata) -> row.get(0, Integer.class)))
                                    .take(3)
                                    .collectList()));
                    all("after the cancelled one", connection.createStatement("SELECT 42 AS n"), said);
                    List<String> batch = block(results(connection
                                    .createBatch()
                                    .add("INSERT INTO t (v) VALUES ('batch')")
                                    .add("SELECT count(*) FROM t")
                                    .add("DELETE FROM t")
                                    .execute())
                            .collectList());
                    batch.forEach(line -> said.add("batch", line));
                    said.add(
                            "metadata",
                            connection.getMetadata().getDatabaseProductName() + " "
                                    + connection.getMetadata().getDatabaseVersion());
                    said.add("valid", block(connection.validate(io.r2dbc.spi.ValidationDepth.REMOTE)));
                } finally {
                    block(connection.close());
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTransactions(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            PostgresqlConnection connection =
                    connect(way, b -> b.statementTimeout(Duration.ofSeconds(20)).applicationName("r2dbc's"));
            try {
                execute(connection, "CREATE TABLE t (id int PRIMARY KEY)");
                block(connection.setTransactionIsolationLevel(IsolationLevel.SERIALIZABLE));
                block(connection.beginTransaction());
                execute(connection, "INSERT INTO t VALUES (1)");
                block(connection.createSavepoint("a_point"));
                all(
                        "duplicate",
                        connection.createStatement("INSERT INTO t VALUES ($1)").bind("$1", 1),
                        said);
                all("failed", connection.createStatement("SELECT 1 AS n"), said);
                block(connection.rollbackTransactionToSavepoint("a_point"));
                all(
                        "inserted",
                        connection.createStatement("INSERT INTO t VALUES ($1)").bind("$1", 2),
                        said);
                block(connection.releaseSavepoint("a_point"));
                all("isolation", connection.createStatement("SHOW transaction_isolation"), said);
                block(connection.commitTransaction());
                block(connection.beginTransaction());
                execute(connection, "DELETE FROM t");
                block(connection.rollbackTransaction());
                all("rows", connection.createStatement("SELECT id FROM t ORDER BY id"), said);
                said.add("auto commit", connection.isAutoCommit());
                all(
                        "settings",
                        connection.createStatement(
                                "SELECT current_setting('application_name') a, current_setting('statement_timeout') t"),
                        said);
                said.add(
                        "concurrent",
                        block(Flux.range(0, 20) // the driver pipelines them on one connection
                                .flatMapSequential(i -> connection
                                        .createStatement("SELECT $1::int * 2 AS n")
                                        .bind("$1", i)
                                        .execute()
                                        .concatMap(r -> r.map((row, m) -> row.get("n", Integer.class))))
                                .collectList()));
            } finally {
                block(connection.close());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void copiesAndIsNotified(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            PostgresqlConnection connection = connect(way, b -> b);
            PostgresqlConnection speaker = connect(way, b -> b);
            BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
            try {
                execute(connection, "CREATE TABLE t (id int, v text)");
                List<ByteBuf> data = java.util.stream.IntStream.range(0, 2000)
                        .mapToObj(i -> Unpooled.copiedBuffer(i + "\tvalue " + i + "\n", StandardCharsets.UTF_8))
                        .toList();
                said.add("copied", block(connection.copyIn("COPY t FROM STDIN", Flux.fromIterable(data))));
                said.attempt("bad copy", () -> {
                    try {
                        return block(connection.copyIn(
                                "COPY t FROM STDIN",
                                Mono.fromSupplier(() -> Unpooled.copiedBuffer("x\ty\n", StandardCharsets.UTF_8))));
                    } catch (R2dbcException e) {
                        return details(e);
                    }
                });
                all("rows", connection.createStatement("SELECT count(*), sum(id) FROM t"), said);
                var subscription = connection.getNotifications().subscribe(heard::add);
                execute(connection, "LISTEN news");
                execute(speaker, "NOTIFY news, 'one'");
                Notification first = heard.poll(20, TimeUnit.SECONDS);
                said.add("heard", first.getName() + " " + first.getParameter());
                subscription.dispose();
            } finally {
                block(connection.close());
                block(speaker.close());
            }
        });
    }

    /** On tables that migrate ({@link MigratingShop}). */
    static void shop(Way way, Said said) {
        PostgresqlConnection connection = connect(way, b -> b);
        try {
            PostgresqlStatement insert = connection
                    .createStatement("INSERT INTO purchases (customer_id, total, token, at) VALUES ($1, $2, $3, $4)")
                    .returnGeneratedValues("id");
            for (int i = 0; i < 20; i++) {
                insert.bind("$1", -i)
                        .bind("$2", new BigDecimal("7.25"))
                        .bind("$3", new UUID(3, i))
                        .bind("$4", OffsetDateTime.of(2024, 3, 31, 1, 30, 0, 0, ZoneOffset.UTC));
                if (i < 19) {
                    insert.add();
                }
            }
            all("inserted", insert, said);
            for (int id = 1; id < 6; id++) {
                all(
                        "by id",
                        connection
                                .createStatement("SELECT * FROM purchases WHERE id = $1")
                                .bind("$1", id),
                        said);
                all(
                        "renamed",
                        connection
                                .createStatement(
                                        "UPDATE customers SET full_name = $1 WHERE id = $2 RETURNING id, full_name AS n")
                                .bind("$1", "Reactive " + id)
                                .bind("$2", -id),
                        said);
            }
            all(
                    "fetching",
                    connection
                            .createStatement("SELECT id, total FROM purchases WHERE id > $1 ORDER BY id")
                            .bind("$1", 150)
                            .fetchSize(9),
                    said);
            all(
                    "several",
                    connection.createStatement(
                            "SELECT max(id) FROM purchases; SELECT full_name FROM customers WHERE id = 0"),
                    said);
            all(
                    "error",
                    connection
                            .createStatement("SELECT full_nam FROM customers WHERE id = $1")
                            .bind("$1", 1),
                    said);
        } finally {
            block(connection.close());
        }
    }
}
