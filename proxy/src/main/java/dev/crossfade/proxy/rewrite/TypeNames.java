package dev.crossfade.proxy.rewrite;

import java.util.Locale;
import java.util.Map;

/** Names of types, compared as the server would: {@code int4} is {@code integer}. */
final class TypeNames {
    private static final Map<String, String> FULL = Map.ofEntries(
            Map.entry("int2", "smallint"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("bool", "boolean"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("decimal", "numeric"),
            Map.entry("varchar", "character varying"),
            Map.entry("char", "character"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"));

    private TypeNames() {}

    /** {@code written}, a type in a text or the catalog, to be compared with another: without its schema. */
    static String full(String written) {
        String stripped = written.strip();
        if (stripped.endsWith("\"")) {
            int open = stripped.lastIndexOf('"', stripped.length() - 2);
            return stripped.substring(Math.max(open + 1, 0), stripped.length() - 1);
        }
        String lower = stripped.substring(stripped.lastIndexOf('.') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
        String name = lower.strip();
        int open = name.indexOf('(');
        if (open < 0) {
            return FULL.getOrDefault(name, name);
        }
        int close = name.indexOf(')', open);
        if (close < 0) {
            return name;
        }
        String length = name.substring(open, close + 1).replace(" ", "");
        String base = name.substring(0, open).strip();
        String behind = name.substring(close + 1);
        String full = behind.isEmpty() ? FULL.getOrDefault(base, base) : base + behind;
        int space = full.startsWith("time") ? full.indexOf(' ') : -1;
        return space < 0 ? full + length : full.substring(0, space) + length + full.substring(space);
    }
}
