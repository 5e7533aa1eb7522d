package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.TableLock.Target;
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
 * @param foreignKeys first in the transaction that has the tables to itself: the old foreign keys go, of all that move as one,
 *     before the keys they refer to; the new ones get their names
 * @param handOver then, in the same transaction
 */
record CarryOver(
        List<String> obstacles,
        List<Indexes.Copy> indexes,
        List<Addition> additions,
        List<String> foreignKeys,
        List<String> handOver) {

    /**
     * A constraint on new columns, or one that refers to them.
     *
     * @param table whose it is
     * @param locked the tables that adding it locks against writers
     * @param sql adds it NOT VALID
     * @param validate null when the old one is not valid either
     * @param over the columns it must turn out to be over
     */
    record Addition(
            Target table,
            List<Target> locked,
            String name,
            String sql,
            @Nullable String validate,
            Set<String> over) {}

    private static final String CONSTRAINTS = """
            SELECT c.conname, c.contype::text, pg_catalog.pg_get_constraintdef(c.oid), c.convalidated,
                   (SELECT array_agg(a.attname::text ORDER BY k.position)
                    FROM unnest(c.conkey) WITH ORDINALITY AS k(attnum, position)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum),
                   c.condeferrable, c.condeferred
            FROM pg_catalog.pg_constraint c
            WHERE c.conrelid = ?::bigint::oid AND c.contype IN ('c', 'p', 'u', 'x')
              AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname = ANY (?))
            ORDER BY c.conname""";

    /** Foreign keys by a column of the table, or onto one. Those of partitions belong to their parents'. */
    private static final String FOREIGN_KEYS =
            """
            SELECT c.conname, c.convalidated, c.conrelid::bigint, pg_catalog.format('%%I.%%I', n.nspname, t.relname),
                   c.confrelid::bigint, pg_catalog.format('%%I.%%I', rn.nspname, r.relname),
                   %s, %s, c.condeferrable, c.condeferred, c.confmatchtype::text, c.confupdtype::text, c.confdeltype::text,
                   coalesce(to_jsonb(c) ->> 'confdelsetcols', '') <> '', t.relkind = 'p' OR r.relkind = 'p'
            FROM pg_catalog.pg_constraint c
            JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid = c.confrelid
            JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
            WHERE c.contype = 'f' AND c.conparentid = 0
              AND EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attname = ANY (?)
                          AND a.attrelid = ?::bigint::oid
                          AND (a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
                               OR a.attrelid = c.confrelid AND a.attnum = ANY (c.confkey)))
            ORDER BY c.conname, 4""".formatted(columns("c.conrelid", "c.conkey"), columns("c.confrelid", "c.confkey"));

    private static String columns(String table, String key) {
        return "(SELECT array_agg(a.attname::text ORDER BY k.position) FROM unnest(" + key
                + ") WITH ORDINALITY AS k(attnum, position) JOIN pg_catalog.pg_attribute a ON a.attrelid = " + table
                + " AND a.attnum = k.attnum)";
    }

    private record ForeignKey(
            String name,
            boolean valid,
            Target table,
            Target referenced,
            List<String> columns,
            List<String> referencedColumns,
            boolean deferrable,
            boolean deferred,
            String match,
            String onUpdate,
            String onDelete,
            boolean setsColumns,
            boolean partitioned) {

        /** As CREATE TABLE has it, but for the columns; deferred where it may be. */
        String clauses() {
            return (match.equals("f") ? " MATCH FULL" : "")
                    + action(" ON UPDATE ", onUpdate)
                    + action(" ON DELETE ", onDelete)
                    + (deferrable ? " DEFERRABLE INITIALLY DEFERRED" : "");
        }

        /** https://www.postgresql.org/docs/15/catalog-pg-constraint.html, confupdtype. */
        private static String action(String on, String code) {
            return switch (code) {
                case "r" -> on + "RESTRICT";
                case "c" -> on + "CASCADE";
                case "n" -> on + "SET NULL";
                case "d" -> on + "SET DEFAULT";
                default -> "";
            };
        }
    }

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
            boolean deferred) {}

    /** What hangs on the migration and on each that moves with it as one, in the order of {@link Shape#members}. */
    static List<CarryOver> read(Connection connection, Shape shape) throws SQLException {
        List<CarryOver> all = new ArrayList<>();
        for (Shape member : shape.members()) {
            boolean downMayFail = DownMayFail.of(connection, member);
            Db.execute(connection, List.of("SET LOCAL search_path = pg_catalog, pg_temp"));
            all.add(new Reader(connection, member, shape, downMayFail).read());
        }
        return all;
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
        private final Shape lead;
        private final Object[] tableAndOld;
        private final Successor successor;
        private final boolean paired;
        private final Map<String, Indexes.Copy> copies;
        private final List<String> obstacles = new ArrayList<>();
        private final List<Indexes.Copy> indexes = new ArrayList<>();
        private final List<Addition> additions = new ArrayList<>();
        private final List<String> foreignKeys = new ArrayList<>();
        private final List<String> handOver = new ArrayList<>();

        Reader(Connection connection, Shape shape, Shape lead, boolean downMayFail) throws SQLException {
            this.connection = connection;
            this.shape = shape;
            this.lead = lead;
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
            List<Constraint> constraints = constraints();
            for (Constraint constraint : constraints) {
                switch (constraint.type()) {
                    case "c" -> check(constraint);
                    case "x" ->
                        obstacles.add("exclusion constraint " + constraint.name()
                                + " is not carried over; drop it, and make" + " one over the new columns");
                    default -> {}
                }
            }
            for (ForeignKey key : foreignKeys()) {
                foreignKey(key);
            }
            notNull(properties);
            for (Constraint constraint : constraints) {
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
                    List.copyOf(obstacles),
                    List.copyOf(indexes),
                    List.copyOf(additions),
                    List.copyOf(foreignKeys),
                    List.copyOf(handOver));
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
                            row.getBoolean(7)),
                    tableAndOld);
        }

        private List<ForeignKey> foreignKeys() throws SQLException {
            return Db.rows(
                    connection,
                    FOREIGN_KEYS,
                    row -> new ForeignKey(
                            row.getString(1),
                            row.getBoolean(2),
                            new Target(row.getLong(3), row.getString(4)),
                            new Target(row.getLong(5), row.getString(6)),
                            Db.key(row, 7),
                            Db.key(row, 8),
                            row.getBoolean(9),
                            row.getBoolean(10),
                            row.getString(11),
                            row.getString(12),
                            row.getString(13),
                            row.getBoolean(14),
                            row.getBoolean(15)),
                    tableAndOld[1],
                    tableAndOld[0]);
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
                    Target.of(shape),
                    List.of(Target.of(shape)),
                    name,
                    table() + "ADD CONSTRAINT " + TableName.quote(name) + " " + bare + " NOT VALID",
                    old.valid() ? table() + "VALIDATE CONSTRAINT " + TableName.quote(name) : null,
                    successors(old.columns())));
            handOver.add(table() + "DROP CONSTRAINT " + TableName.quote(old.name()));
            handOver.add(table() + "RENAME CONSTRAINT " + TableName.quote(name) + " TO " + TableName.quote(old.name()));
        }

        private void check(Constraint constraint) {
            if (successor.mayClash(constraint.definition(), constraint.columns())) {
                obstacles.add(
                        "constraint " + constraint.name() + " is over columns of several collations, or says COLLATE"
                                + " itself; drop it, and make one over the new columns");
                return;
            }
            add(constraint, successor.in(constraint.definition()));
        }

        /**
         * Whose column refers makes it, on its own new column where that moves too; the table referred to makes those of
         * tables that do not move. While both stand both act, the second on rows that the first has changed already: only a
         * default would be set where the first has set another. A deferrable one is deferred at first, since clients know
         * its name not yet, and SET CONSTRAINTS is theirs.
         */
        private void foreignKey(ForeignKey key) {
            Shape owner = lead.members().stream()
                    .filter(member -> member.tableOid() == key.table().oid()
                            && member.olds().stream()
                                    .anyMatch(old -> key.columns().contains(old.name())))
                    .findFirst()
                    .orElse(shape);
            if (!owner.equals(shape)) {
                return;
            }
            String what =
                    "foreign key " + key.name() + " of table " + key.table().quoted();
            if (!paired || key.setsColumns()) {
                obstacles.add(what + " is not carried over by this kind of migration; drop it,"
                        + " and make one over the new columns");
                return;
            }
            if (key.onUpdate().equals("d") || key.onDelete().equals("d")) {
                obstacles.add(what + " sets a default, which two of them side by side would not agree about; make it"
                        + " another action, or drop it for the time of the migration");
                return;
            }
            if (key.partitioned()) {
                obstacles.add(
                        what + " is one of a partitioned table, where the server adds none without a long lock; drop"
                                + " it for the time of the migration if the tables may drift");
                return;
            }
            List<String> columns = successors(key.table(), key.columns());
            List<String> referenced = successors(key.referenced(), key.referencedColumns());
            String name = Ddl.indexName(shape.migration().name(), key.name());
            String alter = "ALTER TABLE " + key.table().quoted() + " ";
            boolean deferredForNow = key.deferrable() && !key.deferred();
            additions.add(new Addition(
                    key.table(),
                    locked(key),
                    name,
                    alter + "ADD CONSTRAINT " + TableName.quote(name) + " FOREIGN KEY (" + quoted(columns)
                            + ") REFERENCES " + key.referenced().quoted() + " (" + quoted(referenced) + ")"
                            + key.clauses() + " NOT VALID",
                    key.valid() ? alter + "VALIDATE CONSTRAINT " + TableName.quote(name) : null,
                    new TreeSet<>(columns)));
            foreignKeys.add(alter + "DROP CONSTRAINT " + TableName.quote(key.name()));
            foreignKeys.add(
                    alter + "RENAME CONSTRAINT " + TableName.quote(name) + " TO " + TableName.quote(key.name()));
            if (deferredForNow) {
                foreignKeys.add(
                        alter + "ALTER CONSTRAINT " + TableName.quote(key.name()) + " DEFERRABLE INITIALLY IMMEDIATE");
            }
        }

        /** Of a table that only is referred to, the engine's user need not be the owner, who alone may lock it by itself. */
        private List<Target> locked(ForeignKey key) {
            boolean moves = lead.members().stream()
                    .anyMatch(member -> member.tableOid() == key.referenced().oid());
            return moves && !key.table().equals(key.referenced())
                    ? List.of(key.table(), key.referenced())
                    : List.of(key.table());
        }

        private List<String> successors(Target table, List<String> columns) {
            return columns.stream()
                    .map(column -> {
                        ColumnFacts successor = lead.successor(table.oid(), column);
                        return successor == null ? column : successor.name();
                    })
                    .toList();
        }

        private static String quoted(List<String> columns) {
            return columns.stream().map(TableName::quote).collect(Collectors.joining(", "));
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
                    Target.of(shape),
                    List.of(Target.of(shape)),
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
