package dev.crossfade.admin.engine.sql;

import static dev.crossfade.flags.ColumnMigration.SCHEMA;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The functions a migration needs in schema {@code crossfade}, as CREATE statements.
 *
 * <p>Each expression of the migration file becomes one function with a body of the SQL standard
 * ({@code RETURN expression}, https://www.postgresql.org/docs/15/sql-createfunction.html): the server parses it once, when
 * it is created, so no search_path of a client can change what it means, and the planner can still inline it. The PL/pgSQL
 * functions around them add what expressions cannot do: catch data errors, assign to a type with its modifier, check that a
 * value comes back. They name everything with its schema, for the same reason.
 *
 * <pre>
 *   up_i          SQL      the file's expression
 *   up_i_null     PL/pgSQL null on failure           ─┐
 *   up_i_record   PL/pgSQL the same, once a row       ├─ compute the whole row of new values: it converts or fails as one
 *   up_i_raise    PL/pgSQL error                      │
 *   up_row        PL/pgSQL all of them, for backfill ─┘
 *   down_i_raw    SQL      the file's expression
 *   down_i        SQL      cast to the old type in full; inlinable, for reads
 *   down_i_checked PL/pgSQL assigned to the old type in full: too long or out of range is an error
 *   down_i_null   PL/pgSQL null where old cannot hold it; plain SQL where there is no such value: {@link #inlineDownOrNull}
 *   back          SQL      do these new values lead back to these old ones?
 *   must_agree    PL/pgSQL for statements that write both sides: error 23514 unless its argument is true
 *   state         PL/pgSQL {@link Agreement}: 0 agrees, 1 differs, 2 dead letter
 * </pre>
 *
 * A block with an exception handler is a subtransaction, which a parallel worker may not start
 * (https://www.postgresql.org/docs/15/parallel-safety.html): those functions are PARALLEL UNSAFE.
 */
public final class ConversionFunctions {
    /** The oldest server whose functions can have a body of the SQL standard. */
    public static final int OLDEST_SERVER_VERSION_NUM = 140000;

    /**
     * What counts as "the value does not convert": classes 22 and 23, and RAISE of a user's own function. Anything else,
     * a missing privilege above all, must not look like a bad value.
     */
    static final String DATA_ERRORS = "data_exception OR integrity_constraint_violation OR raise_exception";

    /**
     * What may fail is not IMMUTABLE: the planner computes such a call of constants before it knows whether any row needs it
     * (https://www.postgresql.org/docs/15/xfunc-volatility.html), and a MERGE would fail for an arm that no row takes.
     */
    private static final String RAISING = "STABLE ";

    private final Shape shape;
    private final ColumnMigration migration;
    private final String parallel;
    private final String oldTypes;
    private final String newTypes;

    /**
     * @param parallelSafe whether all that the file's expressions call may run in parallel workers
     */
    public ConversionFunctions(Shape shape, boolean parallelSafe) {
        this.shape = shape;
        this.migration = shape.migration();
        this.parallel = parallelSafe ? "PARALLEL SAFE" : "PARALLEL UNSAFE";
        this.oldTypes = Shape.list(shape.olds(), ColumnFacts::bareType);
        this.newTypes = Shape.list(shape.news(), ColumnFacts::bareType);
    }

    /** CREATE OR REPLACE statements, in an order in which each finds what it calls. */
    public List<String> create() {
        List<String> statements = new ArrayList<>();
        functions().forEach(f -> statements.add(f.create()));
        functions().forEach(f -> statements.add("GRANT EXECUTE ON FUNCTION " + f.signature() + " TO PUBLIC"));
        return statements;
    }

    /**
     * For expressions that no value makes fail: comparisons then find the indexes that were built over {@code down} itself.
     */
    public List<String> inlineDownOrNull() {
        List<String> statements = new ArrayList<>();
        if (migration.conversion() == Conversion.FUNCTION) {
            for (int i = 0; i < shape.olds().size(); i++) {
                statements.add(inlinedDownOrNull(i).create());
            }
        }
        return statements;
    }

    /** The function of {@code down} number {@code i} under another name, in the session's own schema. */
    public String downForTheMoment(int i, String function) {
        ColumnFacts old = shape.olds().get(i);
        String expression = migration.down().getOrDefault(old.name(), "");
        return sql("pg_temp." + TableName.quote(function), shape.news(), newTypes, old.bareType(), expression)
                .create();
    }

    /** {@link ColumnMigration#downOrNull} without schema, not quoted. */
    public static String downOrNullName(ColumnMigration migration, int i) {
        return migration.name() + "_down_" + (i + 1) + "_null";
    }

    /** DROP statements for what nobody calls once old is gone; statements that still speak old convert by the others. */
    public List<String> dropUnusedWithoutOld() {
        List<String> statements = new ArrayList<>();
        for (Function function : functions()) {
            String name = function.signature();
            boolean unused = name.startsWith(stateName(migration) + "(") || name.startsWith(upRowName(migration) + "(");
            for (int i = 0; i < shape.news().size(); i++) {
                unused |= name.startsWith(migration.up(i, OnFailure.RECORD) + "(");
            }
            if (unused) {
                statements.add(0, "DROP FUNCTION IF EXISTS " + name);
            }
        }
        return statements;
    }

    private record Function(String signature, String create) {}

    private List<Function> functions() {
        if (migration.conversion() == Conversion.IDENTITY) {
            return List.of(mustAgree());
        }
        if (migration.conversion() == Conversion.CAST) {
            return List.of(mustAgree(), state());
        }
        List<Function> functions = new ArrayList<>();
        for (int i = 0; i < shape.news().size(); i++) {
            functions.add(upExpression(i));
        }
        for (int i = 0; i < shape.olds().size(); i++) {
            functions.add(downRaw(i));
            functions.add(down(i));
            functions.add(downChecked(i));
            functions.add(downOrNull(i));
        }
        functions.add(back());
        for (int i = 0; i < shape.news().size(); i++) {
            functions.add(upNull(i));
            functions.add(upRecord(i));
            functions.add(upRaise(i));
        }
        if (shape.news().size() > 1) {
            functions.add(upRow());
        }
        functions.add(mustAgree());
        functions.add(state());
        return functions;
    }

    private String name(String suffix) {
        return SCHEMA + "." + TableName.quote(migration.name() + "_" + suffix);
    }

    private String upName(int i) {
        return upName(migration, i);
    }

    static String upName(ColumnMigration migration, int i) {
        return SCHEMA + "." + TableName.quote(migration.name() + "_up_" + (i + 1));
    }

    private Function upExpression(int i) {
        return sql(
                upName(i),
                shape.olds(),
                oldTypes,
                shape.news().get(i).bareType(),
                migration.newColumns().get(i).up());
    }

    private String rawName(int i) {
        return name("down_" + (i + 1) + "_raw");
    }

    private Function downRaw(int i) {
        ColumnFacts old = shape.olds().get(i);
        String expression = migration.down().getOrDefault(old.name(), "");
        return sql(rawName(i), shape.news(), newTypes, old.bareType(), expression);
    }

    private Function down(int i) {
        ColumnFacts old = shape.olds().get(i);
        String call = rawName(i) + "(" + Shape.list(shape.news(), ColumnFacts::quoted) + ")";
        return sql(
                migration.down(i, false),
                shape.news(),
                newTypes,
                old.bareType(),
                "CAST(" + call + " AS " + old.fullType() + ")");
    }

    /** A function of the SQL standard, its parameters named as the columns are. */
    private Function sql(String name, List<ColumnFacts> parameters, String types, String returns, String expression) {
        String named = Shape.list(parameters, c -> c.quoted() + " " + c.bareType());
        return new Function(
                name + "(" + types + ")",
                "CREATE OR REPLACE FUNCTION " + name + "(" + named + ") RETURNS " + returns
                        + "\n  LANGUAGE sql IMMUTABLE " + parallel + "\n  RETURN (" + expression + "\n  )");
    }

    private Function downChecked(int i) {
        ColumnFacts old = shape.olds().get(i);
        return plpgsql(migration.down(i, true), newTypes, old.bareType(), RAISING + parallel, """
                DECLARE
                  o %s;
                BEGIN
                  IF %s THEN RETURN NULL; END IF;
                  o := %s(%s);
                  RETURN o;
                END""".formatted(
                        old.fullType(), allNull(1, shape.news()), rawName(i), parameters(1, shape.news())));
    }

    private Function inlinedDownOrNull(int i) {
        ColumnFacts old = shape.olds().get(i);
        return sql(
                migration.downOrNull(i),
                shape.news(),
                newTypes,
                old.bareType(),
                migration.down(i, false) + "(" + Shape.list(shape.news(), ColumnFacts::quoted) + ")");
    }

    private Function downOrNull(int i) {
        ColumnFacts old = shape.olds().get(i);
        // Named as in the plain form: one can replace the other then.
        String named = Shape.list(shape.news(), c -> c.quoted() + " " + c.bareType());
        return new Function(
                migration.downOrNull(i) + "(" + newTypes + ")",
                "CREATE OR REPLACE FUNCTION " + migration.downOrNull(i) + "(" + named + ") RETURNS " + old.bareType()
                        + "\n  LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE AS\n$crossfade$\n"
                        + """
                        DECLARE
                          o %s;
                        BEGIN
                          IF %s THEN RETURN NULL; END IF;
                          BEGIN
                            o := %s(%s);
                            RETURN o;
                          EXCEPTION WHEN %s THEN
                            NULL;
                          END;
                          RETURN NULL;
                        END""".formatted(
                                        old.fullType(),
                                        allNull(1, shape.news()),
                                        rawName(i),
                                        parameters(1, shape.news()),
                                        DATA_ERRORS)
                        + "\n$crossfade$");
    }

    /** New values first, then old ones: true when the new ones are not all NULL and {@code down} of them gives the old. */
    private Function back() {
        List<ColumnFacts> news = shape.news();
        List<String> terms = new ArrayList<>();
        terms.add(news.stream()
                .map(c -> "n_" + c.name())
                .map(TableName::quote)
                .map(n -> n + " IS DISTINCT FROM NULL")
                .collect(Collectors.joining(" OR ", "(", ")")));
        String newArguments = Shape.list(news, c -> TableName.quote("n_" + c.name()));
        for (int i = 0; i < shape.olds().size(); i++) {
            ColumnFacts old = shape.olds().get(i);
            terms.add(Shape.same(
                    migration.down(i, false) + "(" + newArguments + ")",
                    TableName.quote("o_" + old.name()),
                    old.comparable()));
        }
        String named = Shape.list(news, c -> TableName.quote("n_" + c.name()) + " " + c.bareType()) + ", "
                + Shape.list(shape.olds(), c -> TableName.quote("o_" + c.name()) + " " + c.bareType());
        return new Function(
                backName() + "(" + newTypes + ", " + oldTypes + ")",
                "CREATE OR REPLACE FUNCTION " + backName() + "(" + named
                        + ") RETURNS boolean\n  LANGUAGE sql IMMUTABLE " + parallel + "\n  RETURN (" + Shape.all(terms)
                        + ")");
    }

    private String backName() {
        return backName(migration);
    }

    static String backName(ColumnMigration migration) {
        return SCHEMA + "." + TableName.quote(migration.name() + "_back");
    }

    private Function upNull(int i) {
        return upOrNull(i, OnFailure.NULL, "IMMUTABLE");
    }

    /** What does not convert is recorded by {@link LetterTriggers}, once the row is stored. */
    private Function upRecord(int i) {
        return upOrNull(i, OnFailure.RECORD, "VOLATILE");
    }

    private Function upOrNull(int i, OnFailure onFailure, String volatility) {
        return plpgsql(
                migration.up(i, onFailure),
                oldTypes,
                shape.news().get(i).bareType(),
                volatility + " PARALLEL UNSAFE",
                """
                DECLARE
                %s
                BEGIN
                  IF %s THEN RETURN NULL; END IF;
                  BEGIN
                %s
                    IF %s THEN RETURN n%d; END IF;
                  EXCEPTION WHEN %s THEN
                    NULL;
                  END;
                  RETURN NULL;
                END""".formatted(declarations(), allNull(1, shape.olds()), compute(), comesBack(), i + 1, DATA_ERRORS));
    }

    /** As {@link #upNull} for all new columns in one call: r1, r2, …; for backfill, which would call for each else. */
    private Function upRow() {
        int columns = shape.news().size();
        String results = IntStream.rangeClosed(1, columns)
                .mapToObj(i -> "OUT r" + i + " " + shape.news().get(i - 1).bareType())
                .collect(Collectors.joining(", "));
        String assign = IntStream.rangeClosed(1, columns)
                .mapToObj(i -> "r" + i + " := n" + i + ";")
                .collect(Collectors.joining(" "));
        return new Function(
                upRowName(migration) + "(" + oldTypes + ")",
                "CREATE OR REPLACE FUNCTION " + upRowName(migration) + "(" + oldTypes + ", " + results + ")"
                        + "\n  LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE AS\n$crossfade$\n"
                        + """
                        DECLARE
                        %s
                        BEGIN
                          IF %s THEN RETURN; END IF;
                          BEGIN
                        %s
                            IF %s THEN %s END IF;
                          EXCEPTION WHEN %s THEN
                            NULL;
                          END;
                        END""".formatted(
                                declarations(), allNull(1, shape.olds()), compute(), comesBack(), assign, DATA_ERRORS)
                        + "\n$crossfade$");
    }

    static String upRowName(ColumnMigration migration) {
        return SCHEMA + "." + TableName.quote(migration.name() + "_up_row");
    }

    private Function upRaise(int i) {
        return plpgsql(
                migration.up(i, OnFailure.RAISE),
                oldTypes,
                shape.news().get(i).bareType(),
                RAISING + parallel,
                """
                DECLARE
                %s
                BEGIN
                  IF %s THEN RETURN NULL; END IF;
                %s
                  IF %s THEN RETURN n%d; END IF;
                  RAISE EXCEPTION USING ERRCODE = '22000',
                    MESSAGE = '%s',
                    HINT = '%s';
                END""".formatted(
                                declarations(),
                                allNull(1, shape.olds()),
                                compute(),
                                comesBack(),
                                i + 1,
                                literal(doesNotConvert(shape)),
                                literal(doesNotConvertHint(shape))));
    }

    /** VOLATILE, so that it is called for the rows that are written and not for a constant in advance. */
    private Function mustAgree() {
        return plpgsql(
                migration.mustAgree(), "pg_catalog.bool", "pg_catalog.bool", "VOLATILE " + parallel, """
                BEGIN
                  IF $1 THEN RETURN TRUE; END IF;
                  RAISE EXCEPTION USING ERRCODE = '23514',
                    MESSAGE = '%s',
                    HINT = '%s';
                END""".formatted(
                        literal("new row of " + shape.table()
                                + " gives both sides of a migration, and they do not agree"),
                        literal("Migration " + migration.name()
                                + " keeps both sides the same; write one of them, and Crossfade writes the other.")));
    }

    /** Old values first, then new ones. */
    private Function state() {
        int firstNew = shape.olds().size() + 1;
        String allOldNull = allNull(1, shape.olds());
        String allNewNull = allNull(firstNew, shape.news());
        String body = migration.conversion() == Conversion.CAST
                ? """
                BEGIN
                  IF %s THEN
                    IF %s THEN RETURN 0; END IF;
                    RETURN 1;
                  END IF;
                  BEGIN
                    IF CAST($2 AS %s) IS NOT DISTINCT FROM $1 THEN RETURN 0; END IF;
                  EXCEPTION WHEN %s THEN
                    NULL;
                  END;
                  RETURN 1;
                END""".formatted(allNewNull, allOldNull, shape.olds().get(0).fullType(), DATA_ERRORS)
                : """
                DECLARE
                %s
                BEGIN
                  IF %s THEN
                    IF %s THEN RETURN 0; END IF;
                    BEGIN
                %s
                      IF %s THEN RETURN 1; END IF;
                    EXCEPTION WHEN %s THEN
                      NULL;
                    END;
                    RETURN 2;
                  END IF;
                  BEGIN
                    IF %s(%s, %s) THEN RETURN 0; END IF;
                  EXCEPTION WHEN %s THEN
                    NULL;
                  END;
                  RETURN 1;
                END""".formatted(
                                declarations(),
                                allNewNull,
                                allOldNull,
                                compute(),
                                comesBack(),
                                DATA_ERRORS,
                                backName(),
                                parameters(firstNew, shape.news()),
                                parameters(1, shape.olds()),
                                DATA_ERRORS);
        return plpgsql(
                stateName(migration), oldTypes + ", " + newTypes, "pg_catalog.int4", "IMMUTABLE PARALLEL UNSAFE", body);
    }

    /** Quoted name of the function that tells a row's state from its old and new values. */
    static String stateName(ColumnMigration migration) {
        return SCHEMA + "." + TableName.quote(migration.name() + "_state");
    }

    private Function plpgsql(String name, String types, String returns, String attributes, String body) {
        return new Function(
                name + "(" + types + ")",
                "CREATE OR REPLACE FUNCTION " + name + "(" + types + ") RETURNS " + returns + "\n  LANGUAGE plpgsql "
                        + attributes + " AS\n$crossfade$\n" + body + "\n$crossfade$");
    }

    private String declarations() {
        return IntStream.rangeClosed(1, shape.news().size())
                .mapToObj(i -> "  n" + i + " " + shape.news().get(i - 1).fullType() + ";")
                .collect(Collectors.joining("\n"));
    }

    private String compute() {
        return IntStream.rangeClosed(1, shape.news().size())
                .mapToObj(i -> "    n" + i + " := " + upName(i - 1) + "(" + parameters(1, shape.olds()) + ");")
                .collect(Collectors.joining("\n"));
    }

    private String comesBack() {
        String computed = IntStream.rangeClosed(1, shape.news().size())
                .mapToObj(i -> "n" + i)
                .collect(Collectors.joining(", "));
        return backName() + "(" + computed + ", " + parameters(1, shape.olds()) + ")";
    }

    static String doesNotConvert(Shape shape) {
        return "value of " + shape.table() + " does not convert: "
                + shape.news().stream().map(ColumnFacts::name).collect(Collectors.joining(", ")) + " could not keep it";
    }

    static String doesNotConvertHint(Shape shape) {
        return "Migration " + shape.migration().name()
                + " reads the new columns by now; write a value that down leads back from.";
    }

    private static String parameters(int first, List<ColumnFacts> columns) {
        return IntStream.range(first, first + columns.size())
                .mapToObj(i -> "$" + i)
                .collect(Collectors.joining(", "));
    }

    private static String allNull(int first, List<ColumnFacts> columns) {
        return IntStream.range(first, first + columns.size())
                .mapToObj(i -> Shape.isNull("$" + i))
                .collect(Collectors.joining(" AND "));
    }

    static String literal(String text) {
        return text.replace("'", "''");
    }
}
