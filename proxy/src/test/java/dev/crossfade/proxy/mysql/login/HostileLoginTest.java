package dev.crossfade.proxy.mysql.login;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.mysql.auth.Methods;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.testing.MysqlServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Hostile clients at every state of a login, and hostile servers: no error of the proxy's own, and nobody is left behind. */
class HostileLoginTest {
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final String DATABASE = SERVER.createDatabase();
    private static final int ROUNDS = Integer.getInteger("crossfade.hostile.logins", 300);
    private static final long WANTED = Capabilities.LONG_PASSWORD
            | Capabilities.PROTOCOL_41
            | Capabilities.SECURE_CONNECTION
            | Capabilities.CONNECT_WITH_DB
            | Capabilities.PLUGIN_AUTH
            | Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capabilities.CONNECT_ATTRS;

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.crossfade.proxy");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Random random = new Random(Long.getLong("crossfade.hostile.seed", 4711));

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void nothingOfItsOwnWentWrong() {
        logger.detachAppender(logged);
        assertThat(logged.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                        .map(ILoggingEvent::getFormattedMessage))
                .isEmpty();
    }

    @Test
    void clients() throws IOException {
        try (LoginStand stand = new LoginStand.Options()
                .user(MysqlServer.USER, MysqlServer.PASSWORD)
                .loginTimeout(Duration.ofSeconds(5))
                .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED)) {
            for (int round = 0; round < ROUNDS; round++) {
                try (RawClient client = new RawClient(stand.port())) {
                    client.greeting();
                    attack(client);
                } catch (SocketException e) {
                    // the proxy has had enough of it
                }
            }
            Awaitility.await().until(() -> stand.node.clients.get() == 0 && stand.node.logins.isEmpty());
            try (RawClient client = new RawClient(stand.port())) {
                assertThat(client.greeting().version()).startsWith("8.0.");
            }
        }
    }

    private void attack(RawClient client) throws IOException {
        byte[] hello = hello();
        switch (random.nextInt(4)) {
            case 0 -> client.sendBytes(garbage(random.nextInt(300)));
            case 1 -> client.sendBytes(mutated(hello));
            case 2 -> client.sendBytes(Arrays.copyOf(hello, random.nextInt(hello.length)));
            default -> {
                client.sendBytes(hello);
                client.read(); // asked for the password
                client.sendBytes(
                        random.nextBoolean()
                                ? garbage(random.nextInt(600))
                                : mutated(RawClient.framed(3, garbage(random.nextInt(300)))));
            }
        }
    }

    @Test
    void servers() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LoginStand stand = new LoginStand.Options()
                        .user(MysqlServer.USER, MysqlServer.PASSWORD)
                        .connectTimeout(Duration.ofMillis(500))
                        .open(DATABASE, "127.0.0.1", socket.getLocalPort(), BackendTls.DISABLED)) {
            Thread server = new Thread(() -> serve(socket), "hostile-server");
            server.setDaemon(true);
            server.start();
            for (int round = 0; round < ROUNDS / 3; round++) {
                try (RawClient client = new RawClient(stand.port())) {
                    RawClient.Packet first = client.read();
                    if (first.first() != 0xff) {
                        client.send(new ClientHello(
                                        WANTED,
                                        1 << 20,
                                        45,
                                        MysqlServer.USER,
                                        new byte[0],
                                        "",
                                        Methods.CLEAR,
                                        new byte[0],
                                        0)
                                .encode(UnpooledByteBufAllocator.DEFAULT, 1));
                        client.read();
                    }
                }
            }
            Awaitility.await().until(() -> stand.node.clients.get() == 0 && stand.node.logins.isEmpty());
        }
    }

    private void serve(ServerSocket socket) {
        Random own = new Random(42);
        byte[] good = bytes(new Greeting("8.0.31", 7, new byte[20], WANTED, 45, 2, Methods.CACHING_SHA2)
                .encode(UnpooledByteBufAllocator.DEFAULT));
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                byte[] greeting = good.clone();
                if (own.nextInt(3) == 0) {
                    greeting[own.nextInt(greeting.length)] = (byte) own.nextInt();
                }
                client.getOutputStream().write(greeting);
                byte[] behind = new byte[own.nextInt(200)];
                own.nextBytes(behind);
                client.getOutputStream().write(own.nextBoolean() ? RawClient.framed(2, behind) : behind);
                client.setSoTimeout(200);
                client.getInputStream().read(new byte[500]);
            } catch (IOException e) {
                // the proxy has had enough of it, or the test is over
            }
        }
    }

    private byte[] hello() {
        byte[] attributes = {4, 'n', 'a', 'm', 'e', 1, 'v'};
        return bytes(new ClientHello(
                        WANTED,
                        1 << 24,
                        45,
                        random.nextBoolean() ? MysqlServer.USER : "who",
                        garbage(32),
                        DATABASE,
                        Methods.CACHING_SHA2,
                        attributes,
                        0)
                .encode(UnpooledByteBufAllocator.DEFAULT, 1));
    }

    private byte[] garbage(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] mutated(byte[] bytes) {
        byte[] mutated = bytes.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }
}
