package dev.crossfade.proxy.soak;

import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a client goes, and whatever it leaves unread, its session ends and its server connection is not kept. */
@Timeout(60)
class DepartureTest {
    @ParameterizedTest
    @CsvSource({
        "SESSION,big,false",
        "SESSION,big,true",
        "SESSION,unsynced,false",
        "SESSION,unsynced,true",
        "SESSION,copyIn,false",
        "SESSION,copyIn,true",
        "SESSION,copyOut,false",
        "SESSION,copyOut,true",
        "SESSION,transaction,false",
        "SESSION,transaction,true",
        "SESSION,terminate,true",
        "TRANSACTION,big,false",
        "TRANSACTION,big,true",
        "TRANSACTION,unsynced,false",
        "TRANSACTION,unsynced,true",
        "TRANSACTION,copyIn,false",
        "TRANSACTION,copyIn,true",
        "TRANSACTION,copyOut,false",
        "TRANSACTION,copyOut,true",
        "TRANSACTION,transaction,false",
        "TRANSACTION,transaction,true"
    })
    void theSessionEnds(Pooling.Mode mode, String doing, boolean rudely) throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(Pooling.DEFAULT.withMode(mode))) {
            fixture.server.execute(
                    fixture.backendDatabase, "CREATE TABLE public.t (x int)", "GRANT ALL ON t TO PUBLIC");
            RawClient client = RawClient.login(
                    "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
            switch (doing) {
                case "big" -> {
                    client.query("SELECT repeat('x', 1000) FROM generate_series(1, 10000)")
                            .flush();
                    client.read();
                }
                case "unsynced" -> {
                    for (int i = 0; i < 20; i++) {
                        client.extended("SELECT 'x'");
                    }
                    client.flush();
                }
                case "copyIn" -> {
                    client.query("COPY t FROM STDIN").flush();
                    client.read();
                    client.send('d', "1\n");
                }
                case "copyOut" -> {
                    client.query("COPY (SELECT repeat('x', 1000) FROM generate_series(1, 10000)) TO STDOUT")
                            .flush();
                    client.read();
                }
                case "terminate" -> client.send('X');
                default -> {
                    client.query("BEGIN").exchange(1);
                    client.query("SELECT 1").flush();
                }
            }
            if (rudely) {
                client.socket.setSoLinger(true, 0);
            }
            client.close();
            Awaitility.await().until(() -> fixture.proxy.sessions().isEmpty());
            Awaitility.await().until(() -> fixture.proxy.pools().stream().allMatch(pool -> pool.active() == 0));
        }
    }
}
