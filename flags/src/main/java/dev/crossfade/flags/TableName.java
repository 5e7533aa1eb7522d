package dev.crossfade.flags;

import java.nio.charset.StandardCharsets;

/** A table by schema and name, both as the catalog stores them: unquoted, case as it is. */
public record TableName(String schema, String name) {
    /** PostgreSQL cuts longer identifiers short (NAMEDATALEN - 1), which would make two names one. */
    public static final int MAX_IDENTIFIER_BYTES = 63;

    @Override
    public String toString() {
        return schema + "." + name;
    }

    /** Both parts as quoted identifiers, ready to stand in SQL. */
    public String quoted() {
        return quote(schema) + "." + quote(name);
    }

    /** Whether the server would cut {@code identifier} short. */
    public static boolean isTooLong(String identifier) {
        return identifier.getBytes(StandardCharsets.UTF_8).length > MAX_IDENTIFIER_BYTES;
    }

    /** {@code identifier} as a quoted identifier of the SQL standard: quotes around it, quotes in it doubled. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
