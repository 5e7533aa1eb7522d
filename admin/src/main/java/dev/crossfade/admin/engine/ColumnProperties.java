package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What old columns have by themselves, and how it moves to the new ones.
 *
 * @param notNull old columns that are NOT NULL
 * @param obstacles what cannot be moved
 * @param handOver moves it: in the transaction that hands over, after the new columns have become NOT NULL
 */
record ColumnProperties(Set<String> notNull, List<String> obstacles, List<String> handOver) {
    private static final long INT2 = 21;
    private static final long INT4 = 23;

    private static final String COLUMNS = """
            SELECT a.attname, a.attnotnull, a.attidentity::text, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
                   EXISTS (SELECT FROM pg_catalog.regexp_matches(d.adbin::text, ':(?:opfuncid|funcid) (\\d+)', 'g') AS m
                           JOIN pg_catalog.pg_proc p ON p.oid = m[1]::bigint::oid WHERE p.provolatile = 'v'),
                   pg_catalog.col_description(a.attrelid, a.attnum), coalesce(a.attstattarget, -1)
            FROM pg_catalog.pg_attribute a
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
            WHERE a.attrelid = ?::bigint::oid AND a.attname = ANY (?)""";

    private static final String SEQUENCES = """
            SELECT a.attname, pg_catalog.format('%I.%I', n.nspname, c.relname), s.seqtypid::bigint, s.seqincrement,
                   s.seqcache, s.seqcycle,
                   ARRAY(SELECT pg_catalog.format('GRANT %s ON SEQUENCE %I.%I TO %s%s', g.privilege_type, n.nspname,
                           c.relname, CASE g.grantee WHEN 0 THEN 'PUBLIC'
                                      ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
                           CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                         FROM pg_catalog.aclexplode(c.relacl) AS g ORDER BY 1)
            FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
              AND d.refobjid = ?::bigint::oid AND a.attname = ANY (?)
            ORDER BY 2""";

    private record Column(
            String name,
            boolean notNull,
            String identity,
            @Nullable String defaultExpression,
            boolean isVolatile,
            @Nullable String comment,
            int statistics) {}

    private record Sequence(
            String column, String name, long type, long increment, long cache, boolean cycles, List<String> grants) {}

    static ColumnProperties read(Connection connection, Shape shape) throws SQLException {
        Object olds = Db.array(connection, shape.migration().oldColumns());
        Map<String, Column> columns = new HashMap<>();
        Db.rows(
                        connection,
                        COLUMNS,
                        row -> new Column(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getString(6),
                                row.getInt(7)),
                        shape.tableOid(),
                        olds)
                .forEach(c -> columns.put(c.name(), c));
        List<Sequence> sequences = Db.rows(
                connection,
                SEQUENCES,
                row -> new Sequence(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getBoolean(6),
                        Db.key(row, 7)),
                shape.tableOid(),
                olds);
        Moving moving = new Moving(shape, columns, sequences);
        if (shape.migration().conversion() == Conversion.FUNCTION) {
            moving.converted();
        } else {
            for (int i = 0; i < shape.olds().size(); i++) {
                moving.paired(shape.olds().get(i), shape.news().get(i));
            }
        }
        return new ColumnProperties(
                columns.values().stream()
                        .filter(Column::notNull)
                        .map(Column::name)
                        .collect(Collectors.toSet()),
                moving.obstacles,
                moving.handOver);
    }

    private static final class Moving {
        private final Shape shape;
        private final Map<String, Column> columns;
        private final List<Sequence> sequences;
        private final List<String> obstacles = new ArrayList<>();
        private final List<String> handOver = new ArrayList<>();

        Moving(Shape shape, Map<String, Column> columns, List<Sequence> sequences) {
            this.shape = shape;
            this.columns = columns;
            this.sequences = sequences;
        }

        private String alter(ColumnFacts column) {
            return "ALTER TABLE " + shape.table() + " ALTER COLUMN " + column.quoted() + " ";
        }

        private List<Sequence> sequencesOf(String column) {
            return sequences.stream().filter(s -> s.column().equals(column)).toList();
        }

        void paired(ColumnFacts old, ColumnFacts added) {
            Column column = columns.get(old.name());
            if (column == null) {
                return;
            }
            if (!column.identity().isEmpty()) {
                identity(old, added, column);
            } else if (column.defaultExpression() != null) {
                handOver.add(alter(added) + "SET DEFAULT " + column.defaultExpression());
                handOver.add(alter(old) + "DROP DEFAULT");
            }
            if (column.notNull()) {
                handOver.add(alter(old) + "DROP NOT NULL");
            }
            if (column.identity().isEmpty()) {
                for (Sequence sequence : sequencesOf(old.name())) {
                    handOver.add(
                            "ALTER SEQUENCE " + sequence.name() + " OWNED BY " + shape.table() + "." + added.quoted());
                    if (Set.of(INT2, INT4).contains(sequence.type()) && added.typeOid() != sequence.type()) {
                        handOver.add("ALTER SEQUENCE " + sequence.name() + " AS "
                                + (added.typeOid() == INT4 ? "integer" : "bigint"));
                    }
                }
            }
            if (column.comment() != null) {
                handOver.add(
                        "COMMENT ON COLUMN " + shape.table() + "." + added.quoted() + " IS " + text(column.comment()));
            }
            if (column.statistics() >= 0) {
                handOver.add(alter(added) + "SET STATISTICS " + column.statistics());
            }
        }

        private static String text(String comment) {
            return (comment.contains("\\") ? "E" : "")
                    + ShapeReader.literal(comment).replace("\\", "\\\\");
        }

        /** The server moves no identity; the new one goes on, under the same name, where the old one ended. */
        private void identity(ColumnFacts old, ColumnFacts added, Column column) {
            List<Sequence> own = sequencesOf(old.name());
            if (own.size() != 1 || own.get(0).increment() < 1 || own.get(0).cycles()) {
                obstacles.add("identity column " + old.name()
                        + " counts in a way that is not carried over; make it a plain" + " default with nextval");
                return;
            }
            Sequence sequence = own.get(0);
            String identity = "ALTER TABLE " + shape.table() + " ALTER COLUMN " + added.quoted() + " ADD GENERATED "
                    + (column.identity().equals("a") ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY (SEQUENCE NAME "
                    + sequence.name() + " INCREMENT BY " + sequence.increment() + " CACHE " + sequence.cache()
                    + " START WITH ";
            // The first statement changes nothing, but from it on nobody takes a number.
            handOver.add(
                    """
                    DO $crossfade$
                    DECLARE
                      n pg_catalog.int8;
                    BEGIN
                      ALTER SEQUENCE %1$s INCREMENT BY %2$d;
                      SELECT CASE WHEN s.is_called THEN s.last_value + %2$d ELSE s.last_value END INTO n FROM %1$s AS s;
                      %3$sDROP IDENTITY;
                      EXECUTE %4$s || n || ')';
                    END
                    $crossfade$""".formatted(sequence.name(), sequence.increment(), alter(old), ShapeReader.literal(identity)));
            handOver.addAll(sequence.grants());
        }

        void converted() {
            List<String> defaults = new ArrayList<>();
            boolean any = false;
            boolean isVolatile = false;
            for (ColumnFacts old : shape.olds()) {
                Column column = columns.get(old.name());
                if (column == null) {
                    continue;
                }
                if (!column.identity().isEmpty() || !sequencesOf(old.name()).isEmpty()) {
                    obstacles.add("column " + old.name()
                            + " has a sequence, which this kind of migration does not carry over;"
                            + " take it from the column");
                }
                any |= column.defaultExpression() != null;
                isVolatile |= column.isVolatile();
                defaults.add("CAST(" + (column.defaultExpression() == null ? "NULL" : column.defaultExpression())
                        + " AS " + old.fullType() + ")");
                if (column.defaultExpression() != null) {
                    handOver.add(alter(old) + "DROP DEFAULT");
                }
                if (column.notNull()) {
                    handOver.add(alter(old) + "DROP NOT NULL");
                }
            }
            if (any && isVolatile && shape.news().size() > 1) {
                obstacles.add(
                        "the old columns' default is computed for each row, and several new columns would each compute"
                                + " their own; drop it");
            } else if (any) {
                for (int i = 0; i < shape.news().size(); i++) {
                    handOver.add(alter(shape.news().get(i)) + "SET DEFAULT "
                            + shape.migration().up(i, OnFailure.RAISE) + "(" + String.join(", ", defaults) + ")");
                }
            }
        }
    }
}
