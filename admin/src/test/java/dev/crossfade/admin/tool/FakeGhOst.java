package dev.crossfade.admin.tool;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Speaks as gh-ost's manual says that gh-ost does, on its output and its socket, and does nothing. As long as it is throttled
 * it says so. With {@code --chunk-size=3} it ends by itself after three lines; else it says one after each word on its socket, and
 * goes on until it is to panic.
 */
final class FakeGhOst {
    private static final BlockingQueue<String> WORDS = new LinkedBlockingQueue<>();

    private FakeGhOst() {}

    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains("--version")) {
            System.out.println("1.1.6");
            return;
        }
        String socket = value(arguments, "--serve-socket-file");
        if (!Files.readString(Path.of(value(arguments, "--conf"))).contains("password=")) {
            System.out.println("2016-05-24 10:00:00 FATAL Error 1045: Access denied");
            System.exit(1);
        }
        boolean noop = !Arrays.asList(arguments).contains("--execute");
        System.out.println("[2021/01/22 15:11:08] [info] binlogsyncer.go:173 create BinlogSyncer with config");
        System.out.println("# Migrating `w`.`t`; Ghost table is `w`.`_t_gho`");
        if (noop) {
            System.out.println("2016-05-24 10:00:00 INFO Noop operation; not really swapping tables");
            return;
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread listener = new Thread(() -> serve(server));
        listener.setDaemon(true);
        listener.start();
        boolean throttled = false;
        boolean brief = Arrays.asList(arguments).contains("--chunk-size=3");
        for (int line = 0; !brief || line < 3; line++) {
            int copied = Math.min(line, 2);
            String state = throttled ? "throttled, commanded by user" : "migrating";
            System.out.println("Copy: " + copied * 1000 + "/3000 " + copied * 100.0 / 3
                    + "%; Applied: 0; Backlog: 0/100; Time: 1s(total), 1s(copy); streamer: mysql-bin.000003:4; Lag: 0.01s,"
                    + " HeartbeatLag: 0.01s, State: " + state + "; ETA: 2s");
            if (!brief) {
                throttled = WORDS.take().equals("throttle");
            }
        }
        System.out.println("# Done");
    }

    private static void serve(ServerSocketChannel server) {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    ByteBuffer bytes = ByteBuffer.allocate(200);
                    client.read(bytes);
                    String command = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
                    switch (command) {
                        case "throttle", "no-throttle" -> WORDS.add(command);
                        case "panic" -> {
                            System.out.println("2016-05-24 10:00:00 FATAL User commanded 'panic'. I will now panic,"
                                    + " without cleanup. PANIC!");
                            System.out.flush();
                            Runtime.getRuntime().halt(1);
                        }
                        default -> client.write(ByteBuffer.wrap("unknown command\n".getBytes(StandardCharsets.UTF_8)));
                    }
                    client.write(ByteBuffer.wrap("ok\n".getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (Exception e) {
            System.out.println("2016-05-24 10:00:00 ERROR " + e);
        }
    }

    private static String value(String[] arguments, String name) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
