package dev.crossfade.proxy.mysql.login;

import io.netty.buffer.ByteBuf;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Text in packets of the connection phase. */
final class Strings {
    /** Collations of latin1, which MySQL reads as Windows's: a client's names are in the character set of its collation. */
    private static final Set<Integer> LATIN1 = Set.of(5, 8, 15, 31, 47, 48, 49, 94);

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Strings() {}

    /** What the names of a client of this collation are written in. */
    static Charset charset(int collation) {
        return LATIN1.contains(collation) ? WINDOWS_1252 : StandardCharsets.UTF_8;
    }

    /** Text up to a zero byte, which is taken too; some clients leave it out at the packet's end, as servers allow. */
    static String toNulOrEnd(ByteBuf from, Charset charset) {
        int zero = from.bytesBefore((byte) 0);
        String text = from.readCharSequence(zero < 0 ? from.readableBytes() : zero, charset)
                .toString();
        if (zero >= 0) {
            from.skipBytes(1);
        }
        return text;
    }

    static void writeNul(ByteBuf into, String text, Charset charset) {
        into.writeCharSequence(text, charset);
        into.writeByte(0);
    }
}
