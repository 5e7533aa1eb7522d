package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a client says of itself as it connects
 * (https://dev.mysql.com/doc/refman/8.4/en/performance-schema-connection-attribute-tables.html).
 */
final class Attributes {
    /** The best first. */
    private static final List<String> NAMES = List.of("program_name", "_runtime_name", "_client_name");

    private static final int MAX_NAME_CHARS = 63;

    private Attributes() {}

    /** The application's name, empty for none. Attributes are the client's own words: what does not read as such says nothing. */
    static String application(byte[] attributes) {
        Map<String, String> known = new HashMap<>();
        ByteBuf rest = Unpooled.wrappedBuffer(attributes);
        try {
            while (rest.isReadable()) {
                String name = new String(LenEnc.readBytes(rest), StandardCharsets.UTF_8);
                known.put(name, new String(LenEnc.readBytes(rest), StandardCharsets.UTF_8));
            }
        } catch (PacketException e) {
            return "";
        }
        return NAMES.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(name -> Text.shown(name, MAX_NAME_CHARS))
                .orElse("");
    }
}
