package dev.crossfade.proxy.rewrite;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Each is converted to the later ones where two meet; the narrowest first. */
    private static final List<List<String>> WIDER = List.of(
            List.of("smallint", "integer", "bigint", "numeric", "real", "double precision"),
            List.of("date", "timestamp without time zone", "timestamp with time zone"));

    private static final Set<String> TEXTS = Set.of("text", "character varying", "character", "bpchar");

    private TypeNames() {}

    /**
     * The type, without length unless both have the same, of a column that a join merges of two
     * (https://www.postgresql.org/docs/15/typeconv-union-case.html); null where it is not known.
     */
    static @Nullable String common(@Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return null;
        }
        String l = full(left);
        String r = full(right);
        if (l.equals(r)) {
            return l;
        }
        String bare = withoutLength(l);
        String other = withoutLength(r);
        if (bare.equals(other) || (TEXTS.contains(bare) && TEXTS.contains(other))) {
            return bare;
        }
        for (List<String> family : WIDER) {
            int wider = Math.max(family.indexOf(bare), family.indexOf(other));
            if (family.contains(bare) && family.contains(other)) {
                return family.get(wider);
            }
        }
        return null;
    }

    /** Whether it is a number's or a time's type of the server's own, which no domain can be taken for. */
    static boolean isNumberOrTime(String type) {
        String bare = withoutLength(full(type));
        return WIDER.stream().anyMatch(family -> family.contains(bare));
    }

    private static String withoutLength(String full) {
        int open = full.indexOf('(');
        int close = full.indexOf(')', Math.max(open, 0));
        return open < 0 || close < 0 ? full : full.substring(0, open) + full.substring(close + 1);
    }

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
