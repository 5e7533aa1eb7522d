package dev.crossfade.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One proxy takes over the address of another, twice, while clients connect as fast as they can. */
@Timeout(120)
class HandOverTest {
    private static final int SSL_REQUEST = 80877103;
    private static final int RESTARTS = 2;

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    private interface Attempt {
        void run() throws Exception;
    }

    /** Threads that attempt something again and again; how often it worked. */
    private final class Hammer {
        private final AtomicLong done = new AtomicLong();
        private final List<Thread> threads = new ArrayList<>();

        private Hammer(String what, int threadCount, Attempt attempt) {
            for (int i = 0; i < threadCount; i++) {
                Thread thread = new Thread(() -> {
                    while (!over.get()) {
                        try {
                            attempt.run();
                            done.incrementAndGet();
                        } catch (Exception e) {
                            failures.add(what + ": " + e);
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
        }

        private void awaitMore(int attempts) {
            long before = done.get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> done.get() >= before + attempts || !failures.isEmpty());
            assertThat(failures).isEmpty();
        }

        private void join() throws InterruptedException {
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void greet(int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(RawClient.body(8, SSL_REQUEST));
            int answer = socket.getInputStream().read();
            if (answer != 'N') {
                throw new EOFException("answered " + answer);
            }
            socket.setSoLinger(true, 0); // no port is left waiting behind
        }
    }

    private static void greet(Path path) throws Exception {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            socket.write(ByteBuffer.wrap(RawClient.body(8, SSL_REQUEST)));
            ByteBuffer answer = ByteBuffer.allocate(1);
            if (socket.read(answer) != 1 || answer.get(0) != 'N') {
                throw new EOFException("no answer");
            }
        }
    }

    private static void query(int port) throws Exception {
        try (RawClient client = RawClient.login(
                "127.0.0.1", port, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, Doors.DATABASE)) {
            List<RawClient.Message> answer = client.query("SELECT 1").exchange(1);
            if (answer.size() != 4) {
                throw new EOFException("answered " + answer);
            }
            client.send('X');
        }
    }

    @Test
    void nobodyIsRefusedOrResetInARestart() throws Exception {
        CrossfadeProxy serving = Doors.open(0, Doors.unix(directory, 0777, true));
        int port = Doors.port(serving);
        Path path = directory.resolve(".s.PGSQL." + port);
        try {
            Hammer greetings = new Hammer("greeting", 2, () -> greet(port));
            Hammer local = new Hammer("greeting by unix socket", 1, () -> greet(path));
            Hammer queries = new Hammer("query", 2, () -> query(port));
            for (int i = 0; i < RESTARTS; i++) {
                greetings.awaitMore(500);
                queries.awaitMore(20);
                CrossfadeProxy newer = Doors.open(port, Doors.unix(directory, 0777, true));
                greetings.awaitMore(100);
                CrossfadeProxy older = serving;
                serving = newer;
                older.close();
                greetings.awaitMore(500);
                local.awaitMore(500);
                queries.awaitMore(20);
            }
            over.set(true);
            for (Hammer hammer : List.of(greetings, local, queries)) {
                hammer.join();
            }
            System.out.printf(
                    "hand over: %d greetings, %d by unix socket, %d queries through %d restarts%n",
                    greetings.done.get(), local.done.get(), queries.done.get(), RESTARTS);
            assertThat(failures).isEmpty();
        } finally {
            over.set(true);
            serving.close();
        }
        assertThat(path).doesNotExist();
    }

    /** From the moment a second process listens, it is the one that clients come to. */
    @Test
    void theNewcomerGetsAllWhoConnect() throws Exception {
        try (CrossfadeProxy older = Doors.open(0, Doors.unix(directory, 0777, true))) {
            int port = Doors.port(older);
            try (CrossfadeProxy newer = Doors.open(port, Doors.unix(directory, 0777, true))) {
                List<RawClient> clients = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    clients.add(RawClient.login(
                            "127.0.0.1", port, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, Doors.DATABASE));
                }
                assertThat(older.sessions()).isEmpty();
                assertThat(newer.sessions()).hasSize(clients.size());
                for (RawClient client : clients) {
                    client.close();
                }
            }
        }
    }

    @Test
    void withoutItASecondProcessIsToldThatTheAddressIsTaken() {
        try (CrossfadeProxy first = Doors.open(0, Doors.limits(0, 0, 0))) {
            assertThatThrownBy(() ->
                            Doors.open(Doors.port(first), Doors.limits(0, 0, 0)).close())
                    .isInstanceOf(CrossfadeException.class)
                    .hasMessageContaining("cannot listen on");
        }
    }
}
