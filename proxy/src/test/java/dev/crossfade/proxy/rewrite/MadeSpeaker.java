package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.rewrite.MadeColumn.Family;
import dev.crossfade.proxy.rewrite.Speaker.Spoken;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes statements on a made schema, by one who speaks a side, from a seed. */
final class MadeSpeaker {
    private final MadeSchema schema;
    private final Random random;
    private final Side side;
    private final Stage stage;
    private List<String> values = new ArrayList<>();
    private List<String> types = new ArrayList<>();
    private boolean literalsOnly;
    private int aliases;
    private boolean drawn;
    private String input = "";

    MadeSpeaker(MadeSchema schema, long seed, Side side, Stage stage) {
        this.schema = schema;
        this.random = new Random(seed);
        this.side = side;
        this.stage = stage;
    }

    /** A table under a name in a statement. */
    record Used(MadeTable table, String alias) {}

    Spoken next() {
        values = new ArrayList<>();
        types = new ArrayList<>();
        input = "";
        drawn = false;
        literalsOnly = chance(30);
        String sql = new MadeStatements(this).next();
        return new Spoken(sql, values, types, input);
    }

    /** @param query whose rows COPY FROM gets, in its own format */
    void copies(String query) {
        input = query;
    }

    /** SQL's own PREPARE and EXECUTE of what was made, in one text. */
    String prepared(String sql) {
        String text = "DEALLOCATE ALL; PREPARE p"
                + (types.isEmpty()
                        ? ""
                        : " ("
                                + types.stream()
                                        .map(t -> t.isEmpty() ? "unknown" : t)
                                        .collect(Collectors.joining(", "))
                                + ")")
                + " AS " + sql + "; EXECUTE p" + (values.isEmpty() ? "" : " (" + String.join(", ", values) + ")")
                + "; DEALLOCATE p";
        values = new ArrayList<>();
        types = new ArrayList<>();
        return text;
    }

    void literalsOnly() {
        literalsOnly = true;
    }

    boolean old() {
        return side == Side.OLD;
    }

    Side side() {
        return side;
    }

    Stage stage() {
        return stage;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    MadeTable migrating() {
        return schema.tables.get(random.nextInt(2));
    }

    MadeTable table() {
        return pick(schema.tables);
    }

    List<MadeColumn> seen(MadeTable table) {
        return table.seen(side);
    }

    MadeColumn column(MadeTable table) {
        List<MadeColumn> seen = seen(table);
        List<MadeColumn> moving = seen.stream().filter(table::isMigrating).toList();
        return !moving.isEmpty() && chance(55) ? pick(moving) : pick(seen);
    }

    List<MadeColumn> writable(MadeTable table) {
        return seen(table).stream().filter(c -> !c.isComputed()).toList();
    }

    List<String> key(MadeTable table) {
        return table.key().stream().map(k -> quote(table.on(side, k))).toList();
    }

    /** A name as an application may write it. */
    String quote(String name) {
        boolean plain = name.matches("[a-z][a-z0-9_]*")
                && !List.of("user", "select", "order", "group", "value").contains(name);
        return plain && chance(70)
                ? (chance(30) ? name.toUpperCase(java.util.Locale.ROOT) : name)
                : dev.crossfade.flags.TableName.quote(name);
    }

    String name(MadeTable table) {
        String own = quote(table.name().name());
        return table.name().schema().equals("public") && chance(80)
                ? own
                : quote(table.name().schema()) + "." + own;
    }

    String ref(Used used, MadeColumn column) {
        return used.alias() + "." + quote(column.name());
    }

    /** One of the values that may be written into {@code column}, as a client may write it. */
    String value(MadeTable table, MadeColumn column) {
        boolean moves = table.isMigrating(column);
        boolean several = moves
                && table.migration() != null
                && table.migration().oldColumns().size() + table.news().size() > 2;
        if (!several && chance(7)) {
            return "NULL";
        }
        if (moves && old() && !column.bad().isEmpty() && stage.isBefore(Stage.LIVE) && chance(8)) {
            return written(column, pick(column.bad()));
        }
        if (moves && old() && !column.edges().isEmpty() && chance(8)) {
            return written(column, pick(column.edges()));
        }
        return written(column, pick(column.values()));
    }

    String literal(MadeColumn column) {
        String value = pick(column.values());
        return written(column, column.isBlurred() && chance(40) ? value.toUpperCase(java.util.Locale.ROOT) : value);
    }

    /** A number that nobody knows before, at most one in a statement: which comes first is up to the server. */
    boolean draws() {
        boolean draws = !drawn && chance(6);
        drawn |= draws;
        return draws;
    }

    private String written(MadeColumn column, String value) {
        return switch (random.nextInt(8)) {
            case 0 -> parameter(value, "");
            case 1 -> parameter(value, column.type());
            case 2 -> "CAST(" + value + " AS " + column.type() + ")";
            case 3 -> value.startsWith("'") ? value : "'" + value + "'";
            default -> value;
        };
    }

    String parameter(String value, String type) {
        if (literalsOnly) {
            return value;
        }
        for (int i = 0; i < values.size(); i++) {
            if (types.get(i).equals(type) && (!type.isEmpty() || values.get(i).equals(value)) && chance(25)) {
                return "$" + (i + 1);
            }
        }
        values.add(value);
        types.add(type);
        return "$" + values.size();
    }

    /** A condition over what {@code used} have. */
    String condition(List<Used> used) {
        if (chance(15)) {
            return pick("NOT ", "") + "(" + condition(used) + pick(" AND ", " OR ") + condition(used) + ")";
        }
        Used of = pick(used);
        MadeColumn c = column(of.table());
        String ref = ref(of, c);
        if (c.family() == Family.OPAQUE) {
            return ref + pick(" IS NULL", " IS NOT NULL");
        }
        return switch (random.nextInt(13)) {
            case 0 -> ref + pick(" IS NULL", " IS NOT NULL");
            case 1 -> ref + " IN (" + literal(c) + ", " + literal(c) + pick("", ", " + literal(c)) + ")";
            case 2 -> ref + " BETWEEN " + literal(c) + " AND " + literal(c);
            case 3 -> ref + pick(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + literal(c);
            case 4 -> literal(c) + pick(" = ", " < ", " >= ", " <> ") + ref;
            case 5 -> ref + " = ANY (ARRAY[" + literal(c) + ", " + literal(c) + "]::" + c.bareType() + "[])";
            case 6 ->
                // which condition is tested first, and fails, is the planner's affair
                ref + "::text" + (c.isBlurred() ? " COLLATE \"C\"" : "")
                        + pick(" LIKE '%a%'", " ~ '1'", " ILIKE 'a_%'", " > 'B'");
            case 7 -> {
                MadeTable inner = table();
                Used sub = new Used(inner, "sub" + ++aliases);
                yield pick("", "NOT ") + "EXISTS (SELECT 1 FROM " + name(inner) + " " + sub.alias() + " WHERE "
                        + condition(List.of(sub, of)) + ")";
            }
            case 8 -> {
                MadeTable inner = of.table();
                Used sub = new Used(inner, "again" + ++aliases);
                yield ref + pick(" IN ", " <> ALL ", " = ANY ") + "(SELECT " + ref(sub, c) + " FROM " + name(inner)
                        + " " + sub.alias() + " WHERE " + condition(List.of(sub)) + ")";
            }
            case 9 -> "(" + ref + ", 1) " + pick("=", "<", ">") + " (" + literal(c) + ", 1)";
            case 10 -> "coalesce(" + ref + ", " + literal(c) + ") = " + literal(c);
            default -> ref + pick(" = ", " <= ", " > ", " <> ", " = ") + literal(c);
        };
    }

    /** An expression of the column's own type, whose value the column and the other side can hold. */
    String own(Used used, MadeColumn c) {
        String ref = ref(used, c);
        boolean free = !used.table().isMigrating(c)
                || (used.table().migration() != null
                        && used.table().migration().conversion()
                                == dev.crossfade.flags.ColumnMigration.Conversion.IDENTITY);
        if (c.family() == Family.INTEGER && chance(60)) {
            boolean keyed = used.table().key().stream()
                            .anyMatch(k -> used.table().on(side, k).equals(c.name()))
                    || (used.table().unique() != null
                            && used.table().on(side, used.table().unique()).equals(c.name()));
            return !keyed
                    ? ref + pick(" + 1", " + 2", " * 1")
                    // of keys that follow each other, which row gets whose depends on where they lie
                    : ref + (used.table().isMigrating(c) || !c.type().equals("integer") ? " * 1" : " + 100000");
        }
        if (c.family() == Family.TEXT && free && chance(60)) {
            return "left(" + pick(ref + " || 'x'", "upper(" + ref + ")", "'y' || " + ref) + ", 9)";
        }
        return switch (random.nextInt(5)) {
            case 0 -> ref;
            case 1 ->
                "CASE WHEN " + condition(List.of(used)) + " THEN " + ref + " ELSE " + literal(c) + "::" + c.bareType()
                        + " END";
            case 2 ->
                "(SELECT " + pick("z.", "") + dev.crossfade.flags.TableName.quote(c.name()) + " FROM "
                        + name(used.table()) + " z ORDER BY "
                        + key(used.table()).stream().map(k -> "z." + k).collect(Collectors.joining(", ")) + " LIMIT 1)";
            default -> "coalesce(" + ref + ", " + literal(c) + "::" + c.bareType() + ")";
        };
    }

    /** An expression over two columns whose collations need not be the same, where there are such. */
    private String together(List<Used> used) {
        List<String> refs = new ArrayList<>();
        for (Used of : used) {
            for (MadeColumn c : seen(of.table())) {
                if (List.of("text", "character varying").contains(c.bareType())) {
                    refs.add(ref(of, c));
                    if (of.table().isMigrating(c)) {
                        refs.add(ref(of, c));
                    }
                }
            }
        }
        if (refs.isEmpty()) {
            return "1";
        }
        String one = pick(refs);
        String other = pick(refs);
        return switch (random.nextInt(3)) {
            case 0 -> one + " || " + other;
            case 1 -> "coalesce(" + one + ", " + other + ")";
            default -> "CASE WHEN " + condition(used) + " THEN " + one + " ELSE " + other + " END";
        };
    }

    /** An expression of any type over what is used. */
    String shown(List<Used> used) {
        Used of = pick(used);
        MadeColumn c = column(of.table());
        String ref = ref(of, c);
        return switch (random.nextInt(13)) {
            case 12 -> together(used);
            case 0 -> "(" + ref + ")::text";
            case 1 -> "coalesce(" + ref + ", " + literal(c) + ")";
            case 2 -> "CASE WHEN " + condition(used) + " THEN " + ref + " END";
            case 3 -> c.family() == Family.INTEGER ? ref + " + 1" : c.family() == Family.TEXT ? ref + " || '!'" : ref;
            case 4 -> "pg_typeof(" + ref + ")::text";
            case 5 ->
                "(SELECT count(*) FROM " + name(of.table()) + " s2 WHERE "
                        + condition(List.of(new Used(of.table(), "s2"))) + ")";
            case 6 -> ref + " AS " + quote(pick("result", "x1", "amount"));
            default -> ref;
        };
    }
}
