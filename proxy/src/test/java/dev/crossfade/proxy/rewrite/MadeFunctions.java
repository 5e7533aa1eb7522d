package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The functions of a made migration, with the bodies that the engine gives them in step announce. */
final class MadeFunctions {
    private final ColumnMigration migration;
    private final List<MadeColumn> olds;
    private final List<MadeColumn> news;

    MadeFunctions(ColumnMigration migration, List<MadeColumn> olds, List<MadeColumn> news) {
        this.migration = migration;
        this.olds = olds;
        this.news = news;
    }

    List<String> create() {
        List<String> sql = new ArrayList<>();
        sql.add("CREATE FUNCTION " + migration.mustAgree() + "(boolean) RETURNS boolean LANGUAGE plpgsql VOLATILE AS"
                + " $f$ BEGIN IF $1 THEN RETURN true; END IF; RAISE EXCEPTION 'do not agree' USING ERRCODE = '23514';"
                + " END $f$");
        if (migration.conversion() != Conversion.FUNCTION) {
            sql.add(filling());
            return sql;
        }
        for (int i = 0; i < news.size(); i++) {
            sql.add("CREATE FUNCTION " + up(i) + "(" + parameters(olds) + ") RETURNS "
                    + news.get(i).bareType() + " LANGUAGE sql IMMUTABLE RETURN ("
                    + migration.newColumns().get(i).up() + ")");
        }
        for (int i = 0; i < olds.size(); i++) {
            MadeColumn old = olds.get(i);
            String down = String.valueOf(migration.down().get(old.name()));
            sql.add("CREATE FUNCTION " + migration.down(i, false) + "(" + parameters(news) + ") RETURNS "
                    + old.bareType() + " LANGUAGE sql IMMUTABLE RETURN CAST((" + down + ") AS " + old.type() + ")");
            sql.add("CREATE FUNCTION " + raw(i) + "(" + parameters(news) + ") RETURNS " + old.bareType()
                    + " LANGUAGE sql IMMUTABLE RETURN (" + down + ")");
            sql.add("CREATE FUNCTION " + migration.down(i, true) + "(" + types(news) + ") RETURNS " + old.bareType()
                    + " LANGUAGE plpgsql STABLE AS $f$ DECLARE o " + old.type() + "; BEGIN IF " + allNull(news)
                    + " THEN RETURN NULL; END IF; o := " + raw(i) + "(" + numbers(news) + "); RETURN o; END $f$");
        }
        for (int i = 0; i < news.size(); i++) {
            for (OnFailure failure : OnFailure.values()) {
                sql.add(ups(i, failure));
            }
        }
        sql.add(filling());
        return sql;
    }

    static String fill(ColumnMigration migration) {
        return "crossfade." + TableName.quote(migration.name() + "_fill");
    }

    /**
     * A trigger's function that does on INSERT what the engine's guard does: the given side derives the other; where both are
     * and disagree, the truth, its argument, does.
     */
    private String filling() {
        boolean function = migration.conversion() == Conversion.FUNCTION;
        String given = news.stream().map(n -> "NEW." + n.quoted()).collect(Collectors.joining(", "));
        String before = olds.stream().map(o -> "NEW." + o.quoted()).collect(Collectors.joining(", "));
        List<String> agree = new ArrayList<>();
        StringBuilder downs = new StringBuilder();
        StringBuilder recorded = new StringBuilder();
        StringBuilder raising = new StringBuilder();
        for (int i = 0; i < olds.size(); i++) {
            String back = function
                    ? migration.down(i, true) + "(" + given + ")"
                    : "CAST(" + given + " AS " + olds.get(i).type() + ")";
            downs.append("NEW.")
                    .append(olds.get(i).quoted())
                    .append(" := ")
                    .append(back)
                    .append("; ");
            String unfailing = function ? migration.down(i, false) + "(" + given + ")" : given;
            agree.add("(" + unfailing + ")::text COLLATE \"C\" IS NOT DISTINCT FROM NEW."
                    + olds.get(i).quoted() + "::text COLLATE \"C\"");
        }
        for (int i = 0; i < news.size(); i++) {
            String assign = "NEW." + news.get(i).quoted() + " := ";
            recorded.append(assign)
                    .append(function ? migration.up(i, OnFailure.NULL) + "(" + before + ")" : before)
                    .append("; ");
            raising.append(assign)
                    .append(function ? migration.up(i, OnFailure.RAISE) + "(" + before + ")" : before)
                    .append("; ");
        }
        String unfilled =
                news.stream().map(n -> "NEW." + n.quoted() + " IS NULL").collect(Collectors.joining(" AND "));
        String nothing =
                olds.stream().map(o -> "NEW." + o.quoted() + " IS NULL").collect(Collectors.joining(" AND "));
        return "CREATE FUNCTION " + fill(migration) + "() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN IF " + unfilled
                + " THEN IF TG_ARGV[0] = 'old' THEN " + recorded + "ELSE " + raising + "END IF; ELSIF NOT ("
                + String.join(" AND ", agree) + ") THEN IF TG_ARGV[0] = 'new' OR (" + nothing + ") THEN " + downs
                + "ELSE " + recorded + "END IF; END IF; RETURN NEW; END $f$";
    }

    private String ups(int i, OnFailure failure) {
        String compute = IntStream.range(0, news.size())
                .mapToObj(n -> "n" + n + " := " + up(n) + "(" + numbers(olds) + ");")
                .collect(Collectors.joining(" "));
        String computed = IntStream.range(0, news.size()).mapToObj(n -> "n" + n).collect(Collectors.joining(", "));
        List<String> back = new ArrayList<>();
        back.add("("
                + IntStream.range(0, news.size())
                        .mapToObj(n -> "n" + n + " IS DISTINCT FROM NULL")
                        .collect(Collectors.joining(" OR "))
                + ")");
        for (int o = 0; o < olds.size(); o++) {
            back.add(migration.down(o, false) + "(" + computed + ") IS NOT DISTINCT FROM $" + (o + 1));
        }
        String tries = compute + " IF " + String.join(" AND ", back) + " THEN RETURN n" + i + "; END IF;";
        String body = failure == OnFailure.RAISE
                ? tries + " RAISE EXCEPTION 'does not come back' USING ERRCODE = '22000';"
                : "BEGIN " + tries + " EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN NULL; END;"
                        + " RETURN NULL;";
        return "CREATE FUNCTION " + migration.up(i, failure) + "(" + types(olds) + ") RETURNS "
                + news.get(i).bareType() + " LANGUAGE plpgsql "
                + (failure == OnFailure.RECORD ? "VOLATILE" : failure == OnFailure.RAISE ? "STABLE" : "IMMUTABLE")
                + " AS $f$ DECLARE "
                + IntStream.range(0, news.size())
                        .mapToObj(n -> "n" + n + " " + news.get(n).type() + ";")
                        .collect(Collectors.joining(" "))
                + " BEGIN IF " + allNull(olds) + " THEN RETURN NULL; END IF; " + body + " END $f$";
    }

    private String up(int i) {
        return "crossfade." + TableName.quote(migration.name() + "_up_" + i);
    }

    private String raw(int i) {
        return "crossfade." + TableName.quote(migration.name() + "_raw_" + i);
    }

    private static String parameters(List<MadeColumn> columns) {
        return columns.stream().map(c -> c.quoted() + " " + c.bareType()).collect(Collectors.joining(", "));
    }

    private static String types(List<MadeColumn> columns) {
        return columns.stream().map(MadeColumn::bareType).collect(Collectors.joining(", "));
    }

    private static String numbers(List<MadeColumn> columns) {
        return IntStream.rangeClosed(1, columns.size()).mapToObj(n -> "$" + n).collect(Collectors.joining(", "));
    }

    private static String allNull(List<MadeColumn> columns) {
        return IntStream.rangeClosed(1, columns.size())
                .mapToObj(n -> "$" + n + " IS NULL")
                .collect(Collectors.joining(" AND "));
    }
}
