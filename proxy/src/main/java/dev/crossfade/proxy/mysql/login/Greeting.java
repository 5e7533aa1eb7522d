package dev.crossfade.proxy.mysql.login;

import static dev.crossfade.proxy.mysql.wire.Capabilities.LONG_PASSWORD;
import static dev.crossfade.proxy.mysql.wire.Capabilities.PLUGIN_AUTH;

import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.Packets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Protocol::HandshakeV10, a server's first packet
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html).
 *
 * @param version as the server writes it
 * @param threadId unsigned, 32 bits
 * @param nonce 20 bytes
 * @param capabilities MariaDB's own among them
 * @param collation its id's low byte
 * @param status as in an OK packet
 * @param method of authentication; empty when the server names none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Greeting(
        String version, int threadId, byte[] nonce, long capabilities, int collation, int status, String method) {
    private static final int PROTOCOL = 10;
    private static final int FIRST_NONCE_BYTES = 8;
    private static final int NONCE_BYTES = 20;
    private static final int FILLER_BYTES = 6;

    /** @throws PacketException when it is none, or of a server before MySQL 4.1 */
    public static Greeting decode(ByteBuf payload) {
        LenEnc.require(payload, 1);
        if (payload.readUnsignedByte() != PROTOCOL) {
            throw PacketException.malformed();
        }
        String version = new String(LenEnc.readNulBytes(payload), StandardCharsets.UTF_8);
        LenEnc.require(payload, 4 + FIRST_NONCE_BYTES + 1 + 2 + 1 + 2 + 2 + 1 + FILLER_BYTES + 4);
        int threadId = payload.readIntLE();
        byte[] nonce = new byte[NONCE_BYTES];
        payload.readBytes(nonce, 0, FIRST_NONCE_BYTES).skipBytes(1);
        long capabilities = payload.readUnsignedShortLE();
        int collation = payload.readUnsignedByte();
        int status = payload.readUnsignedShortLE();
        capabilities |= (long) payload.readUnsignedShortLE() << 16;
        payload.skipBytes(1 + FILLER_BYTES); // the nonce has 20 bytes in every method that a server greets with
        long extended = payload.readUnsignedIntLE();
        if ((capabilities & LONG_PASSWORD) == 0) {
            capabilities |= extended << 32;
        }
        LenEnc.require(payload, NONCE_BYTES - FIRST_NONCE_BYTES + 1);
        payload.readBytes(nonce, FIRST_NONCE_BYTES, NONCE_BYTES - FIRST_NONCE_BYTES)
                .skipBytes(1);
        String method = (capabilities & PLUGIN_AUTH) == 0 ? "" : Strings.toNulOrEnd(payload, StandardCharsets.US_ASCII);
        return new Greeting(version, threadId, nonce, capabilities, collation, status, method);
    }

    public ByteBuf encode(ByteBufAllocator allocator) {
        boolean isMariaDb = (capabilities & LONG_PASSWORD) == 0;
        ByteBuf out = Packets.begin(allocator, 0).writeByte(PROTOCOL);
        out.writeCharSequence(version, StandardCharsets.UTF_8);
        out.writeByte(0)
                .writeIntLE(threadId)
                .writeBytes(nonce, 0, FIRST_NONCE_BYTES)
                .writeByte(0)
                .writeShortLE((int) capabilities)
                .writeByte(collation)
                .writeShortLE(status)
                .writeShortLE((int) (capabilities >>> 16))
                .writeByte(NONCE_BYTES + 1)
                .writeZero(FILLER_BYTES)
                .writeIntLE(isMariaDb ? (int) (capabilities >>> 32) : 0)
                .writeBytes(nonce, FIRST_NONCE_BYTES, NONCE_BYTES - FIRST_NONCE_BYTES)
                .writeByte(0);
        if (!method.isEmpty()) {
            out.writeCharSequence(method, StandardCharsets.US_ASCII);
            out.writeByte(0);
        }
        return Packets.end(out);
    }

    /** The same to one client of the proxy. */
    Greeting to(int clientId, byte[] newNonce, long newCapabilities, String newMethod) {
        return new Greeting(
                version, clientId, Arrays.copyOf(newNonce, NONCE_BYTES), newCapabilities, collation, status, newMethod);
    }
}
