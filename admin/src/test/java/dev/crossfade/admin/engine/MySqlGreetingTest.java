package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.testing.MysqlServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MySqlGreetingTest {
    @Test
    void saysWhichServerItIs() throws IOException {
        MysqlServer mySql = MysqlServer.shared();
        assertThat(MySqlGreeting.server(mySql.host(), mySql.port())).matches("MySQL 8\\.\\d+\\.\\d+.*");
    }

    @Test
    void knowsMariaDbByItsVersion() {
        assertThat(MySqlGreeting.named("5.5.5-10.11.18-MariaDB-0+deb12u1"))
                .isEqualTo("MariaDB 10.11.18-MariaDB-0+deb12u1");
        assertThat(MySqlGreeting.named("11.8.2-MariaDB")).isEqualTo("MariaDB 11.8.2-MariaDB");
        assertThat(MySqlGreeting.named("8.0.31")).isEqualTo("MySQL 8.0.31");
    }

    @Test
    void whatIsNoGreetingIsSaidToBeNone() throws IOException {
        for (byte[] said : new byte[][] {{0, 0, 0, 0, 10}, {1, 0, 0, 0, 'x'}, {0, 0, 1, 0, 10}}) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Void> spoken = CompletableFuture.runAsync(() -> {
                    try (Socket client = server.accept()) {
                        client.getOutputStream().write(said);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                assertThatThrownBy(() ->
                                MySqlGreeting.server(server.getInetAddress().getHostAddress(), server.getLocalPort()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("no MySQL server answers at");
                spoken.join();
            }
        }
    }
}
