package dev.crossfade.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings.KeepAlive;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many clients are let in, and what is set on their connections. */
@Timeout(60)
class LimitsTest {
    private static void assertFull(int port, String user, String password) {
        assertThatThrownBy(() -> Doors.connect(port, user, password).close())
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("53300");
                    assertThat(e.getMessage()).contains("sorry, too many clients already");
                });
    }

    private static void assertFull(int port) {
        assertFull(port, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
    }

    @Test
    void aListenerTakesAsManyAsItMay() throws Exception {
        try (CrossfadeProxy proxy = Doors.open(0, Doors.limits(2, 0, 0))) {
            int port = Doors.port(proxy);
            try (Connection one = Doors.connect(port);
                    Connection two = Doors.connect(port)) {
                assertFull(port);
                assertThat(one.isValid(5) && two.isValid(5)).isTrue();
            }
            assertRoomAgain(port);
        }
    }

    @Test
    void aUserHasAsManyAsItMayAndOthersHaveTheirOwn() throws Exception {
        try (CrossfadeProxy proxy = Doors.open(0, Doors.limits(0, 1, 0))) {
            int port = Doors.port(proxy);
            try (Connection one = Doors.connect(port)) {
                assertFull(port);
                assertThat(one.isValid(5)).isTrue();
                Doors.connect(port, PostgresServer.USER, PostgresServer.PASSWORD)
                        .close();
                assertThatThrownBy(() -> Doors.connect(port, PostgresServer.APP_USER, "wrong")
                                .close())
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .as("who has not proved who it is learns nothing and takes no place")
                        .isEqualTo("28P01");
            }
            assertRoomAgain(port);
        }
    }

    @Test
    void anAddressHasAsManyAsItMay() throws Exception {
        try (CrossfadeProxy proxy = Doors.open(0, Doors.limits(0, 0, 1))) {
            int port = Doors.port(proxy);
            try (Connection one = Doors.connect(port)) {
                assertFull(port);
                assertThat(one.isValid(5)).isTrue();
            }
            assertRoomAgain(port);
        }
    }

    private static void assertRoomAgain(int port) {
        Awaitility.await()
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> Doors.connect(port).close());
    }

    /** The kernel's own table says when it will ask a client whether it is still there. */
    @Test
    void keepAliveIsTheConfiguredOne() throws Exception {
        try (CrossfadeProxy proxy = Doors.open(0, Doors.keepAlive(new KeepAlive(555, 5, 3)));
                Connection client = Doors.connect(Doors.port(proxy))) {
            assertThat(client.isValid(5)).isTrue();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(keepAliveTimers(Doors.port(proxy)))
                            .anySatisfy(seconds -> assertThat(seconds).isBetween(500L, 555L)));
        }
    }

    /** Seconds to the next question, of connections at a port (proc_pid_net_tcp(5): tr 02 is keep-alive, in 1/100 s). */
    private static List<Long> keepAliveTimers(int port) {
        String local = String.format(Locale.ROOT, ":%04X", port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(LimitsTest::lines)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields[1].endsWith(local) && fields[5].startsWith("02:"))
                .map(fields -> Long.parseLong(fields[5].substring(3), 16) / 100)
                .toList();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
