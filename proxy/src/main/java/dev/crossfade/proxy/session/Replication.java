package dev.crossfade.proxy.session;

import dev.crossfade.proxy.wire.FatalException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the startup parameter {@code replication} asks for (https://www.postgresql.org/docs/15/protocol-replication.html). A
 * replication connection sees the physical schema: what it sends passes as it is and takes no snapshot, since a stream may
 * go on for months and must not hold up any barrier.
 */
enum Replication {
    OFF,
    /** Of the whole server; knows no SQL. */
    PHYSICAL,
    /** Of one database; knows SQL in simple queries too. */
    LOGICAL;

    /** The words that parse_bool takes, or a beginning of them that is not a beginning of another. */
    private static final List<String> ON = List.of("true", "yes", "on", "1");

    private static final List<String> NO = List.of("false", "no", "off", "0");

    private static final Pattern MAY_WRITE = Pattern.compile(
            "\\b(insert|update|delete|merge|truncate|do|call|execute|prepare|copy\\b.*\\bfrom|create\\s+table|into)\\b",
            Pattern.DOTALL);

    /** @throws FatalException when it is none of the values PostgreSQL takes */
    static Replication of(String value) {
        String word = value.toLowerCase(Locale.ROOT);
        if (value.equals("database")) {
            return LOGICAL;
        } else if (isBeginning(word, ON)) {
            return PHYSICAL;
        } else if (isBeginning(word, NO)) {
            return OFF;
        }
        throw new FatalException(
                "22023",
                "invalid value for parameter \"replication\": \"" + value + "\"",
                "Valid values are: \"false\", 0, \"true\", 1, \"database\".");
    }

    private static boolean isBeginning(String word, List<String> words) {
        return !word.isEmpty() && !word.equals("o") && words.stream().anyMatch(full -> full.startsWith(word));
    }

    /**
     * Whether a text may change rows. Such a one must not go round the migrations in force: where it names a migrating table,
     * it is refused.
     */
    static boolean mayWrite(byte[] text) {
        return MAY_WRITE
                .matcher(new String(text, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
                .find();
    }
}
