package dev.crossfade.proxy.mysql.session;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts in {@code character_set_client} (https://dev.mysql.com/doc/refman/8.0/en/charset-connection.html), as characters and back
 * without loss. A byte that is none of UTF-8's, as in a literal of bytes, stands as the surrogate U+DC80 to U+DCFF, which no
 * text has by itself. Pure.
 */
final class TextCharset {
    private static final int ESCAPE = 0xdc00;

    /** MySQL's latin1 is cp1252, with the five bytes that has no character for as themselves. */
    private static final char[] LATIN1 = new char[256];

    static {
        CharBuffer all = Charset.forName("windows-1252").decode(ByteBuffer.wrap(bytes()));
        for (int i = 0; i < LATIN1.length; i++) {
            LATIN1[i] = all.get(i) == '\ufffd' ? (char) i : all.get(i);
        }
    }

    private TextCharset() {}

    private static byte[] bytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    static boolean isAscii(byte[] text, int length) {
        for (int i = 0; i < length; i++) {
            if (text[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(String charset) {
        return charset.equals("utf8mb4") || charset.equals("utf8mb3") || charset.equals("utf8");
    }

    /** Null for a text that is not ASCII in a character set that is not known here: a byte of it may be half a character. */
    static @Nullable String decoded(byte[] text, int length, String charset) {
        if (isAscii(text, length)) {
            return new String(text, 0, length, StandardCharsets.ISO_8859_1);
        }
        if (isUtf8(charset)) {
            return utf8(text, length);
        }
        if (!charset.equals("latin1")) {
            return null;
        }
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = LATIN1[text[i] & 0xff];
        }
        return new String(chars);
    }

    private static String utf8(byte[] text, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(text, 0, length);
        CharBuffer out = CharBuffer.allocate(length);
        CoderResult result = decoder.decode(in, out, true);
        while (!result.isUnderflow()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE | (in.get() & 0xff)));
            }
            result = decoder.reset().decode(in, out, true);
        }
        return out.flip().toString();
    }

    /** Null when the character set has not all of its characters. */
    static byte @Nullable [] encoded(String text, String charset) {
        if (isUtf8(charset)) {
            return hasEscapes(text) ? escaped(text) : text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            int code = code(text.charAt(i), charset.equals("latin1"));
            if (code < 0) {
                return null;
            }
            bytes[i] = (byte) code;
        }
        return bytes;
    }

    private static int code(char c, boolean latin1) {
        if (c < 0x80) {
            return c;
        }
        for (int i = 0x80; latin1 && i < LATIN1.length; i++) {
            if (LATIN1[i] == c) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasEscapes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEscape(String text, int at) {
        char c = text.charAt(at);
        return c >= (ESCAPE | 0x80)
                && c <= (ESCAPE | 0xff)
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private static byte[] escaped(String text) {
        ByteBuffer out = ByteBuffer.allocate(text.length() * 3);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                out.put(text.substring(from, i).getBytes(StandardCharsets.UTF_8))
                        .put((byte) text.charAt(i));
                from = i + 1;
            }
        }
        out.put(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(out.array(), out.position());
    }
}
