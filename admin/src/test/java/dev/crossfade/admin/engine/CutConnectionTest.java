package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections cut at every third COMMIT of release and contract, before it and after it in turn, from each of the first
 * ones on: what was done is not done twice, and it ends as it would have.
 */
class CutConnectionTest {
    private static final String NAME = "order-id";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void releaseAndContractEndAsIfNothingHadHappened(int first) throws Exception {
        try (Lab lab = ReleaseTest.orders();
                CuttingRelay relay = new CuttingRelay(lab.server.host(), lab.server.port())) {
            lab.port = relay.port();
            MigrationSpec retype = Lab.guarded(Lab.retype(NAME, "orders", "id", "id_big", "bigint"));
            MigrationSpec spec = new MigrationSpec(
                    retype.migration(), retype.backfill(), Duration.ZERO, retype.guard(), retype.digest());
            JdbcMigrationEngine engine = lab.opened(spec);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            for (int i = 0; i < 3; i++) {
                engine.advance(NAME);
            }
            engine.advance(NAME);
            relay.arm(first, 3);
            awaitStep(engine, "ready");
            assertThat(engine.migration(NAME).stage()).isEqualTo("complete");
            relay.arm(0, 0);
            engine.advance(NAME);
            relay.arm(1 + first % 3, 3);
            awaitStep(engine, "done");
            assertThat(relay.cuts()).isPositive();
            assertThat(lab.one("SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid), '; ' ORDER BY conname)"
                            + " FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype <> 'n'"))
                    .isEqualTo("orders_n_key UNIQUE (n); orders_pkey PRIMARY KEY (id_big);"
                            + " positive CHECK (((id_big > 0) AND ('id'::text <> ''::text)))");
            assertThat(lab.one(
                            "SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_index i JOIN pg_class c ON c.oid ="
                                    + " i.indexrelid WHERE i.indrelid = 'orders'::regclass AND i.indisvalid"))
                    .isEqualTo("by_id_down id_and_n orders_n_key orders_pkey");
            assertThat(lab.one("SELECT count(*) FROM pg_index WHERE indrelid = 'orders'::regclass AND NOT indisvalid"))
                    .isEqualTo("0");
            assertThat(lab.one(
                            "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'orders'::regclass AND NOT tgisinternal"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
                            + " 'orders'::regclass AND attnum > 0 AND NOT attisdropped"))
                    .isEqualTo("n id_big");
            assertThat(lab.one("SELECT count(*) || ' ' || sum(id_big) FROM orders"))
                    .isEqualTo("500 125250");
            lab.sql("INSERT INTO orders (n) VALUES (1001)");
            assertThat(lab.one("SELECT id_big FROM orders WHERE n = 1001")).isEqualTo("501");
        }
    }

    private static void awaitStep(JdbcMigrationEngine engine, String step) {
        await().atMost(Lab.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            MigrationStatus status = engine.migration(NAME);
            assertThat(status.step()).as(status.blockedBy().toString()).isNotEqualTo("failed");
            return status.step().equals(step);
        });
    }
}
