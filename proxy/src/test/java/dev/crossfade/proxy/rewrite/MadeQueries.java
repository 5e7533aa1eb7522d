package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.rewrite.MadeSpeaker.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A query of a {@link MadeSpeaker}. */
final class MadeQueries {
    private final MadeSpeaker speaker;

    MadeQueries(MadeSpeaker speaker) {
        this.speaker = speaker;
    }

    String next() {
        MadeTable table = speaker.chance(80) ? speaker.migrating() : speaker.table();
        Used used = new Used(table, "t");
        String from = speaker.name(table) + speaker.pick(" t", " AS t");
        String keys = speaker.key(table).stream().map(k -> "t." + k).collect(Collectors.joining(", "));
        MadeColumn c = ordered(table);
        String ref = speaker.ref(used, c);
        String where = speaker.pick("", " WHERE " + speaker.condition(List.of(used)));
        return switch (speaker.number(20)) {
            case 0, 1 -> "SELECT * FROM " + from + where;
            case 2, 3 -> "SELECT " + items(List.of(used)) + " FROM " + from + where;
            case 4 -> joined(table, used);
            case 5 ->
                "SELECT " + one(c, ref) + ", count(*) FROM " + from + where + " GROUP BY "
                        + speaker.pick(ref, c.isBlurred() ? ref : "1")
                        + " HAVING count(*) " + speaker.pick("> 0", "> 1");
            case 6 ->
                "SELECT DISTINCT " + (c.isBlurred() ? "lower(" + ref + ") COLLATE \"C\"" : ref) + " FROM " + from
                        + where;
            case 7 -> "SELECT DISTINCT ON (" + ref + ") t.* FROM " + from + where + " ORDER BY " + ref + ", " + keys;
            case 8 ->
                "SELECT " + keys + ", row_number() OVER (" + speaker.pick("", "PARTITION BY " + ref + " ") + "ORDER BY "
                        + ref + speaker.pick("", " DESC", " NULLS FIRST") + ", " + keys + ") FROM " + from + where;
            case 9 ->
                "SELECT t.* FROM " + from + where + " ORDER BY " + ref + speaker.pick("", " DESC") + ", " + keys
                        + " LIMIT " + (1 + speaker.number(5)) + speaker.pick("", " OFFSET 2");
            case 10 ->
                "SELECT " + speaker.pick("array_agg(", "json_agg(") + ref + " ORDER BY " + ref + ", " + keys
                        + ")::text, count(" + ref + "), count(DISTINCT " + ref + "), " + extreme(c, ref) + " FROM "
                        + from
                        + where;
            case 11 -> "WITH q AS (SELECT * FROM " + from + where + ") SELECT q.*, (SELECT count(*) FROM q q2) FROM q";
            case 12 ->
                "SELECT s." + TableName.quote(c.name()) + " FROM (SELECT * FROM " + from + ") s"
                        + where.replace("t.", "s.");
            case 13 ->
                "SELECT " + ref + " FROM " + from + where
                        + (c.isBlurred()
                                ? " UNION ALL "
                                : speaker.pick(" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT "))
                        + "SELECT " + speaker.literal(c) + "::" + c.type()
                        + (c.collation() == null ? "" : " COLLATE " + c.collation());
            case 14 ->
                "SELECT " + speaker.pick("to_jsonb(t)::text", "row_to_json(t)::text", "t::text") + " FROM " + from
                        + where;
            case 15 ->
                "SELECT t." + TableName.quote(c.name()) + ", l.n FROM " + from
                        + " CROSS JOIN LATERAL (SELECT count(*) AS n FROM " + speaker.name(table) + " i WHERE i."
                        + TableName.quote(c.name()) + " = " + ref + ") l" + where;
            case 16 ->
                "SELECT " + one(c, ref) + ", max(" + first(keys) + ") FROM " + from + where + " GROUP BY "
                        + speaker.pick("ROLLUP (", "CUBE (", "GROUPING SETS ((), ") + ref + ")";
            case 17 -> "SELECT " + keys + ", " + items(List.of(used)) + " FROM " + from + where + " FOR UPDATE";
            case 18 -> natural(table, c);
            default ->
                "SELECT (SELECT " + speaker.ref(new Used(table, "x"), c) + " FROM " + speaker.name(table) + " x WHERE "
                        + speaker.key(table).stream()
                                .map(k -> "x." + k + " = t." + k)
                                .collect(Collectors.joining(" AND "))
                        + "), " + items(List.of(used)) + " FROM " + from + where;
        };
    }

    private MadeColumn ordered(MadeTable table) {
        MadeColumn column = speaker.column(table);
        while (!column.isOrdered()) {
            column = speaker.pick(speaker.seen(table));
        }
        return column;
    }

    /** Of texts that count as equal, which one stands for all is up to the server. */
    private static String one(MadeColumn c, String ref) {
        return c.isBlurred() ? "min(lower(" + ref + ") COLLATE \"C\")" : ref;
    }

    private String extreme(MadeColumn c, String ref) {
        if (c.isBlurred()) {
            return "bool_or(" + ref + " = " + speaker.literal(c) + ")";
        }
        return switch (c.family()) {
            case INTEGER, NUMBER -> "max(" + ref + "), min(" + ref + "), sum(" + ref + ")";
            case TEXT -> "max(" + ref + "), min(" + ref + "), string_agg(" + ref + ", ',' ORDER BY " + ref + ")";
            default -> "min(" + ref + "::text)";
        };
    }

    private String items(List<Used> used) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 1 + speaker.number(3); i++) {
            items.add(speaker.shown(used));
        }
        return String.join(", ", items);
    }

    private String joined(MadeTable table, Used used) {
        MadeTable other = speaker.table();
        Used second = new Used(other, "o");
        MadeColumn mine = ordered(table);
        MadeColumn theirs = speaker.seen(other).stream()
                .filter(c -> c.family() == mine.family()
                        && c.bareType().equals(mine.bareType())
                        && Objects.equals(c.collation(), mine.collation()))
                .findFirst()
                .orElse(null);
        String on = theirs == null
                ? speaker.condition(List.of(used, second))
                : speaker.ref(used, mine) + " = " + speaker.ref(second, theirs);
        String full = theirs == null ? "" : "FULL "; // which needs a condition that can be merged or hashed
        return "SELECT " + speaker.pick("*", "t.*, " + speaker.shown(List.of(second)), items(List.of(used, second)))
                + " FROM " + speaker.name(table) + " t " + speaker.pick("", "LEFT ", "RIGHT ", "INNER ", full) + "JOIN "
                + speaker.name(other) + " o ON " + on + " WHERE " + speaker.condition(List.of(used, second));
    }

    /** Joins that merge columns, with all columns or with those that are merged by their names. */
    private String natural(MadeTable table, MadeColumn c) {
        String join = speaker.pick("", "", "LEFT ", "RIGHT ", "FULL ") + "JOIN ";
        if (speaker.chance(50)) {
            String merged = speaker.quote(c.name());
            return "SELECT " + speaker.pick("*", merged, merged + " AS merged")
                    + " FROM " + side(table, c, "a") + " " + join + side(table, c, "b") + " USING ("
                    + speaker.quote(c.name()) + ")";
        }
        MadeTable beside = speaker.table();
        List<MadeColumn> theirs = speaker.seen(beside);
        List<MadeColumn> shared = speaker.seen(table).stream()
                .filter(m -> theirs.stream().anyMatch(t -> t.name().equals(m.name())))
                .toList();
        String columns = shared.isEmpty()
                ? "*"
                : shared.stream().anyMatch(m -> isDomainBesideAnother(m, theirs))
                        ? "count(*)"
                        : speaker.pick("*", speaker.quote(shared.get(0).name()));
        return "SELECT " + columns + " FROM " + speaker.name(table) + " NATURAL " + join + speaker.name(beside) + " b";
    }

    /** The rewriter does not know what a domain is of, so that it says nothing of where the merged column comes from. */
    private static boolean isDomainBesideAnother(MadeColumn column, List<MadeColumn> theirs) {
        Set<String> domains = Set.of("positive", "label");
        return theirs.stream()
                .anyMatch(t -> t.name().equals(column.name())
                        && !t.type().equals(column.type())
                        && (domains.contains(t.type()) || domains.contains(column.type())));
    }

    private String side(MadeTable table, MadeColumn c, String alias) {
        return speaker.chance(75)
                ? speaker.name(table) + " " + alias
                : "(SELECT " + speaker.quote(c.name()) + " FROM " + speaker.name(table) + " s) " + alias;
    }

    private static String first(String keys) {
        int comma = keys.indexOf(", ");
        return comma < 0 ? keys : keys.substring(0, comma);
    }
}
