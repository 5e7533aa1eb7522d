package dev.crossfade.proxy.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.ScramProof;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * A client and a server of which at least one does not keep to the protocol. An input's first byte says how far they get
 * before that; the rest are chunks, each for one of the two sides: raw bytes, messages with a right or a wrong length, ends.
 *
 * <p>What must hold: no error in the proxy itself, both connections gone soon after both peers have gone, memory bounded.
 */
final class Stranger implements AutoCloseable {
    private static final String PASSWORD = "a fuzzer's password";
    private static final long GONE_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int READ_TIMEOUT_MILLIS = 10_000;
    private static final long MAX_MEMORY_BYTES = 96L << 20;

    /** How far client and server get in an orderly way. */
    private enum State {
        CONNECTED,
        SASL_INITIAL,
        SASL_FINAL,
        BACKEND_STARTUP,
        BACKEND_SASL,
        IDLE,
        IN_TRANSACTION,
        IN_BATCH,
        IN_QUERY,
        AFTER_ERROR,
        COPY_IN,
        COPY_OUT,
        COPY_BOTH,
        NAME_LOOKUP,
        WATCHED_BATCH
    }

    static final int STATES = State.values().length;

    private static final String TYPES = "QPBDECSHFdcfXRKvSZENATtDCVGHWdcI123nsp";

    private final ServerSocket backend;
    private final CrossfadeProxy proxy;
    private final FakeFlags flags = new FakeFlags();
    private final RuleSet rules = Shop.rules(Stage.LIVE, Side.OLD);
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private int plays;

    Stranger() throws IOException {
        backend = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        backend.setSoTimeout(READ_TIMEOUT_MILLIS);
        listenForErrors();
        proxy = CrossfadeProxy.start(
                new ProxySettings(
                        List.of(new ProxySettings.Database(
                                "shop",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                List.of(new ProxySettings.User("u", PASSWORD, null, null)),
                                new ProxySettings.Backend("127.0.0.1", backend.getLocalPort(), "shop"))),
                        1,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        100),
                flags,
                database -> {});
        proxy.publish("shop", Shop.catalog());
        proxy.ready("shop", true);
    }

    /** An error that the proxy logs is a bug: whatever strangers send is answered, not logged as an error. */
    private void listenForErrors() {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.ERROR) && isOurs(event.getLoggerName())) {
                    problems.add(event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : " " + event.getThrowableProxy().getClassName() + ": "
                                            + event.getThrowableProxy().getMessage()));
                }
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    private static boolean isOurs(String logger) {
        return logger.startsWith("dev.crossfade") || logger.startsWith("io.netty");
    }

    /** Plays one input. */
    void play(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(input);
        int first = in.get() & 0xff;
        State state = State.values()[first % State.values().length];
        flags.publish(
                first >= 128 || state == State.NAME_LOOKUP || state == State.WATCHED_BATCH ? rules : RuleSet.NONE);
        try (Peers peers = new Peers()) {
            try {
                peers.reach(state);
                while (in.hasRemaining()) {
                    peers.chunk(in);
                }
            } catch (EOFException | SocketException e) {
                // the proxy has closed: what it thought of the bytes so far
            }
        }
        gone(state);
        String problem = problems.poll();
        if (problem != null) {
            throw new AssertionError("in state " + state + ": " + problem);
        }
        long memory = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory()
                + ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedHeapMemory();
        if (memory > MAX_MEMORY_BYTES) {
            throw new AssertionError("in state " + state + ": " + memory + " bytes of buffers in use");
        }
    }

    private void gone(State state) {
        long start = System.nanoTime();
        while (!proxy.sessions().isEmpty()) {
            if (System.nanoTime() - start > GONE_WITHIN_NANOS) {
                throw new AssertionError(
                        "in state " + state + ": a session stays though both its peers have gone: " + proxy.sessions());
            }
            LockSupport.parkNanos(20_000);
        }
    }

    /** The two ends of one session. */
    private final class Peers implements AutoCloseable {
        private final Socket client;
        private final DataInputStream fromProxy;
        private Socket server;
        private DataInputStream fromProxyToServer;

        Peers() throws IOException {
            // another source address each time: there are fewer ports than inputs in a minute
            plays++;
            client = new Socket(
                    InetAddress.getLoopbackAddress(),
                    proxy.address("shop").getPort(),
                    InetAddress.getByAddress(new byte[] {127, 0, (byte) (plays >> 8), (byte) (1 + (plays & 0x7f))}),
                    0);
            client.setSoTimeout(READ_TIMEOUT_MILLIS);
            client.setTcpNoDelay(true);
            client.setSoLinger(true, 0);
            fromProxy = new DataInputStream(client.getInputStream());
        }

        void reach(State state) throws IOException {
            if (state == State.CONNECTED) {
                return;
            }
            byte[] parameters = RawClient.body(
                    "user\0u\0database\0shop\0" + (state == State.COPY_BOTH ? "replication\0database\0" : "") + "\0");
            write(client, RawClient.body(parameters.length + 8, 3 << 16, parameters));
            until(fromProxy, 'R');
            if (state == State.SASL_INITIAL) {
                return;
            }
            byte[] clientFirst = ScramProof.first();
            message(client, 'p', "SCRAM-SHA-256\0", clientFirst.length, clientFirst);
            byte[] challenge = until(fromProxy, 'R');
            if (state == State.SASL_FINAL) {
                return;
            }
            message(client, 'p', ScramProof.last(PASSWORD, challenge));
            until(fromProxy, 'R'); // SASLFinal
            until(fromProxy, 'R'); // Ok
            server = backend.accept();
            server.setSoTimeout(READ_TIMEOUT_MILLIS);
            server.setTcpNoDelay(true);
            server.setSoLinger(true, 0);
            fromProxyToServer = new DataInputStream(server.getInputStream());
            fromProxyToServer.skipNBytes(fromProxyToServer.readInt() - 4L);
            if (state == State.BACKEND_STARTUP) {
                return;
            }
            if (state == State.BACKEND_SASL) {
                message(server, 'R', 10, "SCRAM-SHA-256\0\0");
                until(fromProxyToServer, 'p');
                return;
            }
            message(server, 'R', 0);
            message(server, 'S', "client_encoding\0UTF8\0");
            message(server, 'K', 1, 2);
            ready('I');
            until(fromProxy, 'Z');
            session(state);
        }

        private void session(State state) throws IOException {
            switch (state) {
                case IN_TRANSACTION -> {
                    exchange("BEGIN");
                    message(server, 'C', "BEGIN\0");
                    ready('T');
                }
                case IN_BATCH -> {
                    batch("SELECT 1");
                    until(fromProxyToServer, 'E');
                }
                case IN_QUERY -> exchange("SELECT 1");
                case AFTER_ERROR -> {
                    batch("SELECT 1");
                    message(server, 'E', "SERROR\0C42601\0Mno\0\0");
                    until(fromProxy, 'E');
                }
                case COPY_IN -> {
                    exchange("COPY t FROM STDIN");
                    message(server, 'G', new byte[] {0}, (short) 0);
                    until(fromProxy, 'G');
                }
                case COPY_OUT -> {
                    exchange("COPY t TO STDOUT");
                    message(server, 'H', new byte[] {0}, (short) 0);
                }
                case COPY_BOTH -> {
                    exchange("START_REPLICATION SLOT s LOGICAL 0/0");
                    message(server, 'W', new byte[] {0}, (short) 0);
                }
                case NAME_LOOKUP -> {
                    message(client, 'Q', "SELECT label FROM items\0");
                    until(fromProxyToServer, 'S');
                }
                case WATCHED_BATCH -> {
                    batch("UPDATE items SET label = 'x'");
                    until(fromProxyToServer, 'H');
                }
                default -> {}
            }
        }

        private void exchange(String sql) throws IOException {
            message(client, 'Q', sql + "\0");
            until(fromProxyToServer, 'Q');
        }

        private void batch(String sql) throws IOException {
            message(client, 'P', "s\0" + sql + "\0", (short) 0);
            message(client, 'B', "\0s\0", (short) 0, (short) 0, (short) 0);
            message(client, 'D', "P\0");
            message(client, 'E', "\0", 0);
        }

        private void ready(char status) throws IOException {
            message(server, 'Z', String.valueOf(status));
        }

        /** One chunk of the input, for one of the two. */
        void chunk(ByteBuffer in) throws IOException {
            int how = in.get() & 0xff;
            Socket to = (how & 1) == 0 || server == null ? client : server;
            byte[] bytes = new byte[Math.min(in.remaining(), (how >> 4) * ((how & 8) == 0 ? 1 : 16))];
            in.get(bytes);
            switch ((how >> 1) & 3) {
                case 0 -> write(to, bytes);
                case 1 -> {
                    char type = TYPES.charAt(bytes.length == 0 ? how >> 3 : (bytes[0] & 0xff) % TYPES.length());
                    message(to, type, bytes.length < 2 ? bytes : java.util.Arrays.copyOfRange(bytes, 1, bytes.length));
                }
                case 2 -> {
                    if (in.remaining() >= 5) {
                        byte[] header = new byte[5];
                        in.get(header);
                        header[0] = (byte) TYPES.charAt((header[0] & 0xff) % TYPES.length());
                        write(to, header);
                        write(to, bytes);
                    }
                }
                default -> {
                    if (how < 24) {
                        to.shutdownOutput();
                    } else {
                        write(to, bytes);
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
            if (server != null) {
                server.close();
            }
        }
    }

    private static void write(Socket to, byte[] bytes) throws IOException {
        to.getOutputStream().write(bytes);
    }

    private static void message(Socket to, char type, Object... parts) throws IOException {
        byte[] body = RawClient.body(parts);
        ByteBuffer out = ByteBuffer.allocate(body.length + 5);
        write(to, out.put((byte) type).putInt(body.length + 4).put(body).array());
    }

    /** Reads messages up to one of the type, and returns its body. */
    private static byte[] until(DataInputStream in, char type) throws IOException {
        while (true) {
            int got = in.readUnsignedByte();
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            if (got == type) {
                return body;
            }
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        backend.close();
    }
}
