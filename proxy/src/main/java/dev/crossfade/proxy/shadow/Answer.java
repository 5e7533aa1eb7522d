package dev.crossfade.proxy.shadow;

import dev.crossfade.proxy.wire.ErrorFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server has answered, from a message's sending to ReadyForQuery. Confined to one thread, then not changed. */
final class Answer {
    /** The bodies of its DataRows. */
    final List<byte[]> rows = new ArrayList<>();

    /** The body of its last RowDescription, null for none. */
    byte @Nullable [] description;

    /** Of its rows, or the bytes in them, there are more than are kept. */
    boolean truncated;

    @Nullable
    ErrorFields error;

    long bytes;
    long nanos;
}
