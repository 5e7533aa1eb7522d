package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.SchemaChange;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.ShapeReader;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** FOREIGN KEY: NOT VALID first, which new rows must hold at once, then VALIDATE. */
final class ForeignKeyKind implements Kind {
    private static final String UNIQUE_OVER = """
            SELECT 1 FROM pg_catalog.pg_index i
            WHERE i.indrelid = ?::bigint::oid AND i.indisunique AND i.indisvalid AND i.indimmediate
              AND i.indpred IS NULL AND i.indexprs IS NULL
              AND (SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attname)
                   FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
                   JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                   WHERE k.position <= i.indnkeyatts)
                = (SELECT pg_catalog.array_agg(c ORDER BY c COLLATE "C") FROM unnest(?::text[]) AS c)""";

    private static final String LEADING_INDEX = """
            SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid
              AND a.attnum = (i.indkey::int2[])[0]
            WHERE i.indrelid = ?::bigint::oid AND i.indisvalid AND i.indpred IS NULL AND a.attname = ANY (?)""";

    private final SchemaChange.ForeignKey key;

    ForeignKeyKind(SchemaChange.ForeignKey key) {
        this.key = key;
    }

    @Override
    public List<ChangeStep> steps() {
        return List.of(
                new Steps.Scan(this::violations),
                new Steps.Alter(
                        "add",
                        "from here on a row without its parent is refused (23503), and so is taking the parent away",
                        "SHARE ROW EXCLUSIVE on both tables",
                        "the constraint is there, not valid yet",
                        List.of(key.references()),
                        t -> List.of(add(t)),
                        t -> List.of(Relations.dropConstraint(t, key.name()))),
                new Steps.Validate(
                        key.name(),
                        Steps.CONCURRENT + "; on " + key.references() + " ROW SHARE, which stops none either",
                        1));
    }

    private String add(Target target) {
        return "ALTER TABLE " + target.quoted() + " ADD CONSTRAINT " + TableName.quote(key.name()) + " FOREIGN KEY ("
                + Relations.list(key.columns()) + ") REFERENCES "
                + key.references().quoted() + " ("
                + Relations.list(key.referenced()) + ")"
                + (key.onDelete() == null ? "" : " ON DELETE " + key.onDelete())
                + (key.onUpdate() == null ? "" : " ON UPDATE " + key.onUpdate()) + " NOT VALID";
    }

    private Violations violations(Target target) {
        String join = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "r." + TableName.quote(key.referenced().get(i)) + " = t."
                        + TableName.quote(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        String given = key.columns().stream()
                .map(c -> "t." + TableName.quote(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return Violations.rows(
                target,
                given + " AND NOT EXISTS (SELECT FROM " + key.references().quoted() + " r WHERE " + join + ")",
                "row(s) refer to none of " + key.references(),
                "Correct or remove them, or add what they refer to, and see to it that no new ones come.");
    }

    private static @Nullable Long oid(Connection connection, TableName table) throws SQLException {
        return Db.first(
                connection,
                "SELECT c.oid::bigint FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r' AND c.relpersistence <> 't'",
                row -> row.getLong(1),
                table.schema(),
                table.name());
    }

    @Override
    public List<Finding> findings(Connection connection, Target target) throws SQLException {
        List<Finding> findings = new ArrayList<>(Relations.missing(connection, target, key.columns()));
        findings.addAll(Relations.constraintIsThere(connection, target, key.name()));
        Long referenced = oid(connection, key.references());
        if (referenced == null) {
            findings.add(new Finding(
                    "there is no ordinary table " + key.references(), "Name one that exists, with its schema."));
            return findings;
        }
        Target other = new Target(key.references(), referenced, -1, 0, target.lockTimeout(), "''");
        List<Finding> missing = Relations.missing(connection, other, key.referenced());
        findings.addAll(missing);
        if (missing.isEmpty()
                && Db.first(
                                connection,
                                UNIQUE_OVER,
                                row -> row.getInt(1),
                                referenced,
                                Db.array(connection, key.referenced()))
                        == null) {
            findings.add(new Finding(
                    "no unique constraint of " + key.references() + " is over exactly "
                            + String.join(", ", key.referenced()),
                    "Add one first, by a migration of its own: unique."));
        }
        Boolean may = Db.first(
                connection,
                "SELECT has_table_privilege(?::bigint::oid, 'REFERENCES')",
                row -> row.getBoolean(1),
                referenced);
        if (!Boolean.TRUE.equals(may)) {
            findings.add(new Finding(
                    "the engine's user may not refer to " + key.references(),
                    "GRANT REFERENCES ON " + key.references() + " TO it."));
        }
        if (findings.isEmpty()) {
            String compared = ShapeReader.tries(
                    connection, violations(target).counting().replaceFirst("count\\(\\*\\)", "1") + " LIMIT 0");
            if (compared != null) {
                findings.add(new Finding(
                        "the columns cannot be compared: " + compared, "Give them the same type first: retype."));
                return findings;
            }
            Finding violated = violations(target).findQuickly(connection);
            if (violated != null) {
                findings.add(violated);
            }
        }
        return findings;
    }

    @Override
    public List<String> notes(Connection connection, Target target) throws SQLException {
        boolean indexed = Db.first(
                        connection,
                        LEADING_INDEX,
                        row -> row.getInt(1),
                        target.oid(),
                        Db.array(connection, key.columns()))
                != null;
        return indexed
                ? List.of()
                : List.of("no index of " + target.name() + " begins with " + String.join(" or ", key.columns())
                        + ": each DELETE from " + key.references() + " will read all of " + target.name()
                        + "; createIndex first");
    }

    @Override
    public String wayBack(@Nullable String memo) {
        return "rollback: DROP CONSTRAINT " + TableName.quote(key.name());
    }
}
