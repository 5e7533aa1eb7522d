package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a migration as its file says it into one whose conversion, types and expressions are all filled in, by what the
 * server says of the table. Call it inside {@link Db#trial}: types are looked up by making a temporary table.
 */
public final class ShapeReader {
    /** pg_type.oid of types, from pg_type.dat: fixed for ever. */
    private static final long INT2 = 21;

    private static final long INT4 = 23;
    private static final long INT8 = 20;
    private static final long NUMERIC = 1700;
    private static final long FLOAT4 = 700;
    private static final long FLOAT8 = 701;

    /** Casts that keep every value and their order. To numeric only without a type modifier. */
    private static final Map<Long, Set<Long>> WIDENING = Map.of(
            INT2, Set.of(INT4, INT8, NUMERIC),
            INT4, Set.of(INT8, NUMERIC),
            INT8, Set.of(NUMERIC),
            FLOAT4, Set.of(FLOAT8));

    private static final String COLUMN_FACTS = """
            SELECT a.attname,
                   pg_catalog.format_type(a.atttypid, a.atttypmod),
                   pg_catalog.format_type(a.atttypid, -1),
                   a.atttypid::bigint,
                   a.atttypmod,
                   CASE WHEN a.attcollation NOT IN (0, t.typcollation)
                        THEN pg_catalog.format('%I.%I', n.nspname, c.collname) END,
                   CASE WHEN c.oid IS NOT NULL THEN pg_catalog.format('%I.%I', n.nspname, c.collname) END
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
            WHERE a.attrelid = ?::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""";

    private ShapeReader() {}

    /** What was found, or why not. Exactly one of the two is empty. */
    public record Result(@Nullable Shape shape, List<Finding> findings) {}

    /** Reads the table's columns and resolves {@code spec}, with what has to move with it as one. */
    public static Result read(Connection connection, ColumnMigration spec) throws SQLException {
        Result lead = alone(connection, spec);
        Shape shape = lead.shape();
        if (shape == null) {
            return lead;
        }
        References references = References.of(connection, shape);
        return references.findings().isEmpty()
                ? with(connection, shape, references.companions(), Set.of())
                : new Result(null, references.findings());
    }

    /**
     * The same with the companions that {@code spec} has, whatever the catalog says by now: as it was started.
     *
     * @param gone names of those whose old column is dropped already; they have no shape any more, nor have those whose table
     *     somebody has dropped since
     */
    static Result readStarted(Connection connection, ColumnMigration spec, Set<String> gone) throws SQLException {
        Result lead = alone(connection, spec);
        if (lead.shape() == null) {
            return lead;
        }
        Set<String> without = new HashSet<>(gone);
        for (ColumnMigration companion : spec.companions()) {
            if (isDropped(connection, companion)) {
                without.add(companion.name());
            }
        }
        return with(connection, lead.shape(), spec.companions(), without);
    }

    /** Not of another name by now: that one has our triggers still. */
    static boolean isDropped(Connection connection, ColumnMigration started) throws SQLException {
        return tableOid(connection, started.table()) == null
                && Db.first(
                                connection,
                                "SELECT m.name FROM crossfade.migration m WHERE m.name = ?"
                                        + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = m.table_oid)",
                                row -> row.getString(1),
                                started.name())
                        != null;
    }

    private static Result with(Connection connection, Shape lead, List<ColumnMigration> companions, Set<String> gone)
            throws SQLException {
        List<Shape> shapes = new ArrayList<>();
        List<ColumnMigration> all = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (ColumnMigration companion : companions) {
            if (gone.contains(companion.name())) {
                all.add(companion);
                continue;
            }
            Result read = alone(connection, companion);
            Shape shape = read.shape();
            findings.addAll(read.findings());
            if (shape != null && shape.migration().conversion() != Conversion.CAST) {
                findings.add(new Finding(
                        "column " + companion.oldColumns().get(0) + " of table " + companion.table()
                                + " refers to a column that moves to "
                                + lead.news().get(0).bareType() + ", which does not hold its type "
                                + shape.olds().get(0).bareType(),
                        "Give it the type of the column it refers to first, or drop its foreign key for the time of the"
                                + " migration if the two may drift."));
            } else if (shape != null) {
                shapes.add(shape);
                all.add(shape.migration());
            }
        }
        return findings.isEmpty()
                ? new Result(lead.with(lead.migration().with(all), shapes), List.of())
                : new Result(null, findings);
    }

    private static Result alone(Connection connection, ColumnMigration spec) throws SQLException {
        Long oid = tableOid(connection, spec.table());
        if (oid == null) {
            return new Result(
                    null,
                    List.of(
                            new Finding(
                                    "table " + spec.table() + " does not exist",
                                    "Check schema and name in the migration's file; both are written as the catalog stores them.")));
        }
        // Types are looked up as the file spells them, then printed so that no search_path matters.
        List<Finding> findings = new ArrayList<>();
        Long probe = probe(connection, spec, findings);
        Db.execute(connection, List.of("SET LOCAL search_path = pg_catalog, pg_temp"));
        Map<String, ColumnFacts> columns = facts(connection, oid);
        List<ColumnFacts> olds = new ArrayList<>();
        for (String name : spec.oldColumns()) {
            ColumnFacts facts = columns.get(name);
            if (facts == null) {
                findings.add(new Finding(
                        "column " + name + " of table " + spec.table() + " does not exist",
                        "The table has "
                                + String.join(
                                        ", ", columns.keySet().stream().sorted().toList()) + "."));
            } else {
                olds.add(facts);
            }
        }
        if (!findings.isEmpty()) {
            return new Result(null, findings);
        }
        List<ColumnFacts> news = news(connection, spec, olds, probe);
        List<ColumnFacts> key = key(connection, oid).stream()
                .map(columns::get)
                .filter(java.util.Objects::nonNull)
                .toList();
        if (key.isEmpty() && hasPlaces(connection, oid)) {
            key = List.of(Shape.PLACE);
        }
        ColumnMigration resolved = resolve(spec, olds, news);
        return new Result(new Shape(resolved, oid, olds, news, key), List.of());
    }

    /** Views and foreign tables have none that stay while a row is not written. */
    private static boolean hasPlaces(Connection connection, long oid) throws SQLException {
        return Db.first(
                        connection,
                        "SELECT relkind FROM pg_catalog.pg_class WHERE oid = ?::bigint::oid AND relkind = 'r'",
                        row -> row.getString(1),
                        oid)
                != null;
    }

    static @Nullable Long tableOid(Connection connection, TableName table) throws SQLException {
        return Db.first(
                connection,
                "SELECT c.oid::bigint FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname = ?",
                row -> row.getLong(1),
                table.schema(),
                table.name());
    }

    static boolean hasColumns(Connection connection, long table, List<String> names) throws SQLException {
        Long there = Db.first(
                connection,
                "SELECT count(*) FROM pg_catalog.pg_attribute WHERE attrelid = ?::bigint::oid AND attname = ANY (?)"
                        + " AND attnum > 0 AND NOT attisdropped",
                row -> row.getLong(1),
                table,
                Db.array(connection, names));
        return there != null && there == names.size();
    }

    private static Map<String, ColumnFacts> facts(Connection connection, long oid) throws SQLException {
        Map<String, ColumnFacts> byName = new HashMap<>();
        for (ColumnFacts column : Db.rows(
                connection,
                COLUMN_FACTS,
                row -> new ColumnFacts(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getInt(5),
                        true,
                        row.getString(6),
                        row.getString(7)),
                oid)) {
            byName.put(column.name(), withComparable(connection, column));
        }
        return byName;
    }

    /** Whether values can be compared with = is asked of the parser: operator classes, arrays and domains all play a part. */
    private static ColumnFacts withComparable(Connection connection, ColumnFacts c) throws SQLException {
        String isNull = "CAST(NULL AS " + c.fullType() + ")";
        boolean comparable = tries(connection, "SELECT " + isNull + " IS DISTINCT FROM " + isNull) == null;
        return new ColumnFacts(
                c.name(),
                c.fullType(),
                c.bareType(),
                c.typeOid(),
                c.typmod(),
                comparable,
                c.collation(),
                c.attcollation());
    }

    /** Makes a temporary table with the new columns' types; its oid. Columns whose type is to be filled in are left out. */
    private static @Nullable Long probe(Connection connection, ColumnMigration spec, List<Finding> findings)
            throws SQLException {
        Db.execute(
                connection,
                List.of("DROP TABLE IF EXISTS pg_temp.crossfade_probe", "CREATE TEMPORARY TABLE crossfade_probe ()"));
        for (NewColumn column : spec.newColumns()) {
            if (column.type().isBlank()) {
                continue;
            }
            // regtype takes a type name and nothing more, so text that is more than a type ends here.
            String notAType = tries(connection, "SELECT " + literal(column.type()) + "::regtype");
            if (notAType == null) {
                notAType = tries(
                        connection,
                        "ALTER TABLE pg_temp.crossfade_probe ADD COLUMN " + TableName.quote(column.name()) + " "
                                + column.type());
            }
            if (notAType != null) {
                findings.add(new Finding(
                        "type " + column.type() + " of new column " + column.name() + ": " + notAType,
                        "Write it as in CREATE TABLE, with its schema unless it is in the engine user's search_path."));
            }
        }
        return Db.first(connection, "SELECT 'pg_temp.crossfade_probe'::regclass::oid::bigint", row -> row.getLong(1));
    }

    private static List<ColumnFacts> news(
            Connection connection, ColumnMigration spec, List<ColumnFacts> olds, @Nullable Long probe)
            throws SQLException {
        Map<String, ColumnFacts> probed = probe == null ? Map.of() : facts(connection, probe);
        List<ColumnFacts> news = new ArrayList<>();
        for (int i = 0; i < spec.newColumns().size(); i++) {
            NewColumn column = spec.newColumns().get(i);
            ColumnFacts facts = probed.get(column.name());
            // A rename keeps type, modifier and collation; a retype of one column keeps its collation where it can.
            ColumnFacts old = i < olds.size() ? olds.get(i) : null;
            boolean rename = spec.conversion() == Conversion.IDENTITY || facts == null;
            boolean retype = spec.conversion() == Conversion.CAST;
            if (rename && old != null) {
                facts = new ColumnFacts(
                        column.name(),
                        old.fullType(),
                        old.bareType(),
                        old.typeOid(),
                        old.typmod(),
                        old.comparable(),
                        old.collation(),
                        old.attcollation());
            } else if (retype && facts != null && old != null && old.collation() != null && isText(facts)) {
                facts = new ColumnFacts(
                        facts.name(),
                        facts.fullType(),
                        facts.bareType(),
                        facts.typeOid(),
                        facts.typmod(),
                        facts.comparable(),
                        old.collation(),
                        old.attcollation());
            }
            if (facts != null) {
                news.add(facts);
            }
        }
        return news;
    }

    private static boolean isText(ColumnFacts facts) {
        return Set.of("text", "character varying", "bpchar").contains(facts.bareType());
    }

    private static List<String> key(Connection connection, long oid) throws SQLException {
        return Db.rows(connection, """
                SELECT a.attname
                FROM pg_catalog.pg_index i
                CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE i.indrelid = ?::bigint::oid AND i.indisprimary AND k.position <= i.indnkeyatts
                ORDER BY k.position""", row -> row.getString(1), oid);
    }

    private static ColumnMigration resolve(ColumnMigration spec, List<ColumnFacts> olds, List<ColumnFacts> news) {
        Conversion conversion = spec.conversion();
        if (conversion == Conversion.CAST
                && !(olds.size() == 1 && news.size() == 1 && widens(olds.get(0), news.get(0)))) {
            conversion = Conversion.FUNCTION;
        }
        List<NewColumn> newColumns = new ArrayList<>();
        Map<String, String> down = new HashMap<>(spec.down());
        for (int i = 0; i < news.size(); i++) {
            NewColumn column = spec.newColumns().get(i);
            String up = column.up();
            if (up.isBlank() && i < olds.size()) {
                up = spec.conversion() == Conversion.IDENTITY
                        ? olds.get(i).quoted()
                        : "CAST(" + olds.get(i).quoted() + " AS " + news.get(i).fullType() + ")";
            }
            newColumns.add(new NewColumn(column.name(), news.get(i).fullType(), up));
        }
        for (int i = 0; i < olds.size() && i < news.size(); i++) {
            ColumnFacts old = olds.get(i);
            String filled = spec.conversion() == Conversion.IDENTITY
                    ? news.get(i).quoted()
                    : "CAST(" + news.get(i).quoted() + " AS " + old.fullType() + ")";
            if (down.getOrDefault(old.name(), "").isBlank() && spec.conversion() != Conversion.FUNCTION) {
                down.put(old.name(), filled);
            }
        }
        return new ColumnMigration(
                spec.name(), spec.database(), spec.table(), conversion, spec.oldColumns(), newColumns, down);
    }

    /** Whether every value of {@code from} is a value of {@code to}, in the same order. */
    static boolean widens(ColumnFacts from, ColumnFacts to) {
        return WIDENING.getOrDefault(from.typeOid(), Set.of()).contains(to.typeOid()) && to.typmod() == -1;
    }

    /** Runs {@code sql} in a subtransaction that leaves nothing; null, or what the server said. */
    public static @Nullable String tries(Connection connection, String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Db.execute(connection, List.of(sql));
            connection.releaseSavepoint(before);
            return null;
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            connection.rollback(before);
            return Errors.firstLine(e);
        }
    }

    /** {@code text} as it stands in SQL. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
