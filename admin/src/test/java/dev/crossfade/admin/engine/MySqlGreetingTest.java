package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.testing.MysqlServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** Who comes and does not log in is counted as an error, and in the end the host is shut out. */
    @Test
    void aServerThatIsFitIsNotAskedAgain() throws Exception {
        MySqlPlatform platform = new MySqlPlatform();
        DatabaseConnection where;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            where = new DatabaseConnection(
                    "shop",
                    server.getInetAddress().getHostAddress(),
                    server.getLocalPort(),
                    "shop",
                    "who",
                    "secret",
                    BackendTls.DISABLED,
                    ProxySettings.Engine.MYSQL);
            for (String version : List.of("5.5.5-10.11.18-MariaDB", "8.0.28", "8.0.29")) {
                byte[] said = ("\n" + version + "\0").getBytes(StandardCharsets.US_ASCII);
                CompletableFuture<Void> spoken = CompletableFuture.runAsync(() -> {
                    try (Socket client = server.accept()) {
                        client.getOutputStream().write(new byte[] {(byte) said.length, 0, 0, 0});
                        client.getOutputStream().write(said);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                assertThat(platform.unfit(where) == null).as(version).isEqualTo(version.equals("8.0.29"));
                spoken.join();
            }
        }
        assertThat(platform.unfit(where)).as("where nobody answers any more").isNull();
    }
}
