package dev.crossfade.proxy.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.proxy.testing.ScramProof;
import dev.crossfade.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What replication connections do not have in common with direct ones: migrations are going on. */
@Timeout(60)
class ReplicationTest {
    private static Theatre theatre;
    private static Twins twins;

    @BeforeAll
    static void start() throws Exception {
        theatre = new Theatre();
        twins = new Twins(theatre);
        twins.fresh(Stage.LIVE);
    }

    @AfterAll
    static void stop() throws Exception {
        twins.close();
        theatre.close();
    }

    private static RawClient login(String replication, String database) throws Exception {
        RawClient client = new RawClient(
                "127.0.0.1", theatre.proxy.address(theatre.database).getPort());
        client.startup("user", PostgresServer.USER, "database", database, "replication", replication);
        client.read();
        byte[] first = ScramProof.first();
        client.send('p', "SCRAM-SHA-256\0", first.length, first);
        client.send('p', ScramProof.last(PostgresServer.PASSWORD, client.read().body()));
        client.until('Z');
        return client;
    }

    private static String types(List<Message> messages) {
        return messages.stream().map(m -> String.valueOf(m.type())).collect(Collectors.joining());
    }

    @Test
    void theySeeThePhysicalTablesAndMayNotWriteThem() throws Exception {
        try (RawClient client = login("database", theatre.database)) {
            List<Message> read =
                    client.query("SELECT id, id_new FROM orders WHERE id = 5").exchange(1);
            assertThat(types(read)).isEqualTo("TDCZ");
            for (String sql : List.of(
                    "INSERT INTO items (order_id) VALUES (1)",
                    "UPDATE public.items SET label = 'x'",
                    "delete FROM \"orders\"",
                    "WITH d AS (DELETE FROM items RETURNING 1) SELECT count(*) FROM d",
                    "COPY customers FROM STDIN")) {
                List<Message> refused = client.query(sql).exchange(1);
                assertThat(types(refused)).as(sql).isEqualTo("EZ");
                assertThat(refused.get(0).field('C')).isEqualTo("0A000");
            }
            assertThat(types(client.query("BEGIN")
                            .query("INSERT INTO people VALUES (9, 'x', 'y')")
                            .query("ROLLBACK")
                            .exchange(3)))
                    .isEqualTo("CZCZCZ");
        }
    }

    @Test
    void aStreamHoldsUpNoBarrier() throws Exception {
        try (RawClient client = login("database", theatre.database)) {
            client.query("CREATE_REPLICATION_SLOT b TEMPORARY LOGICAL test_decoding NOEXPORT_SNAPSHOT")
                    .exchange(1);
            client.query("START_REPLICATION SLOT b LOGICAL 0/0").flush();
            client.until('W');
            long number = theatre.flags.publish(Shop.rules(Stage.SHADOW, Side.OLD));
            assertThat(theatre.flags.transactions().barrier(number, Duration.ofSeconds(5)))
                    .isEmpty();
        }
    }

    @Test
    void aPhysicalOneNeedNotNameADatabaseThatExists() throws Exception {
        try (RawClient client = login("true", "replication")) {
            assertThat(types(client.query("IDENTIFY_SYSTEM").exchange(1))).isEqualTo("TDCZ");
        }
    }
}
