package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MadeColumn.Family;
import dev.crossfade.proxy.rewrite.MadeKinds.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tables with migrations, made from a seed: names plain, quoted and in mixed case; keys single, compound, serial and
 * identity; unique, partial and expression indexes; defaults, NOT NULL, computed columns; a table of partitions and one that
 * inherits beside them.
 */
final class MadeSchema {
    private static final List<String> TABLES =
            List.of("accounts", "Order Lines", "user", "Überweisung", "select", "Accounts", "lines");
    private static final List<String> COLUMNS = List.of(
            "amount", "Amount", "full name", "order", "naïve", "a\"b", "x1", "value", "group", "Last", "note", "total");

    final List<MadeTable> tables = new ArrayList<>();
    private final Random random;
    private final MadeKinds kinds;
    private final String prefix;
    private final List<String> sequences = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();

    MadeSchema(long seed, int number) {
        random = new Random(seed * 31 + number);
        kinds = new MadeKinds(random);
        prefix = "m" + number;
        List<String> names = new ArrayList<>(TABLES);
        Collections.shuffle(names, random);
        tables.add(migrating(names.get(0), 0));
        tables.add(migrating(names.get(1), 1));
        tables.add(beside("plain", tables.get(0), ""));
        tables.add(beside("parts", tables.get(1), " PARTITION BY RANGE (k)"));
    }

    private MadeTable migrating(String name, int number) {
        TableName table = new TableName(random.nextInt(4) == 0 ? "Other Schema" : "public", name);
        List<String> names = new ArrayList<>(COLUMNS);
        Collections.shuffle(names, random);
        Kind kind = kinds.any();
        List<MadeColumn> olds = new ArrayList<>();
        List<MadeColumn> news = new ArrayList<>();
        Map<String, String> as = new HashMap<>();
        for (MadeColumn old : kind.olds()) {
            as.put("{" + old.name() + "}", TableName.quote(names.get(0)));
            olds.add(old.named(names.remove(0)));
        }
        for (MadeColumn added : kind.news()) {
            as.put("{" + added.name() + "}", TableName.quote(names.get(0)));
            news.add(added.named(names.remove(0)));
        }
        boolean isKey = kind.canBeKey()
                && kind.conversion() != ColumnMigration.Conversion.FUNCTION // the release refuses it
                && random.nextInt(3) == 0;
        boolean isUnique = kind.canBeKey() && !isKey && random.nextInt(3) == 0;
        given(kind, olds, news, isKey, isUnique, prefix + "_seq_" + number);
        List<MadeColumn> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        if (isKey) {
            key.add(olds.get(0).name());
        }
        if (!isKey || (random.nextBoolean() && olds.get(0).given().isEmpty())) {
            String id = names.remove(0);
            columns.add(key(id, prefix + "_key_" + number, !isKey));
            key.add(random.nextInt(key.size() + 1), id);
        }
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            columns.add(other(names.remove(0), columns));
        }
        olds.forEach(old -> columns.add(random.nextInt(columns.size() + 1), old));
        ColumnMigration migration = migration(table, kind, olds, news, as, number);
        if (kind.conversion() != ColumnMigration.Conversion.FUNCTION
                && olds.get(0).family() == Family.INTEGER
                && random.nextInt(6) == 0) {
            columns.add(MadeColumn.of(names.remove(0), "bigint", Family.INTEGER, List.of("2"))
                    .given("GENERATED ALWAYS AS (" + MadeTable.MOVED + "::bigint * 2) STORED"));
        }
        functions.addAll(new MadeFunctions(migration, olds, news).create());
        return new MadeTable(
                table,
                List.copyOf(columns),
                key,
                isUnique ? olds.get(0).name() : null,
                indexes(olds.get(0)),
                "",
                migration,
                List.copyOf(news),
                random.nextInt(3) == 0 ? check(kind) : null,
                random.nextInt(3) == 0 ? parent(columns, key, olds, kind) : null,
                random.nextBoolean());
    }

    private static boolean canRefer(Kind kind) {
        return kind.conversion() != ColumnMigration.Conversion.FUNCTION
                && !kind.news().get(0).type().equals("numeric");
    }

    /** What holds for the rows that are there, and not for all that are written. */
    private static @Nullable String check(Kind kind) {
        MadeColumn old = kind.olds().get(0);
        String moved = MadeTable.MOVED;
        return switch (old.family()) {
            case INTEGER -> moved + " <> 37 AND " + moved + " + 0 > -1000";
            case NUMBER -> moved + " > -1000";
            case TEXT -> moved + "::text COLLATE \"C\" !~ '(xx$|^yy)'";
            case ORDERED ->
                kind.name().equals("split")
                        ? moved + " COLLATE \"C\" !~ 'Hara'"
                        : kind.name().equals("split-number") ? moved + " < 10000" : null;
            case TIME, OPAQUE -> null;
        };
    }

    /** A foreign key of the table onto its own, single key that stays where it is. */
    private MadeTable.@Nullable Parent parent(
            List<MadeColumn> columns, List<String> key, List<MadeColumn> olds, Kind kind) {
        MadeColumn keyed = columns.stream()
                .filter(c -> key.equals(List.of(c.name())))
                .findFirst()
                .orElse(null);
        if (keyed == null || olds.contains(keyed) || !keyed.type().equals("integer")) {
            return null;
        }
        List<MadeColumn> could = columns.stream()
                .filter(c -> List.of("smallint", "integer", "bigint").contains(c.type())
                        && c.values().size() >= 40
                        && c.given().isEmpty()
                        && (!olds.contains(c) || canRefer(kind))
                        && !key.contains(c.name()))
                .toList();
        if (could.isEmpty()) {
            return null;
        }
        MadeColumn column = could.get(random.nextInt(could.size()));
        boolean moves = olds.contains(column); // what the server writes into it by itself is the guard's
        String[] actions = {
            "",
            " ON DELETE CASCADE",
            " ON DELETE SET NULL",
            " ON UPDATE CASCADE",
            " ON DELETE CASCADE ON UPDATE CASCADE"
        };
        return new MadeTable.Parent(column.name(), actions[random.nextInt(moves ? 2 : actions.length)]);
    }

    private List<String> indexes(MadeColumn old) {
        if (!old.isOrdered()) {
            return List.of();
        }
        return switch (random.nextInt(4)) {
            case 0 -> List.of("CREATE INDEX ON %s (" + old.quoted() + ") WHERE " + old.quoted() + " IS NOT NULL");
            case 1 -> List.of("CREATE INDEX ON %s ((" + old.quoted() + " IS NULL), " + old.quoted() + " DESC)");
            default -> List.of();
        };
    }

    /** Defaults, identity and NOT NULL, the same on both sides. */
    private void given(
            Kind kind, List<MadeColumn> olds, List<MadeColumn> news, boolean isKey, boolean isUnique, String sequence) {
        if (kind.olds().size() > 1 || kind.news().size() > 1) {
            boolean halves = kind.name().equals("merge-array"); // one of both may be NULL
            if (olds.get(0).notNull() || (!halves && random.nextBoolean())) {
                olds.replaceAll(MadeColumn::neverNull);
                news.replaceAll(MadeColumn::neverNull);
            }
            return;
        }
        MadeColumn old = olds.get(0);
        MadeColumn added = news.get(0);
        int at = random.nextInt(old.values().size());
        String clause = "";
        boolean integers = old.family() == Family.INTEGER && added.family() == Family.INTEGER;
        boolean text = kind.name().equals("text-to-number") || kind.name().equals("number-to-text");
        if ((isKey || isUnique) && (integers || text) && random.nextInt(3) > 0) {
            sequences.add(sequence);
            clause = integers && !added.type().equals("numeric") && isKey && random.nextBoolean()
                    ? "GENERATED " + (random.nextBoolean() ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY"
                    : "DEFAULT nextval('" + sequence + "'::regclass)";
        } else if (!isKey && !isUnique && random.nextInt(3) == 0) {
            clause = "DEFAULT " + old.values().get(at);
        }
        boolean constant = clause.startsWith("DEFAULT ") && !clause.contains("nextval");
        boolean notNull = isKey || random.nextInt(4) == 0;
        olds.set(0, typed(old, clause, notNull));
        news.set(0, typed(added, constant ? "DEFAULT " + added.values().get(at) : clause, notNull));
    }

    private static MadeColumn typed(MadeColumn column, String clause, boolean notNull) {
        boolean cast = clause.contains("nextval") && column.type().equals("text");
        MadeColumn with = column.given(cast ? clause + "::text" : clause);
        return notNull ? with.neverNull() : with;
    }

    private MadeColumn key(String name, String sequence, boolean alone) {
        List<String> numbers =
                IntStream.rangeClosed(1, 60).mapToObj(Integer::toString).toList();
        MadeColumn column =
                MadeColumn.of(name, "integer", Family.INTEGER, numbers).neverNull();
        if (!alone) {
            return column;
        }
        return switch (random.nextInt(4)) {
            case 0 -> column.given("GENERATED BY DEFAULT AS IDENTITY");
            case 1 -> column.given("GENERATED ALWAYS AS IDENTITY");
            case 2 -> {
                sequences.add(sequence);
                yield column.given("DEFAULT nextval('" + sequence + "'::regclass)");
            }
            default -> column;
        };
    }

    private MadeColumn other(String name, List<MadeColumn> before) {
        List<MadeColumn> numbers = before.stream()
                .filter(c -> c.family() == Family.INTEGER && !c.isComputed())
                .toList();
        if (!numbers.isEmpty() && random.nextInt(5) == 0) {
            return MadeColumn.of(name, "bigint", Family.INTEGER, List.of("1"))
                    .given("GENERATED ALWAYS AS (" + numbers.get(0).quoted() + "::bigint * 2) STORED");
        }
        MadeColumn column = random.nextInt(8) == 0
                ? MadeColumn.of(name, "positive", Family.INTEGER, List.of("1", "2", "30"))
                : kinds.any(name);
        return switch (random.nextInt(4)) {
            case 0 -> column.given("DEFAULT " + column.values().get(0));
            case 1 -> column.neverNull();
            default -> column;
        };
    }

    /** Not migrating; some of its columns have the names of columns that move. */
    private MadeTable beside(String name, MadeTable like, String suffix) {
        List<MadeColumn> columns = new ArrayList<>();
        columns.add(MadeColumn.of(
                        "k",
                        "integer",
                        Family.INTEGER,
                        IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList())
                .neverNull());
        MadeColumn shared = like.news().get(0);
        columns.add(MadeColumn.of(shared.name(), oneLike(shared), shared.family(), shared.values()));
        columns.add(MadeColumn.of("remark", "text", Family.TEXT, List.of("'r'", "'s'", "'t'"))
                .given("DEFAULT 'none'"));
        return new MadeTable(new TableName("public", name), columns, List.of("k"), suffix, List.of());
    }

    /** Its type, or another one that the two can be compared by. */
    private String oneLike(MadeColumn shared) {
        List<String> texts = List.of("text", "character varying(12)", "character varying(40)", "character(15)");
        List<String> numbers = List.of("integer", "bigint", "numeric", "numeric(12,2)", "double precision");
        List<String> of = switch (shared.bareType()) {
            case "text", "character varying" -> texts;
            case "smallint", "integer", "bigint" -> numbers;
            default -> List.of(shared.type());
        };
        return random.nextInt(3) == 0 ? of.get(random.nextInt(of.size())) : shared.type();
    }

    private ColumnMigration migration(
            TableName table,
            Kind kind,
            List<MadeColumn> olds,
            List<MadeColumn> news,
            Map<String, String> as,
            int number) {
        List<NewColumn> added = new ArrayList<>();
        for (int i = 0; i < news.size(); i++) {
            added.add(new NewColumn(
                    news.get(i).name(), news.get(i).type(), filled(kind.ups().get(i), as)));
        }
        Map<String, String> down = new HashMap<>();
        for (int i = 0; i < olds.size(); i++) {
            down.put(olds.get(i).name(), filled(kind.downs().get(i), as));
        }
        return new ColumnMigration(
                prefix + "-" + number + "-" + kind.name(),
                "shop",
                table,
                kind.conversion(),
                olds.stream().map(MadeColumn::name).toList(),
                added,
                down);
    }

    private static String filled(String expression, Map<String, String> as) {
        String text = expression;
        for (Map.Entry<String, String> entry : as.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue());
        }
        return text;
    }

    /** What all tables need: for the migrating database only. */
    List<String> functions() {
        return functions;
    }

    List<String> dropFunctions() {
        return functions.stream()
                .map(f -> "DROP FUNCTION "
                        + f.substring("CREATE FUNCTION ".length(), f.indexOf(" RETURNS "))
                        + " CASCADE")
                .toList();
    }

    /** {@code catalog} as the engine's would be, which knows of guards. */
    Catalog guarded(Catalog catalog) {
        Map<TableName, Catalog.Relation> relations = new HashMap<>(catalog.relations());
        for (MadeTable table : tables) {
            if (table.guarded()) {
                relations.computeIfPresent(
                        table.name(),
                        (name, r) -> new Catalog.Relation(
                                name,
                                r.oid(),
                                r.kind(),
                                r.columns(),
                                r.dependsOn(),
                                r.columnGrants(),
                                true,
                                r.triggered(),
                                r.gone()));
            }
        }
        return new Catalog(catalog.version(), relations, catalog.volatileFunctions());
    }

    boolean reaches(Stage stage) {
        return tables.stream().allMatch(t -> t.reaches(stage));
    }

    /** All tables anew for {@code side}; null for both, at {@code stage}. */
    List<String> make(@Nullable Side side, Stage stage) {
        List<String> sql = new ArrayList<>();
        sequences.forEach(s -> sql.add("DROP SEQUENCE IF EXISTS " + s + " CASCADE"));
        sequences.forEach(s -> sql.add("CREATE SEQUENCE " + s));
        tables.forEach(t -> sql.addAll(t.make(side, stage)));
        return sql;
    }

    List<String> drop() {
        return tables.stream()
                .map(t -> "DROP TABLE IF EXISTS " + t.name().quoted() + " CASCADE")
                .toList();
    }

    RuleSet rules(Stage stage, Side speaks) {
        return new RuleSet(tables.stream()
                .map(MadeTable::migration)
                .filter(m -> m != null)
                .map(m -> MigrationRule.of(m, stage, speaks))
                .toList());
    }
}
