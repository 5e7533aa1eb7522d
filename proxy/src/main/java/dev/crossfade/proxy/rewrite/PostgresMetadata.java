package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's own catalogs (https://www.postgresql.org/docs/15/catalogs.html) and the information schema, as a client must see
 * them: without the columns of the side it does not speak, and what hangs on these (indexes, constraints, defaults,
 * comments, statistics), and without the guard trigger. Immutable.
 */
final class PostgresMetadata implements Metadata {
    /** Words of which a text that reads any of it has one. */
    static final Set<String> WORDS = Set.of(
            "pg_attribute",
            "pg_attrdef",
            "pg_index",
            "pg_indexes",
            "pg_constraint",
            "pg_description",
            "pg_stats",
            "pg_trigger",
            "information_schema");

    /** Views of the information schema with a row for each column of a table, or more. */
    private static final Set<String> COLUMN_VIEWS = Set.of(
            "columns",
            "column_privileges",
            "role_column_grants",
            "key_column_usage",
            "constraint_column_usage",
            "view_column_usage",
            "column_domain_usage",
            "column_udt_usage");

    /** Columns that a table has and a query in its place has not. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "ctid", "xmin", "xmax", "cmin", "cmax");

    private final List<Hidden> hidden;

    /** Columns of one table that are not to be seen. */
    private record Hidden(Relation table, List<Column> columns) {
        String oid() {
            return String.valueOf(table.oid());
        }

        String numbers() {
            return columns.stream().map(c -> String.valueOf(c.attnum())).collect(Collectors.joining(", "));
        }

        String names() {
            return columns.stream().map(c -> literal(c.name())).collect(Collectors.joining(", "));
        }

        String named(String schema, String name) {
            return schema + " = " + literal(table.name().schema()) + " AND " + name + " = "
                    + literal(table.name().name());
        }

        String index(String index, String keys) {
            return "(ARRAY[" + numbers() + "]::pg_catalog.int2[] && (" + keys
                    + ")::pg_catalog.int2[] OR EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 1259 AND objid = "
                    + index + " AND refclassid = 1259 AND refobjid = " + oid() + " AND refobjsubid IN (" + numbers()
                    + ")))";
        }

        String constraint() {
            String array = "ARRAY[" + numbers() + "]::pg_catalog.int2[]";
            return "conrelid = " + oid() + " AND conkey && " + array + " OR confrelid = " + oid() + " AND confkey && "
                    + array;
        }
    }

    private PostgresMetadata(List<Hidden> hidden) {
        this.hidden = List.copyOf(hidden);
    }

    static Metadata of(RuleSet rules, Catalog catalog) {
        List<Hidden> hidden = new ArrayList<>();
        for (MigrationRule rule : rules.rules()) {
            Relation table = catalog.relation(rule.migration().table());
            if (table == null) {
                continue;
            }
            List<Column> columns = Metadata.hidden(rule, table);
            if (!columns.isEmpty()) {
                hidden.add(new Hidden(table, columns));
            }
        }
        return hidden.isEmpty() ? AS_IT_IS : new PostgresMetadata(hidden);
    }

    @Override
    public boolean isNamedIn(List<Token> statement) {
        return !hidden.isEmpty()
                && statement.stream().anyMatch(token -> token.isName() && WORDS.contains(token.value()));
    }

    /** A query has no system columns, and its columns no schema. */
    @Override
    public Metadata in(List<Token> statement) {
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            if (!token.isName()) {
                continue;
            }
            boolean schemaAndColumn = i > 0
                    && i + 1 < statement.size()
                    && statement.get(i - 1).isSymbol(".")
                    && statement.get(i + 1).isSymbol(".");
            if (SYSTEM_COLUMNS.contains(token.value()) || (schemaAndColumn && isHidden(token.value()))) {
                return AS_IT_IS;
            }
        }
        return this;
    }

    private static boolean isHidden(String name) {
        return WORDS.contains(name)
                || COLUMN_VIEWS.contains(name)
                || name.equals("table_constraints")
                || name.equals("triggers");
    }

    @Override
    public @Nullable String visible(List<Name> names) {
        if (hidden.isEmpty() || names.size() > 2) {
            return null;
        }
        String name = names.get(names.size() - 1).value();
        String schema = names.size() == 2 ? names.get(0).value() : "pg_catalog";
        Function<Hidden, String> condition = switch (schema) {
            case "pg_catalog" -> ofCatalog(name);
            case "information_schema" -> ofInformationSchema(name);
            default -> null;
        };
        return condition == null
                ? null
                : hidden.stream()
                        .map(one -> "(" + condition.apply(one) + ") IS NOT TRUE")
                        .collect(Collectors.joining(" AND "));
    }

    private static @Nullable Function<Hidden, String> ofCatalog(String name) {
        return switch (name) {
            case "pg_attribute" -> one -> "attrelid = " + one.oid() + " AND attnum IN (" + one.numbers() + ")";
            case "pg_attrdef" -> one -> "adrelid = " + one.oid() + " AND adnum IN (" + one.numbers() + ")";
            case "pg_description" ->
                one -> "classoid = 1259 AND objoid = " + one.oid() + " AND objsubid IN (" + one.numbers() + ")";
            case "pg_constraint" -> Hidden::constraint;
            case "pg_index" -> one -> "indrelid = " + one.oid() + " AND " + one.index("indexrelid", "indkey");
            case "pg_indexes" ->
                one -> one.named("schemaname", "tablename")
                        + " AND indexname IN (SELECT relname FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON"
                        + " pg_class.oid = indexrelid WHERE indrelid = " + one.oid() + " AND "
                        + one.index("indexrelid", "indkey") + ")";
            case "pg_trigger" ->
                one -> "tgrelid = " + one.oid() + " AND " + ColumnMigration.isOurs("tgname::pg_catalog.text");
            case "pg_stats" -> one -> one.named("schemaname", "tablename") + " AND attname IN (" + one.names() + ")";
            default -> null;
        };
    }

    private static @Nullable Function<Hidden, String> ofInformationSchema(String name) {
        if (COLUMN_VIEWS.contains(name)) {
            return one -> one.named("table_schema", "table_name") + " AND column_name IN (" + one.names() + ")";
        }
        if (name.equals("triggers")) {
            return one -> one.named("event_object_schema", "event_object_table") + " AND "
                    + ColumnMigration.isOurs("trigger_name::pg_catalog.text");
        }
        return name.equals("table_constraints")
                ? one -> one.named("table_schema", "table_name")
                        + " AND constraint_name IN (SELECT conname FROM pg_catalog.pg_constraint WHERE "
                        + one.constraint() + ")"
                : null;
    }

    private static String literal(String value) {
        return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
