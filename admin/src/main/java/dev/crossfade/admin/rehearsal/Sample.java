package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.rehearsal.TableFacts.Column;
import dev.crossfade.admin.rehearsal.TableFacts.Family;
import dev.crossfade.admin.rehearsal.TableFacts.ForeignKey;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Copies some rows of the real database: of the migrating table a sample, its extremes and what does not convert; of tables
 * that refer to it rows that refer to those; of tables referred to what they refer to. Reads under one snapshot, in a
 * read-only transaction, with a limit on the time of each question and on rows and bytes. Writes into the copy while that has
 * no constraints yet.
 */
final class Sample {
    private static final long MOST_BYTES = 128L << 20;
    private static final long SCANNED_ROWS = 2_000_000;
    private static final int MOST_KEYS = 500;
    private static final int MOST_ROUNDS = 20;
    private static final int EXTREMES = 3;
    private static final int MISFITS = 20;

    private final Connection real;
    private final Connection copy;
    private final Family family;
    private final Shape shape;
    private final int rows;
    private final Duration timeout;
    private final List<String> notes = new ArrayList<>();
    private long bytes;

    /**
     * @param real read-only, inside a transaction
     * @param timeout of each question, as it is set on {@code real}
     */
    Sample(Connection real, Connection copy, Family family, Shape shape, int rows, Duration timeout) {
        this.real = real;
        this.copy = copy;
        this.family = family;
        this.shape = shape;
        this.rows = rows;
        this.timeout = timeout;
    }

    /** What was not covered, in words. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Copies. */
    void take() throws SQLException, RehearsalException {
        TableFacts table = family.table();
        sample(table);
        extremes(table);
        misfits(table);
        distinct(table);
        for (ForeignKey key : family.keys()) {
            if (key.to().equals(table.name()) && !key.from().equals(table.name())) {
                children(key);
            }
        }
        parents();
        orphans();
    }

    private void sample(TableFacts table) throws SQLException, RehearsalException {
        boolean whole = table.estimate() >= 0 && table.estimate() <= rows;
        // Rows by chance from everywhere; of a table too large to be scanned in time whole blocks, which come unevenly.
        String part = whole || table.estimate() < 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " TABLESAMPLE %s (%.6f)",
                        table.estimate() <= SCANNED_ROWS ? "BERNOULLI" : "SYSTEM",
                        Math.min(100.0, 110.0 * rows / table.estimate()));
        String problem = copy(
                table,
                "SELECT " + TableFacts.list(table.stored()) + " FROM ONLY "
                        + table.name().quoted() + part + " LIMIT " + rows);
        if (problem != null) {
            throw new RehearsalException(
                    "no rows could be sampled from " + table.name() + ": " + problem,
                    "GRANT SELECT on it to the engine's user, or rehearse with rehearsal: {data: generated}");
        }
    }

    /** The least, the greatest, the longest, the shortest and NULL, of each old column. */
    private void extremes(TableFacts table) throws SQLException {
        String from = "(SELECT " + TableFacts.list(table.stored()) + " FROM ONLY "
                + table.name().quoted() + " WHERE ";
        for (ColumnFacts old : shape.olds()) {
            String name = old.quoted();
            String limit = " LIMIT " + EXTREMES + ")";
            String length = "pg_catalog.octet_length(" + name + "::text)";
            List<String> questions = new ArrayList<>(List.of(from + name + " IS NULL" + limit));
            for (String order : List.of(name, name + " DESC", length, length + " DESC")) {
                questions.add(from + name + " IS NOT NULL ORDER BY " + order + limit);
            }
            for (String question : questions) {
                String problem = copy(table, question);
                if (problem != null) {
                    notes.add("extremes of " + old.name() + " are not all in the sample: " + problem);
                }
            }
        }
    }

    /**
     * Rows whose old values do not convert or do not come back: looked for row by row, as far as the time allows, without a
     * function in the database, by a block that survives errors and answers through a setting.
     */
    private void misfits(TableFacts table) throws SQLException {
        ColumnMigration migration = shape.migration();
        String olds = shape.olds().stream()
                .map(old -> "r." + old.quoted() + " AS " + old.quoted())
                .collect(Collectors.joining(", "));
        List<String> ups = new ArrayList<>();
        for (int i = 0; i < shape.news().size(); i++) {
            ColumnFacts column = shape.news().get(i);
            ups.add("CAST((" + migration.newColumns().get(i).up() + "\n) AS " + column.fullType() + ") AS "
                    + column.quoted());
        }
        String comesBack = shape.olds().stream()
                .map(old -> "CAST((" + migration.down().getOrDefault(old.name(), "NULL") + "\n) AS " + old.fullType()
                        + ")::text IS NOT DISTINCT FROM r." + old.quoted() + "::text")
                .collect(Collectors.joining(" AND "));
        String block = """
                #variable_conflict use_column
                DECLARE
                  r record; fits boolean; seen bigint := 0; found text := ''; misfits int := 0;
                  stop timestamptz := pg_catalog.clock_timestamp() + interval '%d milliseconds';
                BEGIN
                  FOR r IN SELECT ctid AS crossfade_row, %s FROM ONLY %s LOOP
                    seen := seen + 1;
                    BEGIN
                      SELECT %s INTO fits FROM (SELECT %s FROM (SELECT %s) AS o) AS n;
                    EXCEPTION WHEN OTHERS THEN fits := false;
                    END;
                    IF fits IS NOT TRUE THEN
                      found := found || ' ' || r.crossfade_row::text; misfits := misfits + 1;
                    END IF;
                    IF misfits >= %d OR (seen %% 1000 = 0 AND pg_catalog.clock_timestamp() > stop) THEN
                      PERFORM pg_catalog.set_config('crossfade.stopped', seen::text, true); EXIT;
                    END IF;
                  END LOOP;
                  PERFORM pg_catalog.set_config('crossfade.misfits', pg_catalog.btrim(found), true);
                END""".formatted(
                        timeout.toMillis() / 2,
                        shape.olds().stream().map(ColumnFacts::quoted).collect(Collectors.joining(", ")),
                        table.name().quoted(),
                        comesBack,
                        String.join(", ", ups),
                        olds,
                        MISFITS);
        Savepoint before = real.setSavepoint();
        String found;
        String stopped;
        try {
            Db.execute(real, List.of("DO " + dollarQuoted(block)));
            found = Db.first(
                    real, "SELECT coalesce(current_setting('crossfade.misfits', true), '')", row -> row.getString(1));
            stopped = Db.first(
                    real, "SELECT coalesce(current_setting('crossfade.stopped', true), '')", row -> row.getString(1));
            real.releaseSavepoint(before);
        } catch (SQLException e) {
            real.rollback(before);
            notes.add("values that do not convert were not looked for: " + SchemaCopy.firstLine(e));
            return;
        }
        if (found != null && !found.isEmpty()) {
            String places = List.of(found.split(" ")).stream()
                    .map(place -> "'" + place + "'::tid")
                    .collect(Collectors.joining(", "));
            String problem = copy(
                    table,
                    "SELECT " + TableFacts.list(table.stored()) + " FROM ONLY "
                            + table.name().quoted() + " WHERE ctid = ANY (ARRAY[" + places + "])");
            if (problem != null) {
                notes.add("rows that do not convert are not in the sample: " + problem);
            }
        } else if (stopped != null && !stopped.isEmpty()) {
            notes.add("values that do not convert were looked for in the first " + stopped
                    + " rows only (sampleTimeout)");
        }
    }

    static String dollarQuoted(String block) {
        String tag = "$crossfade$";
        while (block.contains(tag)) {
            tag = tag.substring(0, tag.length() - 1) + "x$";
        }
        return tag + block + tag;
    }

    /** The same row may have come several times. Without a primary key rows cannot be told apart. */
    private void distinct(TableFacts table) throws SQLException {
        if (!table.key().isEmpty()) {
            String same = table.key().stream()
                    .map(name -> "a." + TableName.quote(name) + " = b." + TableName.quote(name))
                    .collect(Collectors.joining(" AND "));
            String quoted = table.name().quoted();
            Db.update(copy, "DELETE FROM " + quoted + " a USING " + quoted + " b WHERE a.ctid > b.ctid AND " + same);
        }
    }

    private void children(ForeignKey key) throws SQLException {
        TableFacts child = family.table(key.from());
        List<String> values = keys(key.to(), key.referenced(), "TRUE");
        if (values.isEmpty()) {
            return;
        }
        String problem = copy(child, matching(child, key.columns(), values) + " LIMIT " + rows);
        if (problem != null) {
            notes.add("no rows of " + child.name() + ", which refers to the table: " + problem);
        }
    }

    /** Round by round what is referred to and is not there yet. */
    private void parents() throws SQLException {
        boolean more = true;
        for (int round = 0; more && round < MOST_ROUNDS; round++) {
            more = false;
            for (ForeignKey key : family.keys()) {
                TableFacts parent = family.table(key.to());
                List<String> missing = keys(key.from(), key.columns(), missing(key));
                if (missing.isEmpty()) {
                    continue;
                }
                String problem = copy(parent, matching(parent, key.referenced(), missing));
                if (problem != null) {
                    notes.add("rows of " + parent.name() + ", which is referred to, are missing: " + problem);
                } else {
                    distinct(parent);
                    more = true;
                }
            }
        }
    }

    /** What refers to nothing goes, so that all foreign keys hold. */
    private void orphans() throws SQLException {
        int gone = 1;
        long all = 0;
        while (gone > 0) {
            gone = 0;
            for (ForeignKey key : family.keys()) {
                gone += Db.update(copy, "DELETE FROM " + key.from().quoted() + " c WHERE " + missing(key));
            }
            all += gone;
        }
        if (all > 0) {
            notes.add(all + " sampled row(s) were left out: what they refer to could not be read");
        }
    }

    private static String missing(ForeignKey key) {
        List<String> given = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = "c." + TableName.quote(key.columns().get(i));
            given.add(column + " IS NOT NULL");
            same.add("p." + TableName.quote(key.referenced().get(i)) + " = " + column);
        }
        return String.join(" AND ", given) + " AND NOT EXISTS (SELECT FROM "
                + key.to().quoted() + " p WHERE " + String.join(" AND ", same) + ")";
    }

    /** Values in the copy, each a row of SQL literals. */
    private List<String> keys(TableName table, List<String> columns, String where) throws SQLException {
        TableFacts facts = family.table(table);
        String row = columns.stream()
                .map(name -> "pg_catalog.quote_nullable(c." + TableName.quote(name) + "::text) || '::"
                        + facts.column(name).type().replace("'", "''") + "'")
                .collect(Collectors.joining(" || ', ' || "));
        return Db.rows(
                copy,
                "SELECT DISTINCT '(' || " + row + " || ')' FROM " + table.quoted() + " c WHERE " + where + " LIMIT "
                        + MOST_KEYS,
                found -> found.getString(1));
    }

    private static String matching(TableFacts table, List<String> columns, List<String> values) {
        return "SELECT " + TableFacts.list(table.stored()) + " FROM ONLY "
                + table.name().quoted() + " WHERE (" + TableFacts.names(columns) + ") IN (VALUES "
                + String.join(", ", values) + ")";
    }

    /** Streams rows from one to the other; null, or why not. Rows that came before a failure do not stay. */
    private @Nullable String copy(TableFacts table, String query) throws SQLException {
        Savepoint before = real.setSavepoint();
        CopyManager into = copy.unwrap(PGConnection.class).getCopyAPI();
        List<Column> columns = table.stored();
        CopyOut out;
        try {
            out = real.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY (" + query + ") TO STDOUT");
        } catch (SQLException e) {
            real.rollback(before);
            return SchemaCopy.firstLine(e);
        }
        CopyIn in = into.copyIn("COPY " + table.name().quoted() + " (" + TableFacts.list(columns) + ") FROM STDIN");
        try {
            byte[] row = out.readFromCopy();
            while (row != null) {
                bytes += row.length;
                if (bytes > MOST_BYTES) {
                    notes.add("the sample ended at " + (MOST_BYTES >> 20) + " MiB");
                    out.cancelCopy();
                    break;
                }
                in.writeToCopy(row, 0, row.length);
                row = out.readFromCopy();
            }
            in.endCopy();
            if (bytes > MOST_BYTES) {
                real.rollback(before);
            } else {
                real.releaseSavepoint(before);
            }
            return null;
        } catch (SQLException e) {
            if (in.isActive()) {
                in.cancelCopy();
            }
            real.rollback(before);
            return SchemaCopy.firstLine(e);
        }
    }
}
