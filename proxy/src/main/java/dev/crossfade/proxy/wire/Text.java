package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The protocol's strings: bytes up to a zero byte. */
public final class Text {
    private Text() {}

    /** Where the string that begins at {@code start} has its zero byte, or -1 when {@code end} comes before it. */
    public static int zeroByte(ByteBuf buffer, int start, int end) {
        return start >= end ? -1 : buffer.indexOf(start, end, (byte) 0);
    }

    /** The string as text. */
    public static String utf8(ByteBuf buffer, int start, int zero) {
        return buffer.toString(start, zero - start, StandardCharsets.UTF_8);
    }

    /** What somebody else has said, for a line of the log: without control characters, of bounded length. */
    public static String shown(String given, int maxChars) {
        String shown = given.length() > maxChars ? given.substring(0, maxChars) : given;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    /** Writes the string and its zero byte. */
    public static void write(ByteBuf into, String text) {
        into.writeCharSequence(text, StandardCharsets.UTF_8);
        into.writeByte(0);
    }
}
