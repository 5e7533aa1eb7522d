package dev.crossfade.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.testing.Tap;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets in the file system, where libpq looks for them. */
@Timeout(60)
class UnixSocketTest {
    @TempDir
    Path directory;

    private Path socket(CrossfadeProxy proxy) {
        return directory.resolve(".s.PGSQL." + Doors.port(proxy));
    }

    @Test
    void clientsComeInByItAndItIsGoneAfterwards() throws Exception {
        Path path;
        try (CrossfadeProxy proxy = Doors.open(0, Doors.unix(directory, 0660, false))) {
            path = socket(proxy);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw----");
            try (Tap tap = new Tap(() -> SocketChannel.open(UnixDomainSocketAddress.of(path)));
                    Connection client = Doors.connect(tap.tapped());
                    Statement statement = client.createStatement();
                    ResultSet row = statement.executeQuery("SELECT repeat('x', 1000000)")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).hasSize(1_000_000);
                assertThat(proxy.sessions())
                        .extracting(SessionInfo::clientAddress)
                        .containsExactly("[local]");
            }
        }
        assertThat(listing()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftBehindIsReplaced() throws Exception {
        int port;
        try (CrossfadeProxy proxy = Doors.open(0, Doors.limits(0, 0, 0))) {
            port = Doors.port(proxy);
        }
        Path path = directory.resolve(".s.PGSQL." + port);
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path)); // closing leaves the file
        }
        assertThat(path).exists();
        try (CrossfadeProxy proxy = Doors.open(port, Doors.unix(directory, 0777, false));
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket(proxy)))) {
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws Exception {
        int port;
        try (CrossfadeProxy proxy = Doors.open(0, Doors.limits(0, 0, 0))) {
            port = Doors.port(proxy);
        }
        Path path = directory.resolve(".s.PGSQL." + port);
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(path));
            assertRefused(port, directory, "another process listens there");
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertThat(client.isConnected()).isTrue();
            }
        }
        Files.delete(path);
        Files.writeString(path, "precious");
        assertRefused(port, directory, "a file that is no socket");
        assertThat(path).hasContent("precious");
        Files.delete(path);
        assertRefused(port, directory.resolve("missing"), "cannot listen on unix socket");
        assertRefused(port, Path.of("/" + "x".repeat(100)), "longer than");
        Doors.open(port, Doors.limits(0, 0, 0)).close(); // nothing was left bound
        assertThat(listing()).isEmpty();
    }

    private static void assertRefused(int port, Path directory, String why) {
        assertThatThrownBy(() ->
                        Doors.open(port, Doors.unix(directory, 0777, false)).close())
                .isInstanceOf(CrossfadeException.class)
                .hasMessageContaining(why);
    }

    private List<Path> listing() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
