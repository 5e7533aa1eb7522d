package dev.crossfade.proxy.testing;

import com.ongres.scram.client.ScramClient;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that sends just the bytes it is told to, and reads whole messages. */
public final class RawClient implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    public final Socket socket;
    public final DataInputStream in;
    private byte[] key = {};
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    /** A message from the server. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Message(char type, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** A field of an ErrorResponse, or the empty string. */
        @SuppressWarnings("StringSplitter") // empty parts are skipped
        public String field(char name) {
            for (String part : text().split("\0")) {
                if (!part.isEmpty() && part.charAt(0) == name) {
                    return part.substring(1);
                }
            }
            return "";
        }

        @Override
        public String toString() {
            StringBuilder printed = new StringBuilder().append(type).append(' ');
            for (byte b : body) {
                printed.append(b >= 0x20 && b < 0x7f ? String.valueOf((char) b) : "\\" + (b & 0xff));
            }
            return printed.toString();
        }
    }

    public RawClient(String host, int port) throws IOException {
        this(new Socket(host, port));
    }

    /** Over a connection that is there. */
    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Logged in, with everything up to ReadyForQuery read. */
    public static RawClient login(String host, int port, String user, String password, String database)
            throws Exception {
        RawClient client = new RawClient(host, port);
        client.startup("user", user, "database", database, "client_encoding", "UTF8");
        client.authenticate(password);
        return client;
    }

    /** After a startup message: the rest of the login, up to ReadyForQuery. */
    public void authenticate(String password) throws Exception {
        ScramClient scram = ScramClient.builder()
                .advertisedMechanisms(List.of("SCRAM-SHA-256"))
                .username("*")
                .password(password.toCharArray())
                .build();
        read(); // AuthenticationSASL
        byte[] first = scram.clientFirstMessage().toString().getBytes(StandardCharsets.UTF_8);
        send('p', "SCRAM-SHA-256\0", first.length, first);
        scram.serverFirstMessage(read().text().substring(4));
        send('p', scram.clientFinalMessage().toString().getBytes(StandardCharsets.UTF_8));
        for (Message message : until('Z')) {
            key = message.type() == 'K' ? message.body() : key;
        }
    }

    /** What BackendKeyData said at login: process id and secret. */
    public byte[] key() {
        return key;
    }

    public void startup(String... parameters) throws IOException {
        addStartup(parameters);
        flush();
    }

    /** Adds bytes that are no message. */
    public void addRaw(byte[] bytes) {
        pending.writeBytes(bytes);
    }

    public void addStartup(String... parameters) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeInt(3 << 16);
        for (String parameter : parameters) {
            out.write(parameter.getBytes(StandardCharsets.UTF_8));
            out.write(0);
        }
        out.write(0);
        DataOutputStream whole = new DataOutputStream(pending);
        whole.writeInt(body.size() + 4);
        whole.write(body.toByteArray());
    }

    /** Adds a message: strings as they are, ints, shorts and bytes in network order. Sent at {@link #flush}. */
    public RawClient add(char type, Object... parts) throws IOException {
        byte[] body = body(parts);
        DataOutputStream out = new DataOutputStream(pending);
        out.write(type);
        out.writeInt(body.length + 4);
        out.write(body);
        return this;
    }

    public void send(char type, Object... parts) throws IOException {
        add(type, parts);
        flush();
    }

    public static byte[] body(Object... parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        for (Object part : parts) {
            if (part instanceof String text) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } else if (part instanceof Integer number) {
                out.writeInt(number);
            } else if (part instanceof Short number) {
                out.writeShort(number);
            } else {
                out.write((byte[]) part);
            }
        }
        return body.toByteArray();
    }

    public RawClient query(String sql) throws IOException {
        return add('Q', sql + "\0");
    }

    public RawClient parse(String name, String sql) throws IOException {
        return add('P', name + "\0" + sql + "\0", (short) 0);
    }

    public RawClient bind(String portal, String statement, String... values) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(0);
        out.writeShort(values.length);
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.writeShort(0);
        return add('B', portal + "\0" + statement + "\0", body.toByteArray());
    }

    public RawClient describe(char kind, String name) throws IOException {
        return add('D', String.valueOf(kind), name + "\0");
    }

    public RawClient execute(String portal, int rows) throws IOException {
        return add('E', portal + "\0", rows);
    }

    public RawClient close(char kind, String name) throws IOException {
        return add('C', String.valueOf(kind), name + "\0");
    }

    public RawClient sync() throws IOException {
        return add('S');
    }

    /** Parse, Bind, Describe, Execute of the unnamed statement and portal. */
    public RawClient extended(String sql, String... values) throws IOException {
        return parse("", sql).bind("", "", values).describe('P', "").execute("", 0);
    }

    public byte[] take() {
        byte[] bytes = pending.toByteArray();
        pending.reset();
        return bytes;
    }

    public void flush() throws IOException {
        socket.getOutputStream().write(take());
        socket.getOutputStream().flush();
    }

    public Message read() throws IOException {
        char type = (char) in.readUnsignedByte();
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return new Message(type, body);
    }

    /** Messages up to and including the first of this type; or up to the end of the connection. */
    public List<Message> until(char type) throws IOException {
        List<Message> messages = new ArrayList<>();
        try {
            Message message;
            do {
                message = read();
                messages.add(message);
            } while (message.type != type);
        } catch (EOFException e) {
            messages.add(new Message('!', new byte[0]));
        }
        return messages;
    }

    /** Flushes and reads up to the {@code count}th ReadyForQuery. */
    public List<Message> exchange(int count) throws IOException {
        flush();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.addAll(until('Z'));
        }
        return messages;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
