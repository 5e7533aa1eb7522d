package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** The DDL of a migration. */
public final class Ddl {
    private static final String ONE_LETTER_A_KEY =
            "CREATE UNIQUE INDEX IF NOT EXISTS dead_letter_by_key ON crossfade.dead_letter (migration, row_key)";

    /** Where changes of the schema stand. */
    private static final String CHANGE = """
            CREATE TABLE IF NOT EXISTS crossfade.change (
              name text PRIMARY KEY,
              digest text NOT NULL,
              definition text NOT NULL,
              table_oid oid NOT NULL,
              epoch bigint NOT NULL DEFAULT 0,
              step text NOT NULL,
              failed boolean NOT NULL DEFAULT false,
              message text,
              paused boolean NOT NULL DEFAULT false,
              undoing boolean NOT NULL DEFAULT false,
              finished boolean NOT NULL DEFAULT false,
              memo text,
              started_at timestamptz NOT NULL DEFAULT now(),
              used_at timestamptz,
              done_at timestamptz,
              updated_at timestamptz NOT NULL DEFAULT now())""";

    /** Keys of rows that writes around the proxy have left not agreeing, where a file says {@code guard: observe}. */
    private static final String OBSERVED = """
            CREATE TABLE IF NOT EXISTS crossfade.observed (
              migration text NOT NULL,
              row_key text[] NOT NULL,
              at timestamptz NOT NULL DEFAULT now(),
              txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
              PRIMARY KEY (migration, row_key))""";

    /** How far the ranges of keys are that several workers fill; the row of {@code checkpoint} says when all are done. */
    private static final String BACKFILL_RANGE = """
            CREATE TABLE IF NOT EXISTS crossfade.backfill_range (
              migration text NOT NULL REFERENCES crossfade.migration ON DELETE CASCADE,
              number int NOT NULL,
              after_key text[],
              up_to_key text[],
              last_key text[],
              rows_done bigint NOT NULL DEFAULT 0,
              complete boolean NOT NULL DEFAULT false,
              PRIMARY KEY (migration, number))""";

    /** Since when a migration is at its stage, and what is to be known of that after a restart. */
    private static final String STANDING = """
            CREATE TABLE IF NOT EXISTS crossfade.standing (
              migration text PRIMARY KEY REFERENCES crossfade.migration ON DELETE CASCADE,
              stage text NOT NULL,
              since timestamptz NOT NULL DEFAULT now(),
              held_back text,
              by_itself boolean NOT NULL DEFAULT false,
              letters bigint NOT NULL DEFAULT 0,
              statements bigint,
              failures bigint,
              p50_nanos bigint,
              p99_nanos bigint,
              longest_nanos bigint)""";

    /** Where Crossfade keeps its state and functions. */
    public static final List<String> SCHEMA = List.of("CREATE SCHEMA " + ColumnMigration.SCHEMA);

    /** The state. Clients may call the schema's functions, not read its tables. */
    public static final List<String> STATE_TABLES = List.of(
            "GRANT USAGE ON SCHEMA " + ColumnMigration.SCHEMA + " TO PUBLIC",
            """
            CREATE TABLE IF NOT EXISTS crossfade.engine (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              instance uuid NOT NULL,
              since timestamptz NOT NULL DEFAULT now())""",
            """
            CREATE TABLE IF NOT EXISTS crossfade.migration (
              name text PRIMARY KEY,
              digest text NOT NULL,
              definition text NOT NULL,
              epoch bigint NOT NULL DEFAULT 0,
              step text NOT NULL,
              failed_step text,
              message text,
              paused boolean NOT NULL DEFAULT false,
              announced boolean NOT NULL DEFAULT false,
              expanded boolean NOT NULL DEFAULT false,
              guarded boolean NOT NULL DEFAULT false,
              guard_version text,
              part_of text REFERENCES crossfade.migration ON DELETE CASCADE,
              released boolean NOT NULL DEFAULT false,
              completed_at timestamptz,
              contracted_at timestamptz,
              old_seen_at timestamptz,
              old_columns text,
              table_oid oid,
              backfilled_at timestamptz,
              verified_at timestamptz,
              rows_verified bigint NOT NULL DEFAULT 0,
              rows_differing bigint NOT NULL DEFAULT 0,
              dead_letters bigint NOT NULL DEFAULT 0,
              updated_at timestamptz NOT NULL DEFAULT now())""",
            """
            CREATE TABLE IF NOT EXISTS crossfade.checkpoint (
              migration text PRIMARY KEY REFERENCES crossfade.migration ON DELETE CASCADE,
              last_key text[],
              rows_done bigint NOT NULL DEFAULT 0,
              complete boolean NOT NULL DEFAULT false)""",
            """
            CREATE TABLE IF NOT EXISTS crossfade.skipped (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              migration text NOT NULL REFERENCES crossfade.migration ON DELETE CASCADE,
              after_key text[],
              up_to_key text[])""",
            """
            CREATE TABLE IF NOT EXISTS crossfade.dead_letter (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              migration text NOT NULL,
              at timestamptz NOT NULL DEFAULT now(),
              txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
              row_key text[],
              sql_state text NOT NULL)""",
            ONE_LETTER_A_KEY,
            CHANGE,
            OBSERVED,
            STANDING,
            BACKFILL_RANGE,
            "CREATE INDEX IF NOT EXISTS dead_letter_by_migration ON crossfade.dead_letter (migration)",
            "REVOKE ALL ON ALL TABLES IN SCHEMA " + ColumnMigration.SCHEMA + " FROM PUBLIC");

    /** Whether the state's tables have all that {@link #STATE_TABLES} gives them. */
    public static final String STATE_IS_CURRENT =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = 'crossfade.migration'::regclass"
                    + " AND attname = 'part_of') AND to_regclass('crossfade.change') IS NOT NULL"
                    + " AND to_regclass('crossfade.observed') IS NOT NULL"
                    + " AND to_regclass('crossfade.standing') IS NOT NULL"
                    + " AND to_regclass('crossfade.backfill_range') IS NOT NULL";

    /** What tables of an older version lack. */
    public static final List<String> STATE_UPGRADE = List.of(
            "ALTER TABLE crossfade.dead_letter ADD COLUMN IF NOT EXISTS row_key text[]",
            ONE_LETTER_A_KEY,
            "ALTER TABLE crossfade.migration ADD COLUMN IF NOT EXISTS guard_version text,"
                    + " ADD COLUMN IF NOT EXISTS part_of text REFERENCES crossfade.migration ON DELETE CASCADE,"
                    + " ADD COLUMN IF NOT EXISTS guarded boolean NOT NULL DEFAULT false,"
                    + " ADD COLUMN IF NOT EXISTS released boolean NOT NULL DEFAULT false,"
                    + " ADD COLUMN IF NOT EXISTS completed_at timestamptz,"
                    + " ADD COLUMN IF NOT EXISTS contracted_at timestamptz,"
                    + " ADD COLUMN IF NOT EXISTS old_seen_at timestamptz,"
                    + " ADD COLUMN IF NOT EXISTS old_columns text",
            CHANGE,
            OBSERVED,
            STANDING,
            BACKFILL_RANGE,
            "REVOKE ALL ON crossfade.change, crossfade.observed, crossfade.standing, crossfade.backfill_range FROM PUBLIC");

    private Ddl() {}

    /** Adds the new columns: nullable, without default, so that no row is touched. */
    public static String addColumns(Shape shape) {
        return "ALTER TABLE " + shape.table()
                + shape.news().stream()
                        .map(c -> " ADD COLUMN IF NOT EXISTS " + c.quoted() + " " + c.fullType()
                                + (c.collation() == null ? "" : " COLLATE " + c.collation()))
                        .collect(Collectors.joining(","));
    }

    /** Removes them again. */
    public static String dropColumns(TableName table, List<String> columns) {
        return "ALTER TABLE " + table.quoted()
                + columns.stream()
                        .map(c -> " DROP COLUMN IF EXISTS " + TableName.quote(c))
                        .collect(Collectors.joining(","));
    }

    /** Column grants of the old columns, given on the new ones too. */
    public static List<String> grants(Shape shape, List<ColumnGrant> grants) {
        List<String> statements = new ArrayList<>();
        for (ColumnGrant grant : grants) {
            statements.add("GRANT " + grant.privilege() + " (" + Shape.list(shape.news(), ColumnFacts::quoted) + ") ON "
                    + shape.table() + " TO " + grant.grantee() + (grant.grantable() ? " WITH GRANT OPTION" : ""));
        }
        return statements;
    }

    /**
     * A privilege on an old column.
     *
     * @param grantee quoted, or PUBLIC
     */
    public record ColumnGrant(String privilege, String grantee, boolean grantable) {}

    /** The name of the index that does over new columns what {@code index} does over old ones: the same at every try. */
    public static String indexName(String migration, String index) {
        String name = index + "_" + migration;
        if (!TableName.isTooLong(name)) {
            return name;
        }
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        String suffix = "_" + HexFormat.of().toHexDigits((int) crc.getValue());
        int end = name.length();
        while (TableName.isTooLong(name.substring(0, end) + suffix)) {
            end--;
        }
        return name.substring(0, end) + suffix;
    }
}
