package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.ShapeReader;
import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.ConversionFunctions;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of a migration's file. The server judges them: as a generated column of a temporary table an expression
 * must parse, name no other columns, be IMMUTABLE and hold no subquery or aggregate
 * (https://www.postgresql.org/docs/15/ddl-generated-columns.html); then all functions are created for trial.
 */
final class ExpressionChecks {
    private ExpressionChecks() {}

    static final Check COMPLETE = (connection, subject) -> {
        List<Finding> findings = new ArrayList<>();
        ColumnMigration migration = subject.migration();
        if (migration.newColumns().size() != subject.shape().news().size()) {
            findings.add(new Finding(
                    "not every new column of migration " + migration.name() + " has a type", "Write it in the file."));
        }
        if (migration.conversion() != Conversion.FUNCTION
                && migration.oldColumns().size() != migration.newColumns().size()) {
            findings.add(new Finding(
                    "migration " + migration.name() + " has "
                            + migration.oldColumns().size() + " old and "
                            + migration.newColumns().size() + " new columns, which a rename or retype cannot pair",
                    "Use the general form with up and down."));
        }
        if (migration.conversion() == Conversion.FUNCTION) {
            for (String old : migration.oldColumns()) {
                if (migration.down().getOrDefault(old, "").isBlank()) {
                    findings.add(new Finding(
                            "migration " + migration.name() + " has no down expression for old column " + old,
                            "Without it there is no way back. Write one over the new columns."));
                }
            }
            migration.newColumns().stream()
                    .filter(c -> c.up().isBlank())
                    .forEach(c -> findings.add(new Finding(
                            "new column " + c.name() + " has no up expression", "Write one over the old columns.")));
        }
        return findings;
    };

    static final Check EXPRESSIONS = (connection, subject) -> {
        Shape shape = subject.shape();
        ColumnMigration migration = shape.migration();
        if (migration.conversion() != Conversion.FUNCTION
                || !COMPLETE.run(connection, subject).isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < shape.news().size(); i++) {
            String wrong = asGenerated(
                    connection,
                    shape.olds(),
                    shape.news().get(i),
                    migration.newColumns().get(i).up());
            if (wrong != null) {
                findings.add(new Finding(
                        "up of new column " + shape.news().get(i).name() + ": " + wrong,
                        "It is an expression over " + names(shape.olds()) + ", IMMUTABLE, without subqueries."));
            }
        }
        for (ColumnFacts old : shape.olds()) {
            String expression = migration.down().getOrDefault(old.name(), "");
            String wrong = asGenerated(connection, shape.news(), old, expression);
            if (wrong == null) {
                wrong = ofNull(connection, shape.news(), expression);
            }
            if (wrong != null) {
                findings.add(new Finding(
                        "down of old column " + old.name() + ": " + wrong,
                        "It is an expression over " + names(shape.news())
                                + ", IMMUTABLE, without subqueries, NULL when all of them are NULL."));
            }
        }
        if (findings.isEmpty()) {
            String wrong = createFunctions(connection, shape);
            if (wrong != null) {
                findings.add(new Finding(
                        "the conversion functions of migration " + migration.name() + " cannot be made: " + wrong,
                        "Check the expressions' types: up must be assignable to the new column, down to the old one."));
            }
        }
        return findings;
    };

    private static @Nullable String asGenerated(
            Connection connection, List<ColumnFacts> from, ColumnFacts to, String expression) throws SQLException {
        String columns = from.stream()
                .map(c -> c.quoted() + " " + c.fullType() + (c.collation() == null ? "" : " COLLATE " + c.collation()))
                .collect(Collectors.joining(", "));
        String target = "crossfade generated";
        String wrong = ShapeReader.tries(
                connection,
                "CREATE TEMPORARY TABLE crossfade_expression (" + columns + ", \"" + target + "\" " + to.fullType()
                        + " GENERATED ALWAYS AS (" + expression + "\n) STORED)");
        if (wrong == null) {
            Db.execute(connection, List.of("DROP TABLE pg_temp.crossfade_expression"));
        }
        return wrong;
    }

    /** down of all NULL must be NULL: rows that are not filled yet have nothing but NULL. */
    private static @Nullable String ofNull(Connection connection, List<ColumnFacts> from, String expression)
            throws SQLException {
        String nulls = from.stream()
                .map(c -> "CAST(NULL AS " + c.fullType() + ") AS " + c.quoted())
                .collect(Collectors.joining(", "));
        String wrong = ShapeReader.tries(
                connection, "SELECT (" + expression + "\n) FROM (SELECT " + nulls + ") AS crossfade_nulls");
        if (wrong != null) {
            return wrong;
        }
        Boolean isNull = Db.first(
                connection,
                "SELECT (" + expression + "\n) IS NULL FROM (SELECT " + nulls + ") AS crossfade_nulls",
                row -> row.getBoolean(1));
        return Boolean.TRUE.equals(isNull) ? null : "of all NULL it is not NULL";
    }

    /** Null, or why they cannot be made. In a transaction that is to be rolled back. */
    static @Nullable String createFunctions(Connection connection, Shape shape) throws SQLException {
        Boolean schema =
                Db.first(connection, "SELECT to_regnamespace('crossfade') IS NOT NULL", row -> row.getBoolean(1));
        if (!Boolean.TRUE.equals(schema)) {
            String wrong = ShapeReader.tries(connection, Ddl.SCHEMA.get(0));
            if (wrong != null) {
                return wrong;
            }
        }
        for (String sql : new ConversionFunctions(shape, false).create()) {
            String wrong = ShapeReader.tries(connection, sql);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static String names(List<ColumnFacts> columns) {
        return columns.stream().map(ColumnFacts::name).collect(Collectors.joining(", "));
    }
}
