package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** A client that sends what it is told to, and no driver would. */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Closeable socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    private RawClient(SocketChannel channel) {
        socket = channel;
        in = new DataInputStream(Channels.newInputStream(channel));
        out = Channels.newOutputStream(channel);
    }

    /** At a unix socket. */
    static RawClient at(Path path) throws IOException {
        return new RawClient(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    /** A packet that has come in. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packet(int sequence, byte[] payload) {
        int first() {
            return payload.length == 0 ? -1 : payload[0] & 0xff;
        }

        ByteBuf buffer() {
            return Unpooled.wrappedBuffer(payload);
        }

        ErrPacket error() {
            return ErrPacket.decode(buffer());
        }

        @Override
        public String toString() {
            return sequence + ": " + HexFormat.of().formatHex(payload);
        }
    }

    Packet read() throws IOException {
        byte[] header = new byte[PacketFramer.HEADER_BYTES];
        in.readFully(header);
        byte[] payload = new byte[(header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16];
        in.readFully(payload);
        return new Packet(header[3] & 0xff, payload);
    }

    Greeting greeting() throws IOException {
        Packet packet = read();
        if (packet.first() == 0xff) {
            throw new IOException(packet.error().toString());
        }
        return Greeting.decode(packet.buffer());
    }

    void send(int sequence, byte[] payload) throws IOException {
        sendBytes(framed(sequence, payload));
    }

    void send(ByteBuf packet) throws IOException {
        byte[] bytes = new byte[packet.readableBytes()];
        packet.readBytes(bytes);
        packet.release();
        sendBytes(bytes);
    }

    void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    static byte[] framed(int sequence, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(payload.length);
        out.write(payload.length >> 8);
        out.write(payload.length >> 16);
        out.write(sequence);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /** What comes until the connection ends, or a reset. */
    byte[] rest() throws IOException {
        try {
            return in.readAllBytes();
        } catch (EOFException | SocketException e) {
            return new byte[0];
        }
    }

    int readByte() throws IOException {
        return in.readUnsignedByte();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
