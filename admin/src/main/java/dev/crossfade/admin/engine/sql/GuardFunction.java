package dev.crossfade.admin.engine.sql;

import static dev.crossfade.flags.ColumnMigration.SCHEMA;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The guard: a BEFORE trigger that carries a write of one side to the other, for writes that the data plane does not see. It
 * knows no stages. Rows that agree do not call it: its WHEN clause is {@link Agreement#state} in the form that no value makes
 * fail.
 *
 * <pre>
 *   INSERT, only old given     new := up(old)
 *   INSERT, only new given     old := down(new), an error where old cannot hold it
 *   UPDATE, one side changed   it derives the other
 *   both sides, and they do not agree           the truth derives the other
 *   neither changed, new not filled yet         new := up(old), unrecorded if it does not convert
 *   up fails                   new is NULL while old is the truth ({@link LetterTriggers}), an error once new is
 * </pre>
 *
 * <p>Where users have BEFORE triggers of their own that can change a row, the guard also fires before them, by a second
 * trigger without WHEN: it makes both sides agree, so that they see the row as it will be whichever side was written, and
 * remembers both, as hashes in a setting of the transaction, one for each depth of triggers. The last one then knows which
 * side they changed.
 *
 * <p>Which side is the truth stands in a sequence: {@code setval} is seen by every transaction at once, whatever its
 * snapshot, and needs no lock on the table (https://www.postgresql.org/docs/15/functions-sequence.html).
 *
 * <p>It fires always, also under {@code session_replication_role = replica}, but for backfill. That it does is a telltale,
 * too: {@code ENABLE TRIGGER} after {@code DISABLE TRIGGER} leaves it firing for others only.
 */
public final class GuardFunction {
    /** Set to {@code on} in backfill's transactions; heeded from the engine's user only. */
    public static final String FILLING = "crossfade.filling";

    /** First of all: users' triggers see new as it will be. */
    private static final String TURNED_TRIGGER = ColumnMigration.FIRST_TRIGGERS + "old_";

    /** How the name of the setting begins that tells what a row was before users' triggers: then table and depth. */
    private static final String ENTERED = "crossfade.entered_";

    private final Shape shape;
    private final ColumnMigration migration;
    private final boolean first;

    public GuardFunction(Shape shape) {
        this(shape, false);
    }

    /** @param first whether it also fires before users' triggers, because they can change a row */
    public GuardFunction(Shape shape, boolean first) {
        this.shape = shape;
        this.migration = shape.migration();
        this.first = first;
    }

    /** Lets a trigger fire whatever {@code session_replication_role} says. */
    static List<String> always(Shape shape, String trigger) {
        return List.of("ALTER TABLE " + shape.table() + " ENABLE ALWAYS TRIGGER " + TableName.quote(trigger));
    }

    private String name() {
        return SCHEMA + "." + TableName.quote(functionName(migration));
    }

    /** The name of the trigger's function in our schema, as the catalog has it. */
    public static String functionName(ColumnMigration migration) {
        return migration.name() + "_guard";
    }

    /** The sequence that holds the truth, quoted. */
    public static String truthName(ColumnMigration migration) {
        return SCHEMA + "." + TableName.quote(migration.name() + "_truth");
    }

    /** What the sequence says when {@code side} is the truth. */
    public static int truth(Side side) {
        return side == Side.OLD ? 1 : 2;
    }

    /** Takes SHARE ROW EXCLUSIVE on the table: no writer is at work then. What stands there already is replaced. */
    public List<String> create() {
        List<String> sql = new ArrayList<>(List.of(
                "CREATE SEQUENCE IF NOT EXISTS " + truthName(migration) + " MINVALUE 1 MAXVALUE 2",
                "GRANT SELECT ON SEQUENCE " + truthName(migration) + " TO PUBLIC",
                function(),
                dropTrigger(),
                dropFirst(),
                "CREATE TRIGGER " + trigger() + " BEFORE INSERT OR UPDATE ON " + shape.table() + " FOR EACH ROW WHEN ("
                        + fires() + ") EXECUTE FUNCTION " + name() + "()"));
        sql.addAll(always(shape, migration.guardTrigger()));
        if (first) {
            sql.add("CREATE TRIGGER " + TableName.quote(migration.firstTrigger()) + " BEFORE INSERT OR UPDATE ON "
                    + shape.table() + " FOR EACH ROW EXECUTE FUNCTION " + name() + "('first')");
            sql.addAll(always(shape, migration.firstTrigger()));
        }
        return sql;
    }

    /** What is not there is passed over. */
    public List<String> drop() {
        return List.of(
                dropTrigger(),
                dropFirst(),
                dropTurned("i"),
                dropTurned("u"),
                "DROP FUNCTION IF EXISTS " + name() + "()",
                "DROP SEQUENCE IF EXISTS " + truthName(migration));
    }

    /**
     * For when old is no longer kept: what is written to old alone still reaches new, or is refused where it does not
     * convert; old follows nothing any more. New counts where both change. Takes the same lock.
     */
    public List<String> turn() {
        String old = Shape.list(shape.olds(), "NEW");
        List<String> sql = new ArrayList<>(List.of(
                dropTrigger(),
                dropFirst(),
                turned(),
                dropTurned("i"),
                dropTurned("u"),
                "CREATE TRIGGER " + TableName.quote(turnedTrigger("i")) + " BEFORE INSERT ON " + shape.table()
                        + " FOR EACH ROW WHEN (NOT (" + allNull(shape.olds()) + ")) EXECUTE FUNCTION " + name() + "()",
                "CREATE TRIGGER " + TableName.quote(turnedTrigger("u")) + " BEFORE UPDATE ON " + shape.table()
                        + " FOR EACH ROW WHEN (" + Shape.differInBytes(old, Shape.list(shape.olds(), "OLD"))
                        + ") EXECUTE FUNCTION " + name() + "()"));
        sql.addAll(always(shape, turnedTrigger("i")));
        sql.addAll(always(shape, turnedTrigger("u")));
        sql.add("DROP SEQUENCE IF EXISTS " + truthName(migration));
        return sql;
    }

    private String turnedTrigger(String event) {
        return TURNED_TRIGGER + migration.name() + "_" + event;
    }

    private String dropTurned(String event) {
        return "DROP TRIGGER IF EXISTS " + TableName.quote(turnedTrigger(event)) + " ON " + shape.table();
    }

    /** On INSERT old has no default any more, so whoever gives it means it. */
    private String turned() {
        List<String> lines = new ArrayList<>();
        for (Pair pair : pairs()) {
            String olds = "(" + current(pair) + ")";
            // What old comes to be by down of a new value need not lead back to just that value.
            String given = "NOT (" + allNull(pair.olds()) + ")"
                    + (migration.conversion() == Conversion.FUNCTION
                            ? " AND " + Agreement.state(shape, "NEW", true) + " <> " + Agreement.AGREES
                            : "");
            lines.add("  IF (TG_OP OPERATOR(pg_catalog.=) 'INSERT' AND " + given
                    + ") OR (TG_OP OPERATOR(pg_catalog.=) 'UPDATE' AND " + changed(pair.olds()) + " AND NOT "
                    + changed(pair.news()) + ") THEN");
            for (int i = 0; i < pair.news().size(); i++) {
                lines.add(
                        switch (migration.conversion()) {
                            case IDENTITY, CAST -> up(pair);
                            case FUNCTION -> assign(pair.news().get(i), migration.up(i, OnFailure.RAISE) + olds);
                        });
            }
            lines.add("  END IF;");
        }
        return "CREATE OR REPLACE FUNCTION " + name()
                + "() RETURNS trigger\n  LANGUAGE plpgsql AS\n$crossfade$\nBEGIN\n" + String.join("\n", lines)
                + "\n  RETURN NEW;\nEND\n$crossfade$";
    }

    /** The old values a row would have if old were still kept: what the statement did not change may be stale. */
    private String current(Pair pair) {
        if (pair.olds().size() == 1) {
            return Shape.list(pair.olds(), "NEW");
        }
        String news = "(" + Shape.list(pair.news(), "NEW") + ")";
        return IntStream.range(0, pair.olds().size())
                .mapToObj(i -> "CASE WHEN TG_OP OPERATOR(pg_catalog.=) 'UPDATE' AND NOT "
                        + changed(List.of(pair.olds().get(i))) + " THEN " + migration.down(i, true) + news + " ELSE "
                        + pair.olds().get(i).of("NEW") + " END")
                .collect(Collectors.joining(", "));
    }

    private String trigger() {
        return TableName.quote(migration.guardTrigger());
    }

    private String dropTrigger() {
        return "DROP TRIGGER IF EXISTS " + trigger() + " ON " + shape.table();
    }

    private String dropFirst() {
        return "DROP TRIGGER IF EXISTS " + TableName.quote(migration.firstTrigger()) + " ON " + shape.table();
    }

    /**
     * Not for backfill, which computes what the clause would. Types that call different values equal (citext, numeric, interval, collations) would hide a change of one side. A
     * renamed value is the same in every byte; one that is converted need not be, so the function looks which side changed.
     */
    private String fires() {
        String differs = Agreement.state(shape, "NEW", true) + " <> " + Agreement.AGREES;
        if (migration.conversion() == Conversion.FUNCTION) {
            String back = "(" + Shape.list(shape.news(), "NEW") + ")";
            String downs = IntStream.range(0, shape.olds().size())
                    .mapToObj(i -> migration.down(i, false) + back)
                    .collect(Collectors.joining(", "));
            String filling = "pg_catalog.current_setting('session_replication_role') OPERATOR(pg_catalog.=) 'replica'"
                    + " AND pg_catalog.current_setting('" + FILLING + "', true) OPERATOR(pg_catalog.=) 'on'";
            return "CASE WHEN " + filling + " THEN false WHEN " + differs + " THEN true ELSE "
                    + Shape.differInBytes(downs, Shape.list(shape.olds(), "NEW")) + " END";
        }
        if (migration.conversion() == Conversion.CAST) {
            return differs;
        }
        return Shape.differInBytes(Shape.list(shape.news(), "NEW"), Shape.list(shape.olds(), "NEW"));
    }

    private String function() {
        String variables = migration.conversion() == Conversion.FUNCTION
                ? IntStream.rangeClosed(1, shape.news().size())
                                .mapToObj(i -> "  n" + i + " "
                                        + shape.news().get(i - 1).fullType() + ";")
                                .collect(Collectors.joining("\n"))
                        + "\n  converts boolean := false;\n"
                : "";
        return "CREATE OR REPLACE FUNCTION " + name()
                + "() RETURNS trigger\n  LANGUAGE plpgsql AS\n$crossfade$\nDECLARE\n"
                + "  by_old boolean;\n  by_new boolean;\n  quiet boolean;\n" + variables + (first ? MEMORY : "")
                + "BEGIN\n"
                // Backfill empties new where old does not convert; to derive old from that would lose it.
                // Two IFs: one expression with a query in it is run by the executor, and each row of clients would pay
                // for that.
                + "  IF pg_catalog.current_setting('" + FILLING
                + "', true) OPERATOR(pg_catalog.=) 'on' THEN\n    IF EXISTS (SELECT"
                + " FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) p.proowner"
                + " WHERE p.oid OPERATOR(pg_catalog.=) '" + name() + "()'::pg_catalog.regprocedure"
                + " AND r.rolname OPERATOR(pg_catalog.=) CURRENT_USER) THEN\n      RETURN NEW;\n    END IF;\n  END IF;\n"
                + decided() + "\n" + leave() + "END\n$crossfade$";
    }

    private String decided() {
        String decided = pairs().stream().map(this::decide).collect(Collectors.joining("\n"));
        return first ? "  IF NOT is_first OR (" + fires() + ") THEN\n" + decided + "\n  END IF;" : decided;
    }

    private static final String MEMORY =
            "  is_first boolean := TG_NARGS OPERATOR(pg_catalog.>) 0;\n  memory pg_catalog.text := '" + ENTERED
                    + "' OPERATOR(pg_catalog.||) TG_RELID OPERATOR(pg_catalog.||) '_' OPERATOR(pg_catalog.||)"
                    + " pg_catalog.pg_trigger_depth();\n  entered pg_catalog.text[];\n  since_old boolean;\n  since_new boolean;\n";

    /** The first trigger remembers how the row goes on to users' triggers; each side of each pair is a word. */
    private String leave() {
        if (!first) {
            return "  RETURN NEW;\n";
        }
        String words = pairs().stream()
                .map(pair -> hash(pair.olds()) + ", " + hash(pair.news()))
                .collect(Collectors.joining(", "));
        return "  IF is_first THEN\n    PERFORM pg_catalog.set_config(memory, pg_catalog.concat_ws(' ', " + words
                + "), true);\n  END IF;\n  RETURN NEW;\n";
    }

    /** Of the values as their output functions print them, so that equal is equal in every character. */
    private static String hash(List<ColumnFacts> columns) {
        return "pg_catalog.hashtextextended(CAST(ROW(" + Shape.list(columns, "NEW")
                + ") AS pg_catalog.text) COLLATE pg_catalog.\"C\", 0)";
    }

    /** What users' triggers have changed since counts, where they have changed anything. */
    private String sinceEntered(int pair) {
        if (!first) {
            return "";
        }
        Pair of = pairs().get(pair);
        return """
                  IF NOT is_first THEN
                    entered := pg_catalog.string_to_array(pg_catalog.current_setting(memory, true), ' ');
                    since_old := entered[%d] OPERATOR(pg_catalog.<>) CAST(%s AS pg_catalog.text);
                    since_new := entered[%d] OPERATOR(pg_catalog.<>) CAST(%s AS pg_catalog.text);
                    IF since_old OR since_new THEN
                      by_old := since_old;
                      by_new := since_new;
                    END IF;
                  END IF;
                """.formatted(2 * pair + 1, hash(of.olds()), 2 * pair + 2, hash(of.news()));
    }

    /** Columns that follow each other and no others. */
    private record Pair(List<ColumnFacts> olds, List<ColumnFacts> news) {
        boolean several(Shape of) {
            return olds.size() < of.olds().size();
        }
    }

    private List<Pair> pairs() {
        if (migration.conversion() != Conversion.IDENTITY) {
            return List.of(new Pair(shape.olds(), shape.news()));
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < shape.olds().size(); i++) {
            pairs.add(
                    new Pair(List.of(shape.olds().get(i)), List.of(shape.news().get(i))));
        }
        return pairs;
    }

    private String decide(Pair pair) {
        String decide = """
                  IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
                    by_old := NOT (%s);
                    by_new := NOT (%s);
                  ELSE
                    by_old := %s;
                    by_new := %s;
                  END IF;
                %s%s  IF by_old OPERATOR(pg_catalog.=) by_new THEN
                    quiet := TG_OP OPERATOR(pg_catalog.=) 'UPDATE' AND NOT %s AND %s;
                    IF NOT quiet THEN
                      by_new := %s;
                    END IF;
                  ELSE
                    quiet := false;
                  END IF;
                  IF quiet THEN
                %s
                  ELSIF by_new THEN
                %s
                  ELSE
                %s
                  END IF;""".formatted(
                        allNull(pair.olds()),
                        allNull(pair.news()),
                        changed(pair.olds()),
                        changed(pair.news()),
                        sinceEntered(pairs().indexOf(pair)),
                        equalIsEnough(),
                        changed(pair.news()),
                        allNull(pair.news()),
                        truthIsNew(),
                        quietly(pair),
                        down(pair),
                        up(pair));
        return pair.several(shape)
                ? "  IF " + Shape.differInBytes(Shape.list(pair.news(), "NEW"), Shape.list(pair.olds(), "NEW"))
                        + " THEN\n" + decide + "\n  END IF;"
                : decide;
    }

    /** Where not just one side changed, equal is all that is asked. */
    private String equalIsEnough() {
        return migration.conversion() == Conversion.FUNCTION
                ? "  IF (TG_OP OPERATOR(pg_catalog.=) 'INSERT' OR by_old OPERATOR(pg_catalog.=) by_new) AND "
                        + Agreement.state(shape, "NEW", true) + " OPERATOR(pg_catalog.=) " + Agreement.AGREES
                        + " THEN\n  " + leave().replace("\n", "\n  ").stripTrailing() + "\n  END IF;\n"
                : "";
    }

    private static String allNull(List<ColumnFacts> columns) {
        return columns.stream().map(c -> Shape.isNull(c.of("NEW"))).collect(Collectors.joining(" AND "));
    }

    private static String changed(List<ColumnFacts> columns) {
        return Shape.differInBytes(Shape.list(columns, "NEW"), Shape.list(columns, "OLD"));
    }

    private String truthIsNew() {
        return "(SELECT t.last_value OPERATOR(pg_catalog.=) " + truth(Side.NEW) + " FROM " + truthName(migration)
                + " AS t)";
    }

    private static String assign(ColumnFacts column, String value) {
        return "    " + column.of("NEW") + " := " + value + ";";
    }

    private String down(Pair pair) {
        if (migration.conversion() != Conversion.FUNCTION) {
            return assign(pair.olds().get(0), pair.news().get(0).of("NEW"));
        }
        String news = "(" + Shape.list(pair.news(), "NEW") + ")";
        return IntStream.range(0, pair.olds().size())
                .mapToObj(i -> assign(pair.olds().get(i), migration.down(i, true) + news))
                .collect(Collectors.joining("\n"));
    }

    /** A row that backfill has not come to yet, or a dead letter that is there already. */
    private String quietly(Pair pair) {
        if (migration.conversion() != Conversion.FUNCTION) {
            return up(pair);
        }
        String olds = "(" + Shape.list(pair.olds(), "NEW") + ")";
        return IntStream.range(0, pair.news().size())
                .mapToObj(i -> assign(pair.news().get(i), migration.up(i, OnFailure.NULL) + olds))
                .collect(Collectors.joining("\n"));
    }

    private String up(Pair pair) {
        ColumnFacts first = pair.news().get(0);
        String old = pair.olds().get(0).of("NEW");
        return switch (migration.conversion()) {
            case IDENTITY -> assign(first, old);
            case CAST -> assign(first, "CAST(" + old + " AS " + first.fullType() + ")");
            case FUNCTION -> converted(pair);
        };
    }

    private String converted(Pair pair) {
        String olds = Shape.list(pair.olds(), "NEW");
        List<String> names = IntStream.rangeClosed(1, pair.news().size())
                .mapToObj(i -> "n" + i)
                .toList();
        String compute = IntStream.range(0, names.size())
                .mapToObj(i -> "        " + names.get(i) + " := " + ConversionFunctions.upName(migration, i) + "("
                        + olds + ");")
                .collect(Collectors.joining("\n"));
        String taken = IntStream.range(0, names.size())
                .mapToObj(i -> "  " + assign(pair.news().get(i), names.get(i)))
                .collect(Collectors.joining("\n"));
        String empty = pair.news().stream().map(c -> "  " + assign(c, "NULL")).collect(Collectors.joining("\n"));
        return """
                    IF NOT (%s) THEN
                      BEGIN
                %s
                        converts := %s(%s, %s);
                      EXCEPTION WHEN %s THEN
                        NULL;
                      END;
                      IF converts IS NOT TRUE AND %s%s THEN
                        PERFORM %s(%s);
                      END IF;
                    END IF;
                    IF converts THEN
                %s
                    %s
                %s
                    END IF;""".formatted(
                        allNull(pair.olds()),
                        compute,
                        ConversionFunctions.backName(migration),
                        String.join(", ", names),
                        olds,
                        ConversionFunctions.DATA_ERRORS,
                        first ? "NOT is_first AND " : "", // users' triggers may yet make it convert
                        truthIsNew(),
                        migration.up(0, OnFailure.RAISE),
                        olds,
                        taken,
                        first ? "ELSIF NOT is_first THEN" : "ELSE", // else it would look changed to the last trigger
                        empty);
    }
}
