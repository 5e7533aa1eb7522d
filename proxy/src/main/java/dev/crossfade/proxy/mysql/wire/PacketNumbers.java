package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;

/** Follows the packets in a stream that comes in pieces, and gives them other sequence numbers. Confined to one event loop. */
final class PacketNumbers {
    private final Numbering numbering;
    private int headerBytes;
    private int length;
    private int rest;

    /** Is asked at each packet. */
    interface Numbering {
        /**
         * The number that a packet gets, of which the lower eight bits count.
         *
         * @param number that it has, 0 to 255
         * @param at where that stands in the piece
         */
        int number(int number, int at);
    }

    PacketNumbers(Numbering numbering) {
        this.numbering = numbering;
    }

    /** The next piece. It is not changed where numbers stay as they are. */
    void pass(ByteBuf piece) {
        int at = piece.readerIndex();
        int end = piece.writerIndex();
        while (at < end) {
            if (rest > 0) {
                int here = Math.min(rest, end - at);
                rest -= here;
                at += here;
            } else if (headerBytes < PacketFramer.HEADER_BYTES - 1) {
                length |= piece.getUnsignedByte(at++) << (8 * headerBytes++);
            } else {
                int number = piece.getUnsignedByte(at);
                int other = numbering.number(number, at) & 0xff;
                if (other != number) {
                    piece.setByte(at, other);
                }
                at++;
                rest = length;
                headerBytes = 0;
                length = 0;
            }
        }
    }
}
