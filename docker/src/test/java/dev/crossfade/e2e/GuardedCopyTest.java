package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.demo.ShopSchema;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** COPY into a migrating table through the proxy, and writes beside it, at every stage: the guard fills the other side. */
class GuardedCopyTest {
    private static final String DIFFER = "SELECT (SELECT count(*) FROM customers WHERE full_name IS DISTINCT FROM"
            + " first_name || coalesce(' ' || last_name, '')) + (SELECT count(*) FROM orders WHERE id_big IS DISTINCT FROM id)";

    @Test
    void copiesAndWritesBesideTheProxyReachBothSides() throws SQLException, IOException {
        String database = Installation.shop(1_000);
        try (Installation installation = Installation.start(database, Installation.shopMigrations())) {
            Api api = installation.api();
            long copied = 0;
            for (String stage : List.of("off", "dual-write", "shadow", "live", "ramp-down")) {
                for (String migration : List.of(ShopSchema.CUSTOMER_NAME, ShopSchema.ORDER_ID)) {
                    if (stage.equals("dual-write")) {
                        api.startAndWaitUntilReady(migration, Duration.ofSeconds(60));
                    } else if (!stage.equals("off")) {
                        api.stage(migration, stage);
                    }
                }
                try (Connection through = installation.connect()) {
                    copied += copy(through, "customers (full_name, email)", "Co Py\tc@x\nPlato\tp@x\n");
                    copied += copy(through, "orders (order_number, customer_id, total)", "C-" + stage + "\t1\t2.5\n");
                    copied += copy(through, "customers", stage.length() + "00000\tAll Of It\ta@x\t\\N\t2026-01-01\n");
                }
                Installation.SERVER.execute(
                        database,
                        "UPDATE customers SET full_name = 'Be Side' WHERE id = 2",
                        "INSERT INTO orders (order_number, customer_id, total) VALUES ('B-" + stage + "', 1, 1)");
            }
            assertThat(copied).isEqualTo(5 * 4);
            assertThat(Installation.SERVER.queryOne(database, DIFFER)).isEqualTo("0");
            try (Connection through = installation.connect();
                    Statement statement = through.createStatement();
                    var row = statement.executeQuery(
                            "SELECT count(*) FROM customers WHERE full_name IN ('Co Py', 'Plato', 'All Of It', 'Be Side')"
                                    + " AND email LIKE '_@x' OR full_name = 'Be Side'")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(16);
            }
        }
    }

    private static long copy(Connection connection, String table, String rows) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN", new StringReader(rows));
    }
}
