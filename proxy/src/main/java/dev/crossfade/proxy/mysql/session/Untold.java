package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.OkPacket;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.ServerStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has changed in the session, as an OK packet has said that was not for the client
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html#sect_protocol_basic_ok_packet_sessinfo):
 * a server says it once, so the next one that is for the client says it too. Confined to the session's event loop.
 */
final class Untold {
    private static final int SYSTEM_VARIABLE = 0;
    private static final int GTIDS = 3;
    private static final int CHARACTERISTICS = 4;

    private final boolean tracks;
    private List<Change> changes = List.of();

    /** @param entry whole, its type and length included */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Change(int type, byte[] data, byte[] entry) {
        static List<Change> read(byte[] all) {
            List<Change> read = new ArrayList<>();
            ByteBuf rest = Unpooled.wrappedBuffer(all);
            while (rest.isReadable()) {
                int start = rest.readerIndex();
                int type = rest.readUnsignedByte();
                byte[] data = LenEnc.readBytes(rest);
                read.add(new Change(type, data, Arrays.copyOfRange(all, start, rest.readerIndex())));
            }
            return read;
        }

        /** Whether who knows the other need not know this. */
        boolean isOverriddenBy(Change other) {
            return type == other.type
                    && type != GTIDS
                    && (type != SYSTEM_VARIABLE || Arrays.equals(name(), other.name()));
        }

        private byte[] name() {
            return LenEnc.readBytes(Unpooled.wrappedBuffer(data));
        }
    }

    /** @param capabilities of the session */
    Untold(long capabilities) {
        this.tracks = (capabilities & Capabilities.SESSION_TRACK) != 0;
    }

    /** An OK packet that the client does not see. */
    void keep(OkPacket ok) {
        if (tracks && (ok.status() & ServerStatus.SESSION_STATE_CHANGED) != 0) {
            changes = merged(Change.read(Said.of(ok).changes()));
        }
    }

    /** Whether there is something to tell, and an OK packet is here whole to tell it with. */
    boolean isToGoWith(int length, int available) {
        return !changes.isEmpty() && available == PacketFramer.HEADER_BYTES + length;
    }

    /** An OK packet that says in addition what there is to tell, which it then is. */
    OkPacket with(OkPacket ok) {
        Said said = Said.of(ok);
        List<Change> all = merged(Change.read(said.changes()));
        changes = List.of();
        ByteBuf entries = Unpooled.buffer();
        all.forEach(change -> entries.writeBytes(change.entry()));
        ByteBuf rest = Unpooled.buffer();
        LenEnc.write(rest, said.info());
        LenEnc.write(rest, entries.readableBytes());
        rest.writeBytes(entries);
        return new OkPacket(
                ok.affectedRows(),
                ok.lastInsertId(),
                ok.status() | ServerStatus.SESSION_STATE_CHANGED,
                ok.warnings(),
                Arrays.copyOf(rest.array(), rest.readableBytes()));
    }

    /** In the order that servers have them in: by type, but what the transaction is like behind how it stands. */
    private List<Change> merged(List<Change> newer) {
        return Stream.concat(
                        changes.stream().filter(old -> newer.stream().noneMatch(old::isOverriddenBy)), newer.stream())
                .sorted(Comparator.comparingInt(
                        change -> change.type() == CHARACTERISTICS ? Integer.MAX_VALUE : change.type()))
                .toList();
    }

    /** Both parts of an OK packet's rest. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Said(byte[] info, byte[] changes) {
        static Said of(OkPacket ok) {
            ByteBuf rest = Unpooled.wrappedBuffer(ok.rest());
            byte[] info = rest.isReadable() ? LenEnc.readBytes(rest) : new byte[0];
            boolean changed = (ok.status() & ServerStatus.SESSION_STATE_CHANGED) != 0 && rest.isReadable();
            return new Said(info, changed ? LenEnc.readBytes(rest) : new byte[0]);
        }
    }
}
