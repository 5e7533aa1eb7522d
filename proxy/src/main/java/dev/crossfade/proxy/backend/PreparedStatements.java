package dev.crossfade.proxy.backend;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements that stand prepared on a server connection which clients share, under names of the connection's own, once
 * all that is in flight has been answered. The least recently used go first. Confined to the connection's event loop.
 */
public final class PreparedStatements {
    /** Kept on one connection; each takes memory of the server. */
    static final int MAX_STATEMENTS = 200;

    private static final String PREFIX = "crossfade$";

    private static final Pattern NAMED = Pattern.compile('"' + Pattern.quote(PREFIX) + "\\d+\"");

    private final Map<StatementText, Prepared> byText = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable StatementText unnamed;
    private long numbers;

    /** A statement under its name on the server. */
    public static final class Prepared {
        private final byte[] name;
        private final int generation;

        private Prepared(byte[] name, int generation) {
            this.name = name;
            this.generation = generation;
        }

        /** Without a zero byte; not to be changed. */
        public byte[] name() {
            return name;
        }
    }

    /** Whether a name is one that connections give. */
    public static boolean isOurs(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1).startsWith(PREFIX);
    }

    /** Whether the server's message names a statement as it is called on a connection. */
    public static boolean mentions(String message) {
        return message.contains('"' + PREFIX);
    }

    /** The message with the client's name for it. */
    public static String mentioning(String message, String clientsName) {
        return NAMED.matcher(message).replaceAll(Matcher.quoteReplacement('"' + clientsName + '"'));
    }

    /** What stands there, or null. One whose tables have changed since is not taken for it. */
    public @Nullable Prepared find(StatementText text) {
        Prepared prepared = byText.get(text);
        return prepared != null && prepared.generation == text.generation() ? prepared : null;
    }

    /** The statement that has to be closed before another one is prepared, which is forgotten with this; null for none. */
    public Map.@Nullable Entry<StatementText, Prepared> evict(StatementText comingNext) {
        Prepared outdated = byText.remove(comingNext);
        if (outdated != null) {
            return Map.entry(comingNext, outdated);
        }
        if (byText.size() < MAX_STATEMENTS) {
            return null;
        }
        Iterator<Map.Entry<StatementText, Prepared>> oldest = byText.entrySet().iterator();
        Map.Entry<StatementText, Prepared> first = oldest.next();
        Map.Entry<StatementText, Prepared> evicted = Map.entry(first.getKey(), first.getValue());
        oldest.remove();
        return evicted;
    }

    /** A name for {@code text}, which is about to be prepared. */
    public Prepared add(StatementText text) {
        byte[] name = (PREFIX + ++numbers).getBytes(StandardCharsets.US_ASCII);
        Prepared prepared = new Prepared(name, text.generation());
        byText.put(text, prepared);
        return prepared;
    }

    /** {@code text} is about to be prepared under a name that may be taken. */
    public Prepared addAs(StatementText text, byte[] name) {
        Prepared prepared = new Prepared(name, text.generation());
        byText.put(text, prepared);
        return prepared;
    }

    /** It stands there after all, since its Close was skipped. */
    public void putBack(StatementText text, Prepared prepared) {
        byText.putIfAbsent(text, prepared);
    }

    /** It does not stand there after all. */
    @SuppressWarnings("ReferenceEquality")
    public void remove(StatementText text, Prepared prepared) {
        if (byText.get(text) == prepared) {
            byText.remove(text);
        }
    }

    /** All are gone. */
    public void clear() {
        byText.clear();
        unnamed = null;
    }

    /** All are gone but the unnamed one. */
    public void deallocated() {
        byText.clear();
    }

    /** What the unnamed one is, or null when there is none. */
    public @Nullable StatementText unnamed() {
        return unnamed;
    }

    public void unnamed(@Nullable StatementText text) {
        unnamed = text;
    }
}
