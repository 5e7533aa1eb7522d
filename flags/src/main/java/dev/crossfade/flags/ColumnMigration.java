package dev.crossfade.flags;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The definition of a column migration, as its file says it: which columns of one table are replaced by which.
 *
 * <p>Values of the two sides are converted by SQL expressions. {@code up} is over the old columns, {@code down} over the
 * new ones; both are IMMUTABLE, map all-NULL to all-NULL and nothing else to all-NULL. How the data plane writes a
 * conversion into a statement is fixed by {@link #conversion()}:
 *
 * <ul>
 *   <li>{@link Conversion#IDENTITY}: the column itself. A rename.
 *   <li>{@link Conversion#CAST}: {@code CAST(x AS type)} both ways. A retype to a type that holds every value of the old
 *       one and keeps its order, such as integer to bigint; it cannot fail upwards.
 *   <li>{@link Conversion#FUNCTION}: a call of a generated function in schema {@value #SCHEMA}, see {@link #up} and
 *       {@link #down}. Everything else.
 * </ul>
 *
 * @param name the migration's name, {@code [a-z][a-z0-9-]{0,39}}
 * @param database the database's name in the configuration
 * @param table the migrating table
 * @param conversion how values are converted
 * @param oldColumns names of the old columns, as stored in the catalog, at least one
 * @param newColumns the new columns, at least one
 * @param down for each old column the expression over the new ones, in SQL
 * @param companions what moves with it as one, under its flags and none of their own: the columns of foreign keys onto the
 *     old column, one each. They have no companions themselves; empty for most
 */
public record ColumnMigration(
        String name,
        String database,
        TableName table,
        Conversion conversion,
        List<String> oldColumns,
        List<NewColumn> newColumns,
        Map<String, String> down,
        List<ColumnMigration> companions) {

    /** The schema in the migrated database that holds Crossfade's functions and state. */
    public static final String SCHEMA = "crossfade";

    /** How the names of our triggers begin: late in the order of bytes, since triggers fire in the order of their names. */
    public static final String TRIGGERS = "~~~crossfade_";

    /** How the names of our triggers begin that fire before all others. */
    public static final String FIRST_TRIGGERS = "!!!crossfade_";

    /** How the name of a guard trigger begins. */
    public static final String GUARD_TRIGGER = TRIGGERS + "guard_";

    /** What a migration may be called. */
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** So many columns of foreign keys may move with one: their numbers keep within the length of a trigger's name. */
    public static final int MAX_COMPANIONS = 99;

    /** What stands between the name of a migration and the number of a companion; not in the name of any migration. */
    private static final char COMPANION = '.';

    public ColumnMigration {
        if (!NAME.matcher(lead(name)).matches()) {
            throw new IllegalArgumentException("a migration's name matches " + NAME + ", this one does not: " + name);
        }
        oldColumns = List.copyOf(oldColumns);
        newColumns = List.copyOf(newColumns);
        down = Map.copyOf(down);
        companions =
                List.copyOf(Objects.requireNonNullElse(companions, List.of())); // state of an older version has none
    }

    /** One that moves alone. */
    public ColumnMigration(
            String name,
            String database,
            TableName table,
            Conversion conversion,
            List<String> oldColumns,
            List<NewColumn> newColumns,
            Map<String, String> down) {
        this(name, database, table, conversion, oldColumns, newColumns, down, List.of());
    }

    /** The same, with others. */
    public ColumnMigration with(List<ColumnMigration> others) {
        return new ColumnMigration(name, database, table, conversion, oldColumns, newColumns, down, others);
    }

    /** The name of companion {@code number}, counted from 1, of the migration {@code lead}. */
    public static String companionName(String lead, int number) {
        return lead + COMPANION + number;
    }

    /** The migration under whose flags the one called {@code name} moves: itself, unless it is a companion. */
    public static String lead(String name) {
        int end = name.indexOf(COMPANION);
        return end < 0 ? name : name.substring(0, end);
    }

    /** It and its companions. */
    public List<ColumnMigration> members() {
        return Stream.concat(Stream.of(this), companions.stream()).toList();
    }

    /**
     * A column that the migration adds.
     *
     * @param name as stored in the catalog
     * @param type in SQL, as in CREATE TABLE, for example {@code bigint} or {@code varchar(40)}
     * @param up expression over the old columns, in SQL
     */
    public record NewColumn(String name, String type, String up) {}

    /** How the data plane writes a conversion. */
    public enum Conversion {
        IDENTITY,
        CAST,
        FUNCTION
    }

    /** What an up function does with a value that does not convert or does not come back ({@code down(up(x)) ≠ x}). */
    public enum OnFailure {
        /** Returns NULL. For reads, backfill and verification; IMMUTABLE. */
        NULL("null"),
        /** Returns NULL and records a dead letter in the same transaction. For writes while old is the truth; VOLATILE. */
        RECORD("record"),
        /** Raises an error. For writes while new is the truth; IMMUTABLE. */
        RAISE("raise");

        private final String suffix;

        OnFailure(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * The quoted name of the generated function from all old columns (in order) to new column number {@code index}.
     * Exists from {@code announce} on, for {@link Conversion#FUNCTION} only (in MySQL for {@link Conversion#CAST} too). In MySQL
     * its handler must be for error 1265 besides SQLEXCEPTION: an enum's bad value has SQLSTATE 01000; and RAISE must refuse
     * NULL for an old column that was NOT NULL with error 1048, since that column may have become nullable by then.
     */
    public String up(int index, OnFailure onFailure) {
        return function("up_" + (index + 1) + "_" + onFailure.suffix);
    }

    /**
     * The quoted name of the generated function from all new columns (in order) to old column number {@code index}. With
     * {@code checked}, a value the old type cannot hold raises an error as an assignment to the column would (22001,
     * 22003): for writes. Without, it is plain SQL that the planner can inline: for reads.
     */
    public String down(int index, boolean checked) {
        return function("down_" + (index + 1) + (checked ? "_checked" : ""));
    }

    /**
     * PostgreSQL only: the same, unchecked, for comparisons once new alone is written: a value that old cannot hold gives
     * NULL, so that it can stand in the table and under an index.
     */
    public String downOrNull(int index) {
        return function("down_" + (index + 1) + "_null");
    }

    /**
     * PostgreSQL only: the quoted name of the generated function that refuses (23514) a row whose sides its writer gave and
     * that do not agree. Its parameter, a boolean, says whether they do; it returns true. VOLATILE.
     */
    public String mustAgree() {
        return function("must_agree");
    }

    /**
     * MySQL only: the quoted name of the generated function that says whether an assignment would leave the columns of
     * {@code side} as they are, byte for byte. Its parameters are all columns of the side as they are stored and then all of
     * them as assigned, both with the columns' own types. In MySQL {@link #up} and {@link #down} exist for
     * {@link Conversion#CAST} too, since few column types can be cast to.
     */
    public String unchanged(Side side) {
        return function("unchanged_" + side.variant());
    }

    /**
     * MySQL only: the quoted name of the generated function that gives back the value of column {@code index} of
     * {@code side} and refuses (23514) a row whose sides its writer gave and that do not agree. Its parameters are all old
     * columns and then all new ones, with the columns' own types; so has its result.
     */
    public String agreed(Side side, int index) {
        return function("agreed_" + side.variant() + "_" + (index + 1));
    }

    /**
     * MySQL only: the quoted name of the generated function that says whether the sides of a row agree, byte for byte: all
     * NULL on both, or filled and one derived from the other. Never NULL, never an error: what cannot be derived does not agree.
     * Its parameters are all old columns and then all new ones, with the columns' own types.
     */
    public String agrees() {
        return function("agrees");
    }

    private String function(String suffix) {
        return SCHEMA + "." + TableName.quote(name + "_" + suffix);
    }

    /** The name, not quoted, of the trigger that carries writes from one side to the other where the data plane does not. */
    public String guardTrigger() {
        return GUARD_TRIGGER + name;
    }

    /** The name of the trigger, not quoted, that fires before those of the users, where there are any. */
    public String firstTrigger() {
        return FIRST_TRIGGERS + "guard_" + name;
    }

    /** A condition in SQL: the trigger whose name is the expression {@code name}, a text, is one of ours. */
    public static String isOurs(String name) {
        return "(pg_catalog.starts_with(" + name + ", '" + TRIGGERS + "') OR pg_catalog.starts_with(" + name + ", '"
                + FIRST_TRIGGERS + "'))";
    }

    /** The flag that says the stage: {@code migration.NAME.stage}. */
    public String stageFlag() {
        return "migration." + name + ".stage";
    }

    /** The flag that says what clients speak where names do not tell: {@code migration.NAME.speaks}. */
    public String speaksFlag() {
        return "migration." + name + ".speaks";
    }
}
