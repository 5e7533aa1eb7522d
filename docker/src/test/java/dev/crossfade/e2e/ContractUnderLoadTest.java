package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.demo.Comparison;
import dev.crossfade.demo.Meter;
import dev.crossfade.demo.ShopApplication;
import dev.crossfade.demo.ShopSchema;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A primary key with its sequence from int to bigint and the split of a name, from start to the old columns' end, under an
 * application that speaks old all the time and never notices.
 */
class ContractUnderLoadTest {
    private static final List<String> MIGRATIONS = List.of(ShopSchema.CUSTOMER_NAME, ShopSchema.ORDER_ID);

    @Test
    void toTheEndWithoutAnErrorAndWithEveryRow() throws SQLException, InterruptedException {
        String database = Installation.shop(20_000);
        Map<String, String> files = new TreeMap<>(Installation.shopMigrations());
        files.replaceAll((name, file) -> file + "soak: 0s\n");
        Meter meter = new Meter();
        long started = System.nanoTime();
        try (Installation installation = Installation.start(database, files);
                Connection direct = Installation.SERVER.connect(database);
                ShopApplication shop = ShopApplication.open(
                        direct,
                        installation.jdbcUrl(),
                        PostgresServer.APP_USER,
                        PostgresServer.APP_PASSWORD,
                        4,
                        meter)) {
            Api api = installation.api();
            shop.start();
            for (String migration : MIGRATIONS) {
                api.startAndWaitUntilReady(migration, Duration.ofSeconds(60));
            }
            for (String stage : List.of("shadow", "live", "ramp-down")) {
                for (String migration : MIGRATIONS) {
                    api.stage(migration, stage);
                }
                work(meter);
            }
            for (String migration : MIGRATIONS) {
                assertThat(api.tryStage(migration, "complete").status()).isEqualTo(409);
                api.post(migration, "advance");
                awaitStep(api, migration, "ready");
                assertThat(api.stage(migration)).isEqualTo("complete");
                work(meter);
                api.post(migration, "advance");
                awaitStep(api, migration, "done");
                work(meter);
            }
            shop.stop();
            direct.setAutoCommit(true);
            assertThat(Installation.SERVER.queryOne(
                            database,
                            "SELECT string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute WHERE attnum > 0 AND NOT"
                                    + " attisdropped AND (attrelid = 'orders'::regclass AND attname LIKE 'id%' OR attrelid ="
                                    + " 'customers'::regclass AND attname LIKE '%name')"))
                    .isEqualTo("first_name id_big last_name");
            long rows;
            try (Connection throughProxy = installation.connect()) {
                rows = new Comparison(shop.ledgers(), meter).runOfNew(throughProxy, direct);
            }
            assertThat(meter.firstProblems()).isEmpty();
            assertThat(Installation.SERVER.queryOne(
                            database,
                            "SELECT pg_get_serial_sequence('orders', 'id_big')::regclass || ' ' || (SELECT"
                                    + " format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'orders'::regclass"
                                    + " AND attname = 'id_big')"))
                    .isEqualTo("orders_id_seq bigint");
            Figures.write("through contract: 2 migrations with " + meter.transactions() + " transactions in "
                    + (System.nanoTime() - started) / 1_000_000_000L + " s, " + rows + " rows compared, 0 differ");
        }
    }

    private static void awaitStep(Api api, String migration, String step) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    JsonNode status = api.migration(migration);
                    if (status.path("step").asText().equals("failed")) {
                        fail("failed: " + status);
                    }
                    return status.path("step").asText().equals(step);
                });
    }

    private static void work(Meter meter) {
        long enough = meter.transactions() + 100;
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> meter.transactions() >= enough || meter.errors() > 0);
    }
}
