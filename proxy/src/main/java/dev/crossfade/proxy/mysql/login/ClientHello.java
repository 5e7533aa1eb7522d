package dev.crossfade.proxy.mysql.login;

import static dev.crossfade.proxy.mysql.wire.Capabilities.CONNECT_ATTRS;
import static dev.crossfade.proxy.mysql.wire.Capabilities.CONNECT_WITH_DB;
import static dev.crossfade.proxy.mysql.wire.Capabilities.LONG_PASSWORD;
import static dev.crossfade.proxy.mysql.wire.Capabilities.PLUGIN_AUTH;
import static dev.crossfade.proxy.mysql.wire.Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA;
import static dev.crossfade.proxy.mysql.wire.Capabilities.PROTOCOL_41;
import static dev.crossfade.proxy.mysql.wire.Capabilities.SECURE_CONNECTION;
import static dev.crossfade.proxy.mysql.wire.Capabilities.SSL;
import static dev.crossfade.proxy.mysql.wire.Capabilities.ZSTD_COMPRESSION_ALGORITHM;

import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.Packets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Protocol::HandshakeResponse41, a client's first packet, or the first over TLS
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_response.html).
 *
 * @param capabilities what both sides have; MariaDB's own among them
 * @param maxPacketBytes unsigned, what the client says it takes
 * @param collation its id's low byte
 * @param answer to the greeting's nonce
 * @param database empty for none
 * @param method of authentication, empty when the client names none
 * @param attributes of the connection, encoded as in the packet; empty for none
 * @param zstdLevel 0 when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ClientHello(
        long capabilities,
        int maxPacketBytes,
        int collation,
        String user,
        byte[] answer,
        String database,
        String method,
        byte[] attributes,
        int zstdLevel) {
    /** Capabilities, packet size, collation and filler: all that is in a request for TLS. */
    private static final int FIXED_BYTES = 32;

    private static final int FILLER_BYTES = 19;

    /** Whether it asks for TLS and says nothing else (Protocol::SSLRequest). */
    static boolean isTlsRequest(ByteBuf payload) {
        return payload.readableBytes() == FIXED_BYTES && (payload.getUnsignedIntLE(payload.readerIndex()) & SSL) != 0;
    }

    /**
     * Reads one.
     *
     * @param offered the greeting's capabilities
     * @throws PacketException of ERR 1043 when it is malformed, or of a client before 4.1
     */
    static ClientHello decode(ByteBuf payload, long offered) {
        try {
            LenEnc.require(payload, FIXED_BYTES);
            long said = payload.readUnsignedIntLE();
            if ((said & PROTOCOL_41) == 0) {
                throw Refusals.badHandshake();
            }
            int maxPacketBytes = payload.readIntLE();
            int collation = payload.readUnsignedByte();
            payload.skipBytes(FILLER_BYTES);
            long extended = payload.readUnsignedIntLE();
            if ((said & LONG_PASSWORD) == 0) {
                said |= extended << 32;
            }
            long capabilities =
                    said & (offered | LONG_PASSWORD); // MariaDB does not offer that, and asks for it all the same
            Charset charset = Strings.charset(collation);
            String user = new String(LenEnc.readNulBytes(payload), charset);
            byte[] answer = answer(payload, capabilities);
            String database = (capabilities & CONNECT_WITH_DB) == 0 ? "" : Strings.toNulOrEnd(payload, charset);
            String method =
                    (capabilities & PLUGIN_AUTH) == 0 ? "" : Strings.toNulOrEnd(payload, StandardCharsets.UTF_8);
            byte[] attributes = (capabilities & CONNECT_ATTRS) == 0 || !payload.isReadable()
                    ? new byte[0]
                    : LenEnc.readBytes(payload);
            int zstdLevel = (capabilities & ZSTD_COMPRESSION_ALGORITHM) != 0 && payload.isReadable()
                    ? payload.readUnsignedByte()
                    : 0;
            return new ClientHello(
                    capabilities, maxPacketBytes, collation, user, answer, database, method, attributes, zstdLevel);
        } catch (PacketException e) {
            throw Refusals.badHandshake();
        }
    }

    private static byte[] answer(ByteBuf payload, long capabilities) {
        if ((capabilities & PLUGIN_AUTH_LENENC_CLIENT_DATA) != 0) {
            return LenEnc.readBytes(payload);
        }
        if ((capabilities & SECURE_CONNECTION) != 0) {
            LenEnc.require(payload, 1);
            int length = payload.readUnsignedByte();
            LenEnc.require(payload, length);
            byte[] answer = new byte[length];
            payload.readBytes(answer);
            return answer;
        }
        return LenEnc.readNulBytes(payload);
    }

    /** Protocol::SSLRequest with these capabilities. */
    ByteBuf encodeTlsRequest(ByteBufAllocator allocator, int sequence) {
        return Packets.end(fixed(Packets.begin(allocator, sequence)));
    }

    ByteBuf encode(ByteBufAllocator allocator, int sequence) {
        Charset charset = Strings.charset(collation);
        ByteBuf out = fixed(Packets.begin(allocator, sequence));
        Strings.writeNul(out, user, charset);
        if ((capabilities & PLUGIN_AUTH_LENENC_CLIENT_DATA) != 0) {
            LenEnc.write(out, answer);
        } else {
            out.writeByte(answer.length).writeBytes(answer); // the longest proof has 32 bytes
        }
        if ((capabilities & CONNECT_WITH_DB) != 0) {
            Strings.writeNul(out, database, charset);
        }
        if ((capabilities & PLUGIN_AUTH) != 0) {
            Strings.writeNul(out, method, StandardCharsets.UTF_8);
        }
        if ((capabilities & CONNECT_ATTRS) != 0) {
            LenEnc.write(out, attributes);
        }
        return Packets.end(out);
    }

    private ByteBuf fixed(ByteBuf out) {
        return out.writeIntLE((int) capabilities)
                .writeIntLE(maxPacketBytes)
                .writeByte(collation)
                .writeZero(FILLER_BYTES)
                .writeIntLE((capabilities & LONG_PASSWORD) == 0 ? (int) (capabilities >>> 32) : 0);
    }

    /** Without the proof. */
    @Override
    public String toString() {
        return "ClientHello[" + user + "]";
    }
}
