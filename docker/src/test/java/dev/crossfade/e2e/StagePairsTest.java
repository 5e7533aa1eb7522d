package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.demo.Comparison;
import dev.crossfade.demo.Meter;
import dev.crossfade.demo.ShopApplication;
import dev.crossfade.demo.ShopSchema;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From every stage back to every lower one that the design allows, and up again, under load: nothing is lost. */
class StagePairsTest {
    private static final List<String> STAGES = List.of("off", "dual-write", "shadow", "live", "ramp-down");
    private static final List<String> MIGRATIONS = List.of(ShopSchema.CUSTOMER_NAME, ShopSchema.ORDER_ID);
    private static final int THREADS = 4;
    private static final int TRANSACTIONS_A_STAGE = 60;

    @Test
    void goingBackFromAnyStageToAnyLowerOneLosesNothing() throws SQLException, InterruptedException {
        String database = Installation.shop(4_000);
        Meter meter = new Meter();
        long rows = 0;
        int pairs = 0;
        long started = System.nanoTime();
        try (Installation installation = Installation.start(database, Installation.shopMigrations());
                Connection direct = Installation.SERVER.connect(database);
                ShopApplication shop = ShopApplication.open(
                        direct,
                        installation.jdbcUrl(),
                        PostgresServer.APP_USER,
                        PostgresServer.APP_PASSWORD,
                        THREADS,
                        meter)) {
            Api api = installation.api();
            String at = "off";
            for (int from = 1; from < STAGES.size(); from++) {
                for (int to = from - 1; to >= 0; to--) {
                    shop.start();
                    for (int stage = STAGES.indexOf(at) + 1; stage <= from; stage++) {
                        go(api, STAGES.get(stage), meter);
                    }
                    at = STAGES.get(to);
                    for (String migration : MIGRATIONS) {
                        api.stage(migration, at);
                    }
                    work(meter);
                    shop.stop();
                    direct.setAutoCommit(true);
                    try (Connection throughProxy = installation.connect()) {
                        rows += new Comparison(shop.ledgers(), meter).run(throughProxy, direct, to > 0);
                    }
                    direct.setAutoCommit(true);
                    assertThat(meter.firstProblems())
                            .as("problems after %s → %s", STAGES.get(from), at)
                            .isEmpty();
                    pairs++;
                }
            }
        }
        assertThat(pairs).isEqualTo(10);
        Figures.write("stage pairs: " + pairs + " walked back with " + meter.transactions() + " transactions in "
                + (System.nanoTime() - started) / 1_000_000_000L + " s, " + rows + " rows compared, 0 differ");
    }

    private static void go(Api api, String stage, Meter meter) {
        for (String migration : MIGRATIONS) {
            if (stage.equals("dual-write")) { // from off it is the engine that goes there, once the columns are there
                api.startAndWaitUntilReady(migration, Duration.ofSeconds(60));
            } else {
                api.stage(migration, stage);
            }
        }
        work(meter);
    }

    private static void work(Meter meter) {
        long enough = meter.transactions() + TRANSACTIONS_A_STAGE;
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> meter.transactions() >= enough || meter.errors() > 0);
    }
}
