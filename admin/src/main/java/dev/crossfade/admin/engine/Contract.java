package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ConversionFunctions;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The end: the old columns are dropped, when nothing says that anybody still needs them. */
final class Contract {
    private static final int MOST_NAMED = 10;

    private static final String OVER_OLD = """
            EXISTS (SELECT FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = ?::bigint::oid AND a.attname = ANY (?)
                      AND (a.attnum = ANY (%1$s::int2[])
                           OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                                      WHERE d.classid = '%2$s'::regclass AND d.objid = %3$s
                                        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid
                                        AND d.refobjsubid = a.attnum)))""";

    private static final String INDEXES = "SELECT ic.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic"
            + " ON ic.oid = i.indexrelid WHERE i.indrelid = ?::bigint::oid AND "
            + OVER_OLD.formatted("i.indkey", "pg_class", "i.indexrelid")
            + " ORDER BY ic.relname";

    private static final String STATISTICS = "SELECT s.stxname FROM pg_catalog.pg_statistic_ext s"
            + " WHERE s.stxrelid = ?::bigint::oid AND "
            + OVER_OLD.formatted("s.stxkeys", "pg_statistic_ext", "s.oid")
            + " ORDER BY s.stxname";

    private Contract() {}

    /** What the server would drop with the old columns, and nothing takes the place of. */
    static List<String> unreplaced(Connection connection, Shape shape) throws SQLException {
        Map<String, Indexes.Copy> copies =
                Indexes.copies(connection, shape).stream().collect(Collectors.toMap(Indexes.Copy::of, copy -> copy));
        Object olds = Db.array(connection, shape.migration().oldColumns());
        long table = shape.tableOid();
        List<String> unreplaced = new ArrayList<>();
        for (String index : Db.rows(connection, INDEXES, row -> row.getString(1), table, table, olds)) {
            Indexes.Copy copy = copies.get(index);
            if (copy == null || copy.sql() == null) {
                unreplaced.add("index " + index + " would go with the old columns, and there is none in its place"
                        + (copy == null || copy.note() == null ? "" : " (" + copy.note() + ")")
                        + "; make one over the new columns where it is needed, and drop it");
            }
        }
        for (String statistics : Db.rows(connection, STATISTICS, row -> row.getString(1), table, table, olds)) {
            unreplaced.add("extended statistics " + statistics + " would go with the old columns; make others over the"
                    + " new ones where they are needed, and drop them");
        }
        return unreplaced;
    }

    /** From when on it may be done, in words: for whoever plans it. */
    static String earliest(Evidence evidence, Duration soak) {
        Instant completed = evidence.completedAt();
        return completed == null
                ? "not before " + soak + " after complete: if that came now, not before "
                        + Instant.now().plus(soak).truncatedTo(ChronoUnit.SECONDS)
                : "not before " + completed.plus(soak).truncatedTo(ChronoUnit.SECONDS);
    }

    /** What is still missing, in words; empty when it may be done. */
    static List<String> missing(MigrationRunner runner, Evidence evidence, Duration soak) throws SQLException {
        DatabaseContext database = runner.database();
        List<String> missing = new ArrayList<>();
        Instant now = database.db().call(Contract::now);
        Instant completed = evidence.completedAt();
        if (completed == null) {
            missing.add("it is not complete");
        } else if (completed.plus(soak).isAfter(now)) {
            missing.add("soak (" + soak + ") is over at " + completed.plus(soak));
        }
        if (evidence.verifiedAt() == null || evidence.rowsDiffering() > 0) {
            missing.add("the last verification was not clean");
        }
        long dead = evidence.deadLettersFound() + runner.deadLetters();
        if (dead > 0) {
            missing.add(dead + " dead letter(s)");
        }
        // No soak at all says that nobody is to be waited for.
        Instant since = soak.isZero() ? Instant.MAX : now.minus(soak);
        List<String> speakers = database.host().speakOld(runner.name()).stream()
                .filter(speaker -> speaker.lastSeen().isAfter(since))
                .limit(MOST_NAMED)
                .map(speaker -> "still speaks old, last at " + speaker.lastSeen() + ": " + speaker.who())
                .toList();
        missing.addAll(speakers);
        Instant seen = evidence.oldSeenAt();
        if (speakers.isEmpty() && seen != null && seen.isAfter(since)) {
            missing.add("a client spoke old at " + seen + ", before this process began");
        }
        Shape shape = runner.shape();
        if (shape != null) {
            missing.addAll(database.db().platform().contractObstacles(database.db(), shape));
        }
        return missing;
    }

    /** What would be lost with the old columns, in words. */
    static List<String> obstacles(Db db, Shape shape) throws SQLException {
        List<String> missing = new ArrayList<>();
        String unguarded = db.find(c -> Guard.turnedProblemOfAny(c, shape));
        if (unguarded != null) {
            missing.add(unguarded);
        }
        for (Shape member : shape.members()) {
            missing.addAll(db.call(c -> unreplaced(c, member)));
            for (String dependent : db.call(c -> CarryOver.dependents(c, member))) {
                missing.add(dependent + " reads an old column; make it read the new ones, or drop it");
            }
        }
        return missing;
    }

    private static Instant now(Connection connection) throws SQLException {
        Instant now = Db.first(
                connection,
                "SELECT CURRENT_TIMESTAMP(6)",
                row -> row.getObject(1, java.time.OffsetDateTime.class).toInstant());
        return now == null ? Instant.now() : now;
    }

    /** The statements of the one transaction, with the table's lock held. */
    static List<String> sql(Connection connection, Shape shape) throws SQLException {
        List<String> sql = new ArrayList<>(new GuardFunction(shape).drop());
        sql.addAll(new LetterTriggers(shape).drop());
        List<Indexes.Copy> copies = Indexes.copies(connection, shape);
        sql.add(Ddl.dropColumns(shape.migration().table(), shape.migration().oldColumns()));
        for (Indexes.Copy copy : copies) {
            if (copy.sql() != null) {
                sql.add("ALTER INDEX IF EXISTS "
                        + new TableName(shape.migration().table().schema(), copy.name()).quoted() + " RENAME TO "
                        + TableName.quote(copy.of()));
            }
        }
        sql.addAll(new ConversionFunctions(shape, true).dropUnusedWithoutOld());
        return sql;
    }

    /** The old columns as the data plane must go on knowing them. */
    static List<Catalog.Column> columns(Catalog catalog, Shape shape) {
        Catalog.@Nullable Relation table = catalog.relation(shape.migration().table());
        List<Catalog.Column> columns = new ArrayList<>();
        for (String old : shape.migration().oldColumns()) {
            Catalog.Column column = table == null ? null : table.column(old);
            if (column == null) {
                throw new StepFailedException("column " + old + " is not in the catalog; advance again");
            }
            columns.add(column);
        }
        return columns;
    }
}
