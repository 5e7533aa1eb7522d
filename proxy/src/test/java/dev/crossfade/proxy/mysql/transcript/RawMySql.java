package dev.crossfade.proxy.mysql.transcript;

import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A client that writes and reads MySQL's packets as they are. Knows mysql_native_password. */
public final class RawMySql implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 10_000;
    private static final int FIRST_NONCE_BYTES = 8;
    private static final int NONCE_BYTES = 20;
    private static final String NATIVE = "mysql_native_password";

    private static final int COMPRESSED_HEADER_BYTES = 7;

    /** What clients of today have, but for TLS and compression, which {@link Capabilities#COMPRESS} adds. */
    public static final long USUAL = Capabilities.LONG_PASSWORD
            | Capabilities.LONG_FLAG
            | Capabilities.PROTOCOL_41
            | Capabilities.TRANSACTIONS
            | Capabilities.SECURE_CONNECTION
            | Capabilities.MULTI_STATEMENTS
            | Capabilities.MULTI_RESULTS
            | Capabilities.PS_MULTI_RESULTS
            | Capabilities.PLUGIN_AUTH
            | Capabilities.LOCAL_FILES
            | Capabilities.CONNECT_WITH_DB;

    /** A packet. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Packet(int sequence, byte[] payload) {
        boolean begins(int first) {
            return payload.length > 0 && (payload[0] & 0xff) == first;
        }
    }

    private final Socket socket;
    private DataInputStream in;
    private long agreed;
    private int threadId;
    private boolean compressed;
    private int frameNumber;

    /** The numbers with which the answers to what was sent begin. */
    private final ArrayDeque<Integer> answersBegin = new ArrayDeque<>();

    public RawMySql(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    }

    /** Logs in and answers the last packet: OK, or ERR. */
    public Packet login(String user, String password, String database, long capabilities) throws IOException {
        Packet greeting = read();
        if (greeting.begins(0xff)) {
            return greeting;
        }
        ByteBuffer body = ByteBuffer.wrap(greeting.payload()).order(ByteOrder.LITTLE_ENDIAN);
        body.get();
        while (body.get() != 0) {
            // the version
        }
        threadId = body.getInt();
        byte[] nonce = new byte[NONCE_BYTES];
        body.get(nonce, 0, FIRST_NONCE_BYTES).get();
        long offered = body.getShort() & 0xffffL;
        body.get();
        body.getShort();
        offered |= (body.getShort() & 0xffffL) << 16;
        body.get();
        body.position(body.position() + 6);
        long extended = body.getInt() & 0xffff_ffffL;
        boolean isMariaDb = (offered & Capabilities.LONG_PASSWORD) == 0;
        if (isMariaDb) {
            offered |= extended << 32;
        }
        body.get(nonce, FIRST_NONCE_BYTES, NONCE_BYTES - FIRST_NONCE_BYTES);
        agreed = capabilities & (offered | Capabilities.LONG_PASSWORD);
        if (isMariaDb) {
            agreed &= ~Capabilities.LONG_PASSWORD;
        }
        ByteBuffer out = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt((int) agreed).putInt(1 << 24).put((byte) 45);
        out.put(new byte[19]).putInt(isMariaDb ? (int) (agreed >>> 32) : 0);
        out.put(user.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        byte[] proof = proof(password, nonce);
        out.put((byte) proof.length).put(proof);
        out.put(database.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        out.put(NATIVE.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        send(greeting.sequence() + 1, Arrays.copyOf(out.array(), out.position()));
        Packet answer = read();
        if (answer.begins(0xfe)) {
            String text = new String(answer.payload(), StandardCharsets.ISO_8859_1);
            int zero = text.indexOf(0, 1);
            if (!text.substring(1, zero).equals(NATIVE)) {
                throw new IOException("asked for " + text.substring(1, zero));
            }
            byte[] fresh = Arrays.copyOfRange(answer.payload(), zero + 1, zero + 1 + NONCE_BYTES);
            send(answer.sequence() + 1, proof(password, fresh));
            answer = read();
        }
        if (answer.begins(0) && (agreed & Capabilities.COMPRESS) != 0) {
            compressed = true;
            in = new DataInputStream(new Unpacked(in));
        }
        return answer;
    }

    /** What is in the server's compressed packets. */
    private final class Unpacked extends InputStream {
        private final DataInputStream from;
        private InputStream present = InputStream.nullInputStream();

        private Unpacked(DataInputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            int one;
            while ((one = present.read()) < 0) {
                next();
            }
            return one;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count;
            while ((count = present.read(into, at, length)) < 0) {
                next();
            }
            return count;
        }

        private void next() throws IOException {
            int length = from.readUnsignedByte() | from.readUnsignedByte() << 8 | from.readUnsignedByte() << 16;
            int number = from.readUnsignedByte();
            while (number != (frameNumber & 0xff)) {
                Integer begins = answersBegin.poll();
                if (begins == null) {
                    throw new IllegalStateException("compressed packet " + number + " instead of " + frameNumber);
                }
                frameNumber = begins; // the answer to another command, or that before had none
            }
            frameNumber++;
            int before = from.readUnsignedByte() | from.readUnsignedByte() << 8 | from.readUnsignedByte() << 16;
            byte[] bytes = new byte[length];
            from.readFully(bytes);
            present = new ByteArrayInputStream(bytes);
            if (before > 0) {
                present = new InflaterInputStream(present);
            }
        }
    }

    /** Each command begins a compressed packet: of what stands behind one in the same, servers take no notice. */
    private byte[] compressed(byte[] packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean goesOn = packets.length < PacketFramer.HEADER_BYTES || packets[3] != 0;
        int number = goesOn ? frameNumber : 0;
        int commandAt = goesOn ? packets.length : nextCommand(packets, 0);
        for (int at = 0; at < packets.length; ) {
            if (at == commandAt) {
                answersBegin.add(number);
                number = 0;
                commandAt = nextCommand(packets, at);
            }
            int length = Math.min(0xff_ffff, commandAt - at);
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            boolean isLong = length >= 50;
            try (OutputStream into = isLong ? new DeflaterOutputStream(packed) : packed) {
                into.write(packets, at, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            ByteBuffer header = ByteBuffer.allocate(COMPRESSED_HEADER_BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(packed.size() | ((number++ & 0xff) << 24)).putInt(isLong ? length : 0);
            out.write(header.array(), 0, COMPRESSED_HEADER_BYTES);
            out.writeBytes(packed.toByteArray());
            at += length;
        }
        if (goesOn) {
            frameNumber = number;
        } else {
            answersBegin.add(number);
        }
        return out.toByteArray();
    }

    private static int nextCommand(byte[] packets, int from) {
        int at = from;
        do {
            int length = (packets[at] & 0xff) | (packets[at + 1] & 0xff) << 8 | (packets[at + 2] & 0xff) << 16;
            at += PacketFramer.HEADER_BYTES + length;
        } while (at < packets.length && packets[at + 3] != 0);
        return at;
    }

    /** What proves to know a password by mysql_native_password. */
    public static byte[] proof(String password, byte[] nonce) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] once = sha1.digest(password.getBytes(StandardCharsets.UTF_8));
            byte[] twice = sha1.digest(once);
            sha1.update(nonce);
            byte[] proof = sha1.digest(twice);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= once[i];
            }
            return proof;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was agreed on at login. */
    public long agreed() {
        return agreed;
    }

    /** The connection's id as it was told. */
    public int threadId() {
        return threadId;
    }

    /** The bytes of a payload's packets. */
    public static byte[] packets(int sequence, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        int number = sequence;
        int length;
        do {
            length = Math.min(0xff_ffff, payload.length - at);
            out.write(length);
            out.write(length >>> 8);
            out.write(length >>> 16);
            out.write(number++);
            out.write(payload, at, length);
            at += length;
        } while (length == 0xff_ffff);
        return out.toByteArray();
    }

    public void send(int sequence, byte[] payload) throws IOException {
        write(packets(sequence, payload));
    }

    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(compressed ? compressed(bytes) : bytes);
    }

    /** The next packet; a payload that goes on in others comes in as many. */
    public Packet read() throws IOException {
        int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        int sequence = in.readUnsignedByte();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Packet(sequence, payload);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
