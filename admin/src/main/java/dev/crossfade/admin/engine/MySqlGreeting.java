package dev.crossfade.admin.engine;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What a MySQL or MariaDB server says to whoever connects, before any login. */
public final class MySqlGreeting {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int PROTOCOL = 10;
    private static final int ERROR = 0xff;
    private static final int MAX_BYTES = 4_096;

    /** MariaDB's in front of its version, for replicas of MySQL that would not take a 10 (https://mariadb.com/kb/en/connection/). */
    private static final String FOR_OLD_REPLICAS = "5.5.5-";

    private MySqlGreeting() {}

    /**
     * Which server it is, and its version as it writes it: {@code MySQL 8.0.31}. Blocks, for ten seconds at most.
     *
     * @throws IOException when there is no such server, or it lets nobody in
     */
    public static String server(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
            in.readUnsignedByte(); // its number
            int first = in.readUnsignedByte();
            if (length == 0 || length > MAX_BYTES || (first != PROTOCOL && first != ERROR)) {
                throw new IOException("no MySQL server answers at " + host + ":" + port);
            }
            byte[] rest = new byte[length - 1];
            in.readFully(rest);
            String text = new String(rest, StandardCharsets.UTF_8);
            if (first == ERROR) {
                throw new IOException("the server says: " + text.substring(Math.min(2, text.length())));
            }
            int end = text.indexOf(0);
            return named(end < 0 ? text : text.substring(0, end));
        }
    }

    static String named(String version) {
        if (!version.contains("MariaDB")) {
            return "MySQL " + version;
        }
        return "MariaDB "
                + (version.startsWith(FOR_OLD_REPLICAS) ? version.substring(FOR_OLD_REPLICAS.length()) : version);
    }
}
