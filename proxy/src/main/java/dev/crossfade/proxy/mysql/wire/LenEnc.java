package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;

/**
 * Length-encoded integers and strings
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_dt_integers.html). Reading moves the buffer's reader
 * index and never goes beyond its writer index: who reads a packet passes a slice of it.
 */
public final class LenEnc {
    /** For {@link #read} of a row's column: NULL. */
    public static final long NULL = -1;

    private static final int TWO = 0xfc;
    private static final int THREE = 0xfd;
    private static final int EIGHT = 0xfe;

    private LenEnc() {}

    /**
     * Reads an integer; {@link #NULL} for the byte 0xfb.
     *
     * @throws PacketException when it is cut off, or above 2^63 - 1, which nothing in the protocol is
     */
    public static long read(ByteBuf from) {
        require(from, 1);
        int first = from.readUnsignedByte();
        return switch (first) {
            case 0xfb -> NULL;
            case TWO -> {
                require(from, 2);
                yield from.readUnsignedShortLE();
            }
            case THREE -> {
                require(from, 3);
                yield from.readUnsignedMediumLE();
            }
            case EIGHT -> {
                require(from, 8);
                long value = from.readLongLE();
                if (value < 0) {
                    throw PacketException.malformed();
                }
                yield value;
            }
            case 0xff -> throw PacketException.malformed();
            default -> first;
        };
    }

    /**
     * Reads a string's bytes.
     *
     * @throws PacketException when they are not there, or NULL
     */
    public static byte[] readBytes(ByteBuf from) {
        long length = read(from);
        if (length < 0 || length > from.readableBytes()) {
            throw PacketException.malformed();
        }
        byte[] bytes = new byte[(int) length];
        from.readBytes(bytes);
        return bytes;
    }

    /** Steps over a string, NULL included. */
    public static void skip(ByteBuf from) {
        long length = read(from);
        if (length > from.readableBytes()) {
            throw PacketException.malformed();
        }
        if (length > 0) {
            from.skipBytes((int) length);
        }
    }

    /**
     * Reads a string that ends with a zero byte, which is taken and not returned.
     *
     * @throws PacketException when there is no zero byte
     */
    public static byte[] readNulBytes(ByteBuf from) {
        int length = from.bytesBefore((byte) 0);
        if (length < 0) {
            throw PacketException.malformed();
        }
        byte[] bytes = new byte[length];
        from.readBytes(bytes).skipBytes(1);
        return bytes;
    }

    /** @throws PacketException when fewer bytes are left */
    public static void require(ByteBuf from, int bytes) {
        if (from.readableBytes() < bytes) {
            throw PacketException.malformed();
        }
    }

    /** Writes an integer, which must not be negative. */
    public static void write(ByteBuf into, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        if (value <= 250) {
            into.writeByte((int) value);
        } else if (value <= 0xffff) {
            into.writeByte(TWO).writeShortLE((int) value);
        } else if (value <= 0xff_ffff) {
            into.writeByte(THREE).writeMediumLE((int) value);
        } else {
            into.writeByte(EIGHT).writeLongLE(value);
        }
    }

    public static void write(ByteBuf into, byte[] bytes) {
        write(into, bytes.length);
        into.writeBytes(bytes);
    }

    /** How many bytes {@link #write(ByteBuf, long)} takes. */
    public static int size(long value) {
        return value <= 250 ? 1 : value <= 0xffff ? 3 : value <= 0xff_ffff ? 4 : 9;
    }
}
