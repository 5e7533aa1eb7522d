package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.proxy.rewrite.MadeColumn.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kinds of migrations that made schemas have, and the types of their columns. */
final class MadeKinds {
    /** What base the types below need, once in each database. */
    static final List<String> TYPES = List.of(
            "CREATE SCHEMA crossfade",
            "CREATE FUNCTION crossfade.as_it_is() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE SCHEMA \"Other Schema\"",
            "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
            "CREATE TYPE \"New Mood\" AS ENUM ('happy', 'ok', 'sad')",
            "CREATE DOMAIN label AS varchar(12)",
            "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
            "CREATE COLLATION blurred (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");

    /** A collation that calls texts equal which differ in case only. */
    static final String BLURRED = "blurred";

    private static final List<String> SMALL = numbers(1, 40);
    private static final List<String> WORDS =
            List.of("'Ann Lee'", "'bob'", "''", "'ÅÄÖ'", "'O''Hara'", "'a_b%c'", "' x'", "'Zoë'", "'ann lee'", "'B'");

    private final Random random;

    MadeKinds(Random random) {
        this.random = random;
    }

    /**
     * What moves to what. Columns are named a, b, … before and p, q, … after; expressions have {@code {a}}, {@code {p}} for their
     * quoted names.
     */
    record Kind(
            String name,
            Conversion conversion,
            List<MadeColumn> olds,
            List<MadeColumn> news,
            List<String> ups,
            List<String> downs,
            boolean canBeKey) {}

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> quoted(List<String> values) {
        return values.stream().map(v -> "'" + v + "'").toList();
    }

    /** A column of any type. */
    MadeColumn any(String name) {
        return switch (random.nextInt(20)) {
            case 0, 1 -> MadeColumn.of(name, "integer", Family.INTEGER, SMALL);
            case 2 -> MadeColumn.of(name, "smallint", Family.INTEGER, SMALL);
            case 3 -> MadeColumn.of(name, "bigint", Family.INTEGER, SMALL);
            case 4 -> MadeColumn.of(name, "numeric(8,2)", Family.NUMBER, List.of("1.50", "2", "-7.25", "0"));
            case 5, 6 -> MadeColumn.of(name, "text", Family.TEXT, WORDS);
            case 7 -> MadeColumn.of(name, "text", Family.TEXT, WORDS).collated(collation());
            case 8 -> MadeColumn.of(name, "character varying(12)", Family.TEXT, WORDS);
            case 9 -> MadeColumn.of(name, "character(9)", Family.TEXT, WORDS);
            case 10 -> MadeColumn.of(name, "boolean", Family.ORDERED, List.of("true", "false"));
            case 11 -> MadeColumn.of(name, "date", Family.TIME, List.of("'2024-02-29'", "'1999-12-31'"));
            case 12 ->
                MadeColumn.of(
                        name,
                        "timestamp without time zone",
                        Family.TIME,
                        List.of("'2024-03-31 02:30'", "'1999-12-31 23:59:59.9'"));
            case 13 ->
                MadeColumn.of(
                        name,
                        "uuid",
                        Family.ORDERED,
                        List.of("'00000000-0000-0000-0000-000000000001'", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"));
            case 14 -> MadeColumn.of(name, "mood", Family.ORDERED, List.of("'sad'", "'ok'", "'happy'"));
            case 15 -> MadeColumn.of(name, "label", Family.TEXT, WORDS);
            case 16 -> MadeColumn.of(name, "integer[]", Family.ORDERED, List.of("'{1,2}'", "'{}'", "'{3,NULL}'"));
            case 17 -> MadeColumn.of(name, "jsonb", Family.ORDERED, List.of("'{\"a\": 1}'", "'[]'", "'\"x\"'"));
            case 18 -> MadeColumn.of(name, "json", Family.OPAQUE, List.of("'{\"a\": 1}'", "'[]'"));
            default -> MadeColumn.of(name, "double precision", Family.NUMBER, List.of("0.5", "-3", "1e10"));
        };
    }

    /** Another one than the database's, by which texts sort or are equal otherwise. */
    private String collation() {
        return switch (random.nextInt(3)) {
            case 0 -> "\"C\"";
            case 1 -> "\"en-x-icu\"";
            default -> BLURRED;
        };
    }

    private @Nullable String collationOrNone() {
        return random.nextBoolean() ? collation() : null;
    }

    Kind any() {
        return switch (random.nextInt(23)) {
            case 0, 1, 2, 3 -> rename();
            case 4, 5, 6, 7 -> widen();
            case 8 -> numberToText();
            case 9 -> textToNumber();
            case 10 ->
                retype(
                        "enum-to-text",
                        MadeColumn.of("a", "mood", Family.ORDERED, List.of("'sad'", "'ok'", "'happy'")),
                        MadeColumn.of("p", "text", Family.ORDERED, List.of("'sad'", "'ok'", "'happy'")),
                        "{a}::text",
                        "{p}::mood");
            case 11 ->
                retype(
                        "enum-reordered",
                        MadeColumn.of("a", "mood", Family.ORDERED, List.of("'sad'", "'ok'", "'happy'")),
                        MadeColumn.of("p", "\"New Mood\"", Family.ORDERED, List.of("'sad'", "'ok'", "'happy'")),
                        "{a}::text::\"New Mood\"",
                        "{p}::text::mood");
            case 12 ->
                retype(
                        "timestamp-to-timestamptz",
                        MadeColumn.of(
                                "a", "timestamp(3) without time zone", Family.ORDERED, List.of("'2024-03-31 02:30'")),
                        MadeColumn.of(
                                "p", "timestamp(3) with time zone", Family.ORDERED, List.of("'2024-03-31 02:30+00'")),
                        "{a} AT TIME ZONE 'UTC'",
                        "{p} AT TIME ZONE 'UTC'");
            case 13 -> {
                MadeColumn a = MadeColumn.of("a", "text", Family.ORDERED, List.of("'one'", "'Two'", "''"));
                yield retype(
                        "text-to-shorter",
                        a.beside(List.of(), List.of("'much too long'")).collated(collationOrNone()),
                        MadeColumn.of("p", "character varying(6)", Family.ORDERED, a.values()),
                        "{a}::varchar(6)",
                        "{p}");
            }
            case 14 ->
                retype(
                        "varchar-to-text",
                        MadeColumn.of("a", "character varying(9)", Family.ORDERED, List.of("'one'", "'Two'", "''"))
                                .collated(collationOrNone()),
                        MadeColumn.of("p", "text", Family.ORDERED, List.of("'one'", "'Two'", "''"))
                                .collated(random.nextInt(4) == 0 ? collation() : null),
                        "CAST({a} AS text)",
                        "CAST({p} AS character varying(9))");
            case 15 ->
                retype(
                        "boolean-to-number",
                        MadeColumn.of("a", "boolean", Family.ORDERED, List.of("true", "false")),
                        MadeColumn.of("p", "smallint", Family.ORDERED, List.of("1", "0")),
                        "CASE WHEN {a} THEN 1 WHEN NOT {a} THEN 0 END::smallint",
                        "{p} = 1");
            case 16 ->
                retype(
                        "text-to-json",
                        MadeColumn.of("a", "text", Family.ORDERED, List.of("'one'", "'Two'", "''"))
                                .collated(collationOrNone()),
                        MadeColumn.of("p", "jsonb", Family.ORDERED, List.of("'\"one\"'", "'\"Two\"'", "'\"\"'")),
                        "to_jsonb({a})",
                        "{p} #>> '{}'");
            case 17, 18 -> split();
            case 19 -> splitNumber();
            case 20 -> mergeTimes();
            case 21 -> mergeTexts();
            default -> mergeArray();
        };
    }

    private Kind rename() {
        MadeColumn a = any("a");
        return new Kind(
                "rename",
                Conversion.IDENTITY,
                List.of(a),
                List.of(a.named("p")),
                List.of("{a}"),
                List.of("{p}"),
                a.values().size() == SMALL.size());
    }

    private Kind widen() {
        String[] types = switch (random.nextInt(6)) {
            case 0 -> new String[] {"smallint", "integer", "32767"};
            case 1 -> new String[] {"smallint", "bigint", "32767"};
            case 2 -> new String[] {"integer", "numeric", "2147483647"};
            case 3 -> new String[] {"bigint", "numeric", "9223372036854775807"};
            default -> new String[] {"integer", "bigint", "2147483647"};
        };
        MadeColumn a = MadeColumn.of("a", types[0], Family.INTEGER, SMALL)
                .beside(List.of(types[2], "-" + types[2]), List.of());
        MadeColumn p = MadeColumn.of("p", types[1], Family.INTEGER, SMALL);
        return new Kind(
                "widen",
                Conversion.CAST,
                List.of(a),
                List.of(p),
                List.of("CAST({a} AS " + types[1] + ")"),
                List.of("CAST({p} AS " + types[0] + ")"),
                true);
    }

    private Kind numberToText() {
        return new Kind(
                "number-to-text",
                Conversion.FUNCTION,
                List.of(MadeColumn.of("a", "integer", Family.INTEGER, SMALL)
                        .beside(List.of("2147483647", "-5"), List.of())),
                List.of(MadeColumn.of("p", "text", Family.ORDERED, quoted(SMALL))),
                List.of("CAST({a} AS text)"),
                List.of("CAST({p} AS integer)"),
                true);
    }

    private Kind textToNumber() {
        return new Kind(
                "text-to-number",
                Conversion.FUNCTION,
                List.of(MadeColumn.of("a", "text", Family.ORDERED, quoted(SMALL))
                        .beside(List.of("'-5'"), List.of("'x'", "'007'", "''"))
                        .collated(collationOrNone())),
                List.of(MadeColumn.of("p", "integer", Family.ORDERED, SMALL)),
                List.of("CAST({a} AS integer)"),
                List.of("CAST({p} AS text)"),
                true);
    }

    private static Kind retype(String name, MadeColumn a, MadeColumn p, String up, String down) {
        return new Kind(name, Conversion.FUNCTION, List.of(a), List.of(p), List.of(up), List.of(down), false);
    }

    private Kind split() {
        List<String> firsts = List.of("'Ann'", "'Bob'", "'Zoë'");
        List<String> lasts = List.of("'Lee'", "'van Dyk'", "''");
        List<String> fulls = List.of("'Ann Lee'", "'Bob'", "'Zoë van Dyk'", "'Bob Lee'");
        return new Kind(
                "split",
                Conversion.FUNCTION,
                List.of(MadeColumn.of(
                                "a", random.nextBoolean() ? "text" : "character varying(30)", Family.ORDERED, fulls)
                        .beside(List.of("'O''Hara Sam'"), List.of("'Trail '"))
                        .collated(collationOrNone())),
                List.of(
                        MadeColumn.of("p", "text", Family.ORDERED, firsts),
                        MadeColumn.of("q", "text", Family.ORDERED, lasts)),
                List.of("split_part({a}, ' ', 1)", "substr({a}, length(split_part({a}, ' ', 1)) + 2)"),
                List.of("CASE WHEN {q} = '' THEN {p} ELSE {p} || ' ' || {q} END"),
                false);
    }

    private Kind splitNumber() {
        List<String> codes = new ArrayList<>();
        for (String high : List.of("0", "1", "17")) {
            for (String low : List.of("0", "7", "99")) {
                codes.add(Integer.toString(Integer.parseInt(high) * 100 + Integer.parseInt(low)));
            }
        }
        return new Kind(
                "split-number",
                Conversion.FUNCTION,
                List.of(MadeColumn.of("a", "integer", Family.ORDERED, codes).beside(List.of("12345"), List.of())),
                List.of(
                        MadeColumn.of("p", "integer", Family.ORDERED, List.of("0", "1", "17")),
                        MadeColumn.of("q", "smallint", Family.ORDERED, List.of("0", "7", "99"))),
                List.of("{a} / 100", "CAST({a} % 100 AS smallint)"),
                List.of("{p} * 100 + {q}"),
                false);
    }

    private Kind mergeTexts() {
        return new Kind(
                "merge-texts",
                Conversion.FUNCTION,
                List.of(
                        MadeColumn.of("a", "text", Family.ORDERED, List.of("'ann'", "'Bob'", "''"))
                                .collated(collationOrNone())
                                .neverNull(),
                        MadeColumn.of("b", "character varying(9)", Family.ORDERED, List.of("'Lee'", "'van Dyk'", "'X'"))
                                .collated(collationOrNone())
                                .neverNull()),
                List.of(MadeColumn.of("p", "text", Family.ORDERED, List.of("'ann/Lee'", "'/X'", "'Bob/van Dyk'"))
                        .neverNull()),
                List.of("{a} || '/' || {b}"),
                List.of("split_part({p}, '/', 1)", "split_part({p}, '/', 2)"),
                false);
    }

    private static Kind mergeTimes() {
        return new Kind(
                "merge-times",
                Conversion.FUNCTION,
                List.of(
                        MadeColumn.of("a", "date", Family.ORDERED, List.of("'2024-02-29'", "'1999-12-31'"))
                                .neverNull(),
                        MadeColumn.of("b", "time without time zone", Family.ORDERED, List.of("'00:00'", "'23:59:59.5'"))
                                .neverNull()),
                List.of(MadeColumn.of(
                                "p",
                                "timestamp without time zone",
                                Family.ORDERED,
                                List.of("'2024-02-29 12:00'", "'1999-12-31 00:00:00.25'"))
                        .neverNull()),
                List.of("{a} + {b}"),
                List.of("CAST({p} AS date)", "CAST({p} AS time)"),
                false);
    }

    private static Kind mergeArray() {
        return new Kind(
                "merge-array",
                Conversion.FUNCTION,
                List.of(
                        MadeColumn.of("a", "integer", Family.ORDERED, SMALL),
                        MadeColumn.of("b", "integer", Family.ORDERED, SMALL)),
                List.of(MadeColumn.of(
                        "p", "integer[]", Family.ORDERED, List.of("'{1,2}'", "'{NULL,3}'", "'{7,NULL}'"))),
                List.of("CASE WHEN {a} IS NOT NULL OR {b} IS NOT NULL THEN ARRAY[{a}, {b}] END"),
                List.of("{p}[1]", "{p}[2]"),
                false);
    }
}
