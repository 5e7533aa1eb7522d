package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.rewrite.Edits;
import dev.crossfade.proxy.rewrite.Metadata;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code information_schema} (https://dev.mysql.com/doc/refman/8.0/en/information-schema.html), {@code SHOW COLUMNS}, {@code SHOW
 * INDEX} and {@code DESCRIBE} without the columns that the client does not speak, and the indexes and keys over any of them.
 * {@code SHOW CREATE TABLE} has no rows to be left out: it shows the table as it is, and so does {@code SHOW EXTENDED INDEX}, in which
 * queries find other rows than elsewhere. Immutable.
 */
public final class MySqlMetadata implements Metadata {
    static final String SCHEMA = "information_schema";

    /** Views with a row for each column of a table. */
    private static final Set<String> COLUMN_VIEWS =
            Set.of("columns", "columns_extensions", "column_privileges", "st_geometry_columns");

    /** The views in which something is hidden. */
    static final Set<String> VIEWS = Set.of(
            "columns",
            "columns_extensions",
            "column_privileges",
            "st_geometry_columns",
            "statistics",
            "key_column_usage",
            "table_constraints",
            "referential_constraints");

    /** What a string can hold in every {@code sql_mode} and character set. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$ -]+");

    private final List<Hidden> hidden;
    private final MySqlNames forms;
    private final MySqlSession session;
    private final Set<TableName> shadowed;

    /** Columns of one table that are not to be seen. */
    private record Hidden(TableName table, List<Column> columns) {
        String names() {
            return columns.stream().map(c -> literal(c.name())).collect(Collectors.joining(", ", "(", ")"));
        }

        String isTable(String prefix) {
            return prefix + "table_schema = " + literal(table.schema()) + " AND " + prefix + "table_name = "
                    + literal(table.name());
        }

        /** The names of its indexes over one of the columns, or an expression with one. */
        String indexes() {
            return "(SELECT index_name FROM information_schema.statistics WHERE " + isTable("")
                    + " AND (column_name IN " + names()
                    + columns.stream()
                            .map(c -> " OR LOCATE(" + literal(inExpression(c.name())) + ", LOWER(expression))")
                            .collect(Collectors.joining())
                    + "))";
        }

        /** As the server shows a column in an expression, where it escapes single quotes even in names. */
        private static String inExpression(String name) {
            return '`' + name.replace("`", "``").replace("'", "\\'") + '`';
        }

        /** The foreign keys of the columns, and those to them. */
        String foreignKeys() {
            return "(SELECT table_schema, table_name, constraint_name FROM information_schema.key_column_usage WHERE "
                    + "referenced_table_name IS NOT NULL AND (" + isTable("") + " AND column_name IN " + names()
                    + " OR " + isTable("referenced_") + " AND referenced_column_name IN " + names() + "))";
        }
    }

    private MySqlMetadata(List<Hidden> hidden, MySqlNames forms, MySqlSession session, Set<TableName> shadowed) {
        this.hidden = List.copyOf(hidden);
        this.forms = forms;
        this.session = session;
        this.shadowed = shadowed;
    }

    /**
     * What is hidden in one session.
     *
     * @param catalog as {@code forms} gives it
     * @param shadowed tables that temporary ones hide
     */
    public static Metadata of(
            RuleSet rules, Catalog catalog, MySqlNames forms, MySqlSession session, Set<TableName> shadowed) {
        List<Hidden> hidden = new ArrayList<>();
        for (MigrationRule given : rules.rules()) {
            MigrationRule rule = forms.rule(given);
            Relation table = catalog.relation(rule.migration().table());
            List<Column> columns = table == null ? List.of() : Metadata.hidden(rule, table);
            if (table != null && !columns.isEmpty()) {
                hidden.add(new Hidden(table.name(), columns));
            }
        }
        return hidden.isEmpty() ? AS_IT_IS : new MySqlMetadata(hidden, forms, session, Set.copyOf(shadowed));
    }

    @Override
    public boolean isNamedIn(List<Token> statement) {
        boolean inside = SCHEMA.equalsIgnoreCase(session.database());
        return statement.stream()
                .anyMatch(t -> t.isName()
                        && (t.value().equalsIgnoreCase(SCHEMA) || (inside && VIEWS.contains(lower(t.value())))));
    }

    /** The columns of a query have no database. */
    @Override
    public Metadata in(List<Token> statement) {
        for (int i = 1; i + 1 < statement.size(); i++) {
            if (statement.get(i - 1).isSymbol(".")
                    && statement.get(i + 1).isSymbol(".")
                    && VIEWS.contains(lower(statement.get(i).value()))) {
                return AS_IT_IS;
            }
        }
        return this;
    }

    @Override
    public @Nullable String visible(List<Name> names) {
        String schema = names.size() == 2 ? names.get(0).value() : names.size() == 1 ? session.database() : null;
        if (!SCHEMA.equalsIgnoreCase(schema)) {
            return null;
        }
        Function<Hidden, String> condition =
                of(lower(names.get(names.size() - 1).value()));
        return condition == null
                ? null
                : hidden.stream()
                        .map(one -> "(" + condition.apply(one) + ") IS NOT TRUE")
                        .collect(Collectors.joining(" AND "));
    }

    private static @Nullable Function<Hidden, String> of(String view) {
        if (COLUMN_VIEWS.contains(view)) {
            return one -> one.isTable("") + " AND column_name IN " + one.names();
        }
        return switch (view) {
            case "statistics" -> one -> one.isTable("") + " AND index_name IN " + one.indexes();
            case "key_column_usage" ->
                one -> "referenced_table_name IS NULL AND " + one.isTable("") + " AND constraint_name IN "
                        + one.indexes()
                        + " OR referenced_table_name IS NOT NULL AND (table_schema, table_name, constraint_name) IN "
                        + one.foreignKeys();
            case "table_constraints" ->
                one -> "constraint_type IN ('PRIMARY KEY', 'UNIQUE') AND " + one.isTable("")
                        + " AND constraint_name IN " + one.indexes()
                        + " OR constraint_type = 'FOREIGN KEY' AND (table_schema, table_name, constraint_name) IN "
                        + one.foreignKeys();
            case "referential_constraints" ->
                one -> "(constraint_schema, table_name, constraint_name) IN " + one.foreignKeys();
            default -> null;
        };
    }

    @Override
    public void show(List<Token> statement, String text, Edits edits) {
        MySqlShow show = MySqlShow.of(statement);
        if (show == null) {
            return;
        }
        String schema =
                show.schema() == null ? session.database() : show.schema().value();
        if (schema == null) {
            return;
        }
        TableName table =
                new TableName(forms.table(schema), forms.table(show.table().value()));
        List<Hidden> of =
                hidden.stream().filter(one -> one.table().equals(table)).toList();
        if (of.isEmpty() || shadowed.contains(table)) {
            return;
        }
        String visible = of.stream()
                .map(one -> show.indexes() ? "Key_name NOT IN " + one.indexes() : "Field NOT IN " + one.names())
                .collect(Collectors.joining(" AND "));
        show.hide(statement, visible, text, edits);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String literal(String value) {
        return PLAIN.matcher(value).matches()
                ? "'" + value + "'"
                : "_utf8mb4 0x" + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
    }
}
