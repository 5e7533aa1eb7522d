package dev.crossfade.proxy.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The session's {@code client_encoding}, as far as it matters: texts are scanned and rewritten as ASCII or UTF-8. */
final class Encoding {
    private Encoding() {}

    static boolean isUtf8(String clientEncoding) {
        return clientEncoding.equals("UTF8");
    }

    /** Whether in it a byte of ASCII never is a part of another character. */
    static boolean isAsciiSafe(String clientEncoding) {
        return isUtf8(clientEncoding)
                || clientEncoding.equals("SQL_ASCII")
                || clientEncoding.startsWith("LATIN")
                || clientEncoding.startsWith("ISO_8859")
                || clientEncoding.startsWith("WIN")
                || clientEncoding.startsWith("KOI8")
                || clientEncoding.startsWith("EUC_");
    }

    static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** The text, or null when it is not valid UTF-8. */
    static @Nullable String decode(byte[] text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
