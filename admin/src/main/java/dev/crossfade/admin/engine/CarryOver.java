package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.engine.sql.Successor;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on the old columns and how the new ones get it, as SQL.
 *
 * <pre>
 *   CHECK, FOREIGN KEY   made on new NOT VALID and validated, while both stand; then the old one goes and gives its name
 *   NOT NULL             a CHECK on new, validated; then SET NOT NULL, which does not look at the rows again
 *   PRIMARY KEY, UNIQUE  the copy of the index, built before, becomes the constraint's under the old name
 *   default, sequence    move to new; a sequence is widened
 * </pre>
 *
 * @param obstacles what cannot be carried over, each with what to do about it; empty when all can
 * @param indexes built first, where new may hold what old could not: they take the places of those that would refuse it
 * @param additions made then, each a step of its own that no reader or writer waits for long
 * @param handOver then, in one transaction that has the table to itself
 */
record CarryOver(List<String> obstacles, List<Indexes.Copy> indexes, List<Addition> additions, List<String> handOver) {

    /**
     * A constraint on new columns.
     *
     * @param sql adds it NOT VALID
     * @param validate null when the old one is not valid either
     * @param over the columns it must turn out to be over
     */
    record Addition(String name, String sql, @Nullable String validate, Set<String> over) {}

    private static final String CONSTRAINTS = """
            SELECT c.conname, c.contype::text, pg_catalog.pg_get_constraintdef(c.oid), c.convalidated,
                   (SELECT array_agg(a.attname::text ORDER BY k.position)
                    FROM unnest(c.conkey) WITH ORDINALITY AS k(attnum, position)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum),
                   c.condeferrable, c.condeferred, coalesce(to_jsonb(c) ->> 'confdelsetcols', '') <> ''
            FROM pg_catalog.pg_constraint c
            WHERE c.conrelid = ?::bigint::oid AND c.contype IN ('c', 'f', 'p', 'u', 'x')
              AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname = ANY (?))
            ORDER BY c.conname""";

    /** Unique indexes that are no constraint's, by columns, expression or condition over an old column. */
    private static final String UNIQUE_INDEXES = """
            SELECT ic.relname
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
            WHERE i.indrelid = ?::bigint::oid AND (i.indisunique OR i.indisreplident)
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c
                              WHERE c.conindid = i.indexrelid AND c.conrelid = i.indrelid AND c.contype IN ('p', 'u', 'x'))
              AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = i.indrelid AND a.attname = ANY (?)
                            AND (a.attnum = ANY (i.indkey::int2[])
                                 OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                                            WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                                              AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
                                              AND d.refobjsubid = a.attnum)))
            ORDER BY ic.relname""";

    private static final String REPLICA_IDENTITY = """
            SELECT ic.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
            WHERE i.indrelid = ?::bigint::oid AND i.indisreplident AND a.attname = ANY (?)""";

    /** What reads an old column and would go on reading what is not kept any more. Constraints and indexes are carried over. */
    private static final String DEPENDENTS = """
            SELECT DISTINCT CASE d.classid WHEN 'pg_rewrite'::regclass
                     THEN (SELECT 'view ' || pg_catalog.format('%I.%I', n.nspname, v.relname)
                           FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class v ON v.oid = r.ev_class
                           JOIN pg_catalog.pg_namespace n ON n.oid = v.relnamespace WHERE r.oid = d.objid)
                     WHEN 'pg_attrdef'::regclass
                     THEN (SELECT 'generated column ' || g.attname FROM pg_catalog.pg_attrdef e
                           JOIN pg_catalog.pg_attribute g ON g.attrelid = e.adrelid AND g.attnum = e.adnum
                           WHERE e.oid = d.objid)
                     ELSE pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) END
            FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ?::bigint::oid AND a.attname = ANY (?)
              AND (d.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass,
                                 'pg_proc'::regclass, 'pg_publication_rel'::regclass)
                   -- Generated columns: of their expression from version 15 on, of the column itself before.
                   OR (d.classid = 'pg_attrdef'::regclass
                       AND EXISTS (SELECT FROM pg_catalog.pg_attrdef e
                                   WHERE e.oid = d.objid AND e.adrelid = d.refobjid AND e.adnum <> a.attnum))
                   OR (d.classid = 'pg_class'::regclass AND d.objid = d.refobjid AND d.objsubid <> 0))
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                              WHERE d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
                                AND (t.tgisinternal OR :ours))
            ORDER BY 1""".replace(":ours", ColumnMigration.isOurs("t.tgname::text"));

    private record Constraint(
            String name,
            String type,
            String definition,
            boolean valid,
            List<String> columns,
            boolean deferrable,
            boolean deferred,
            boolean setsColumns) {}

    static CarryOver read(Connection connection, Shape shape) throws SQLException {
        boolean downMayFail = DownMayFail.of(connection, shape);
        Db.execute(connection, List.of("SET LOCAL search_path = pg_catalog, pg_temp"));
        return new Reader(connection, shape, downMayFail).read();
    }

    /** What still reads the old columns: dropping them would break it. */
    static List<String> dependents(Connection connection, Shape shape) throws SQLException {
        List<String> dependents = new ArrayList<>(Db.rows(
                connection,
                DEPENDENTS,
                row -> row.getString(1),
                shape.tableOid(),
                Db.array(connection, shape.migration().oldColumns())));
        dependents.addAll(RowTriggers.naming(connection, shape));
        return dependents;
    }

    private static final class Reader {
        private final Connection connection;
        private final Shape shape;
        private final Object[] tableAndOld;
        private final Successor successor;
        private final boolean paired;
        private final Map<String, Indexes.Copy> copies;
        private final List<String> obstacles = new ArrayList<>();
        private final List<Indexes.Copy> indexes = new ArrayList<>();
        private final List<Addition> additions = new ArrayList<>();
        private final List<String> handOver = new ArrayList<>();

        Reader(Connection connection, Shape shape, boolean downMayFail) throws SQLException {
            this.connection = connection;
            this.shape = shape;
            this.successor = new Successor(shape, downMayFail);
            this.paired = shape.migration().conversion() != Conversion.FUNCTION;
            this.tableAndOld = new Object[] {
                shape.tableOid(),
                java.util.Objects.requireNonNull(
                        Db.array(connection, shape.migration().oldColumns()))
            };
            this.copies = Indexes.copies(connection, shape).stream()
                    .collect(Collectors.toMap(Indexes.Copy::of, copy -> copy));
            if (downMayFail) {
                replaceIndexes();
            }
        }

        private void replaceIndexes() throws SQLException {
            for (Indexes.Copy copy : Indexes.copiesWithoutOld(connection, shape)) {
                Indexes.Copy before = copies.get(copy.of());
                if (copy.sql() != null && before != null) {
                    indexes.add(copy);
                    handOver.add("DROP INDEX IF EXISTS " + inSchema(before.name()));
                    handOver.add(
                            "ALTER INDEX " + inSchema(copy.name()) + " RENAME TO " + TableName.quote(before.name()));
                }
            }
        }

        CarryOver read() throws SQLException {
            for (String dependent : dependents(connection, shape)) {
                obstacles.add(dependent + " reads an old column; make it read the new ones, or drop it");
            }
            for (String index : strings(REPLICA_IDENTITY)) {
                obstacles.add("index " + index
                        + " is the table's replica identity; set another with ALTER TABLE … REPLICA" + " IDENTITY");
            }
            ColumnProperties properties = ColumnProperties.read(connection, shape);
            obstacles.addAll(properties.obstacles());
            handOver.addAll(Ddl.grants(shape, ColumnGrants.read(connection, shape)));
            for (Constraint constraint : constraints()) {
                switch (constraint.type()) {
                    case "c" -> check(constraint);
                    case "f" -> foreignKey(constraint);
                    case "x" ->
                        obstacles.add("exclusion constraint " + constraint.name()
                                + " is not carried over; drop it, and make" + " one over the new columns");
                    default -> {}
                }
            }
            notNull(properties);
            for (Constraint constraint : constraints()) {
                if (Set.of("p", "u").contains(constraint.type())) {
                    unique(constraint);
                }
            }
            for (String index : strings(UNIQUE_INDEXES)) {
                String copy = copyOf("unique index " + index, index);
                if (copy != null) {
                    handOver.add("DROP INDEX " + inSchema(index));
                    handOver.add("ALTER INDEX " + inSchema(copy) + " RENAME TO " + TableName.quote(index));
                }
            }
            handOver.addAll(properties.handOver());
            return new CarryOver(
                    List.copyOf(obstacles), List.copyOf(indexes), List.copyOf(additions), List.copyOf(handOver));
        }

        private List<String> strings(String query) throws SQLException {
            return Db.rows(connection, query, row -> row.getString(1), tableAndOld);
        }

        private List<Constraint> constraints() throws SQLException {
            return Db.rows(
                    connection,
                    CONSTRAINTS,
                    row -> new Constraint(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getBoolean(4),
                            Db.key(row, 5),
                            row.getBoolean(6),
                            row.getBoolean(7),
                            row.getBoolean(8)),
                    tableAndOld);
        }

        private String table() {
            return "ALTER TABLE " + shape.table() + " ";
        }

        private String inSchema(String index) {
            return new TableName(shape.migration().table().schema(), index).quoted();
        }

        private Set<String> successors(List<String> columns) {
            Set<String> over = new TreeSet<>();
            for (String column : columns) {
                int old = shape.migration().oldColumns().indexOf(column);
                if (old < 0) {
                    over.add(column);
                } else if (paired) {
                    over.add(shape.news().get(old).name());
                } else {
                    shape.news().forEach(c -> over.add(c.name()));
                }
            }
            return over;
        }

        private void add(Constraint old, String definition) {
            String name = Ddl.indexName(shape.migration().name(), old.name());
            String bare = definition.endsWith(" NOT VALID")
                    ? definition.substring(0, definition.length() - " NOT VALID".length())
                    : definition;
            additions.add(new Addition(
                    name,
                    table() + "ADD CONSTRAINT " + TableName.quote(name) + " " + bare + " NOT VALID",
                    old.valid() ? table() + "VALIDATE CONSTRAINT " + TableName.quote(name) : null,
                    successors(old.columns())));
            handOver.add(table() + "DROP CONSTRAINT " + TableName.quote(old.name()));
            handOver.add(table() + "RENAME CONSTRAINT " + TableName.quote(name) + " TO " + TableName.quote(old.name()));
        }

        private void check(Constraint constraint) {
            add(constraint, successor.in(constraint.definition()));
        }

        private void foreignKey(Constraint constraint) {
            int references = constraint.definition().indexOf(" REFERENCES ");
            if (!paired || constraint.setsColumns() || references < 0) {
                obstacles.add(
                        "foreign key " + constraint.name() + " is not carried over by this kind of migration; drop it,"
                                + " and make one over the new columns");
                return;
            }
            String columns = constraint.columns().stream()
                    .map(c -> successor.all().getOrDefault(c, TableName.quote(c)))
                    .collect(Collectors.joining(", "));
            add(
                    constraint,
                    "FOREIGN KEY (" + columns + ")" + constraint.definition().substring(references));
        }

        /** Old had it, so no row has NULL in all new columns; which of several may be NULL is the expressions' affair. */
        private void notNull(ColumnProperties properties) {
            List<ColumnFacts> news = new ArrayList<>();
            if (paired) {
                for (int i = 0; i < shape.olds().size(); i++) {
                    if (properties.notNull().contains(shape.olds().get(i).name())) {
                        news.add(shape.news().get(i));
                    }
                }
            } else if (!properties.notNull().isEmpty() && shape.news().size() == 1) {
                news.add(shape.news().get(0));
            } else if (!properties.notNull().isEmpty()) {
                addNotNull(
                        shape.news().get(0).name() + "_given",
                        shape.news().stream()
                                .map(c -> c.quoted() + " IS DISTINCT FROM NULL")
                                .collect(Collectors.joining(" OR ")),
                        shape.news());
            }
            for (ColumnFacts column : news) {
                String name =
                        addNotNull(column.name() + "_not_null", column.quoted() + " IS NOT NULL", List.of(column));
                handOver.add(table() + "ALTER COLUMN " + column.quoted() + " SET NOT NULL");
                handOver.add(table() + "DROP CONSTRAINT " + TableName.quote(name));
            }
        }

        private String addNotNull(String suffix, String condition, List<ColumnFacts> over) {
            String name = Ddl.indexName(shape.migration().name(), suffix);
            additions.add(new Addition(
                    name,
                    table() + "ADD CONSTRAINT " + TableName.quote(name) + " CHECK (" + condition + ") NOT VALID",
                    table() + "VALIDATE CONSTRAINT " + TableName.quote(name),
                    over.stream().map(ColumnFacts::name).collect(Collectors.toCollection(LinkedHashSet::new))));
            return name;
        }

        private void unique(Constraint constraint) {
            boolean primary = constraint.type().equals("p");
            String what = (primary ? "primary key " : "unique constraint ") + constraint.name();
            if (primary && !paired) {
                obstacles.add(
                        what + " is over an expression of the new columns, which the server does not take; make another"
                                + " primary key");
                return;
            }
            String copy = copyOf(what, constraint.name());
            if (copy == null) {
                return;
            }
            handOver.add(table() + "DROP CONSTRAINT " + TableName.quote(constraint.name()));
            if (!paired) { // an expression can be in an index, not in a constraint
                handOver.add("ALTER INDEX " + inSchema(copy) + " RENAME TO " + TableName.quote(constraint.name()));
                return;
            }
            handOver.add(table() + "ADD CONSTRAINT " + TableName.quote(constraint.name())
                    + (primary ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + TableName.quote(copy)
                    + (constraint.deferrable() ? " DEFERRABLE" : "")
                    + (constraint.deferred() ? " INITIALLY DEFERRED" : ""));
        }

        private @Nullable String copyOf(String what, String index) {
            Indexes.Copy copy = copies.get(index);
            if (copy == null || copy.sql() == null) {
                obstacles.add(what + " is not carried over"
                        + (copy == null || copy.note() == null ? "" : " (" + copy.note() + ")")
                        + "; drop it, and make one over the new columns");
                return null;
            }
            return copy.name();
        }
    }
}
