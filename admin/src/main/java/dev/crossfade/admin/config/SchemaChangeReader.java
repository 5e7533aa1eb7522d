package dev.crossfade.admin.config;

import dev.crossfade.admin.tool.ChangeTool;
import dev.crossfade.flags.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what a migration file changes in the schema. What only the database knows is left for the engine. */
final class SchemaChangeReader {
    /** The keys that it reads, each with an example. */
    static final Map<String, String> FORMS = Map.of(
            "notNull", "{column: email}",
            "check", "{name: price_positive, expression: price > 0}",
            "foreignKey",
                    "{name: orders_customer_fkey, columns: [customer_id], references: {table: customers, columns: [id]}}",
            "unique", "{name: users_email_key, columns: [email]}",
            "createIndex", "{name: orders_by_day, on: [day]}",
            "dropIndex", "{name: orders_by_day}",
            "dropColumn", "{column: fax}",
            "rewrite", "{tool: pg_repack}");

    private static final List<String> TOOLS = ChangeTool.ALL.stream()
            .filter(ChangeTool::forPostgres)
            .map(ChangeTool::program)
            .toList();

    /** Keys that say how rows are carried from old columns to new ones. */
    private static final List<String> OF_COLUMNS =
            List.of("backfill", "guard", "shadow", "rollback", "unrewritable", "advance");

    private static final List<String> ACTIONS = List.of("no action", "restrict", "cascade", "set null", "set default");
    private static final Pattern METHOD = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final String WHOLE = "\"USING gin (tags) WHERE tags IS NOT NULL\"";

    private final YamlFile file;
    private final Values values;
    private final Names names;

    SchemaChangeReader(YamlFile file) {
        this.file = file;
        this.values = new Values(file);
        this.names = new Names(file);
    }

    /** What the key {@code form} says, or null after a report. */
    @Nullable
    SchemaChange read(Section migration, String form) {
        for (String key : OF_COLUMNS) {
            if (migration.has(key)) {
                file.problem(
                        migration.at(key), key + " has no meaning with " + form, "remove it: no rows are carried over");
            }
        }
        if (!form.equals("dropColumn") && migration.has("soak")) {
            file.problem(migration.at("soak"), "soak has no meaning with " + form, "remove it: nothing is waited for");
        }
        MappingNode node = migration.requireMapping(form, example(form));
        if (node == null) {
            return null;
        }
        return switch (form) {
            case "notNull" -> notNull(Section.of(file, node, form, List.of("column")));
            case "check" -> check(Section.of(file, node, form, List.of("name", "expression")));
            case "foreignKey" ->
                foreignKey(
                        Section.of(file, node, form, List.of("name", "columns", "references", "onDelete", "onUpdate")));
            case "unique" -> unique(Section.of(file, node, form, List.of("name", "columns")));
            case "createIndex" ->
                createIndex(Section.of(
                        file, node, form, List.of("name", "on", "definition", "using", "where", "unique", "include")));
            case "dropIndex" -> dropIndex(Section.of(file, node, form, List.of("name")));
            case "rewrite" -> rewrite(Section.of(file, node, form, List.of("tool", "options")));
            default -> dropColumn(Section.of(file, node, form, List.of("column")));
        };
    }

    static String example(String form) {
        return FORMS.getOrDefault(form, "");
    }

    /** How long nobody may have used what is dropped. */
    @Nullable
    Duration soak(Section migration, Duration byDefault, Duration most) {
        ScalarNode node = migration.optionalText("soak", "24h");
        return node == null ? byDefault : values.duration(node, Duration.ZERO, most);
    }

    private SchemaChange.@Nullable NotNull notNull(Section section) {
        String column = names.identifier(section.requireText("column", "email"), "column");
        return column == null ? null : new SchemaChange.NotNull(column);
    }

    private SchemaChange.@Nullable Check check(Section section) {
        String name = names.identifier(section.requireText("name", "price_positive"), "constraint");
        ScalarNode expression = section.requireText("expression", "price > 0");
        return name == null || expression == null ? null : new SchemaChange.Check(name, expression.getValue());
    }

    private SchemaChange.@Nullable ForeignKey foreignKey(Section section) {
        String name = names.identifier(section.requireText("name", "orders_customer_fkey"), "constraint");
        List<String> columns = names.columns(section, "columns", "[customer_id]");
        TableName table = null;
        List<String> referenced = List.of();
        MappingNode node = section.requireMapping("references", "{table: customers, columns: [id]}");
        if (node != null) {
            Section references = Section.of(file, node, "references", List.of("table", "columns"));
            table = names.table(references.requireText("table", "customers"));
            referenced = names.columns(references, "columns", "[id]");
            if (!columns.isEmpty() && !referenced.isEmpty() && columns.size() != referenced.size()) {
                file.problem(
                        references.at("columns"),
                        columns.size() + " columns refer to " + referenced.size(),
                        "name as many columns here as in columns, in the same order");
                return null;
            }
        }
        String onDelete = action(section, "onDelete");
        String onUpdate = action(section, "onUpdate");
        return name == null || columns.isEmpty() || table == null || referenced.isEmpty()
                ? null
                : new SchemaChange.ForeignKey(name, columns, table, referenced, onDelete, onUpdate);
    }

    private @Nullable String action(Section section, String key) {
        ScalarNode node = section.optionalText(key, "cascade");
        if (node == null) {
            return null;
        }
        if (!ACTIONS.contains(node.getValue())) {
            file.problem(
                    node,
                    key + " " + Values.shown(node) + " is no action",
                    Nearest.to(node.getValue(), ACTIONS)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("write one of " + String.join(", ", ACTIONS)));
            return null;
        }
        return node.getValue().toUpperCase(Locale.ROOT);
    }

    private SchemaChange.@Nullable Unique unique(Section section) {
        String name = names.identifier(section.requireText("name", "users_email_key"), "constraint");
        List<String> columns = names.columns(section, "columns", "[email]");
        return name == null || columns.isEmpty() ? null : new SchemaChange.Unique(name, columns);
    }

    private SchemaChange.@Nullable CreateIndex createIndex(Section section) {
        String name = names.identifier(section.requireText("name", "orders_by_day"), "index");
        ScalarNode uniqueNode = section.optionalText("unique", "true");
        Boolean unique = uniqueNode == null ? Boolean.FALSE : values.truth(uniqueNode);
        String definition = section.has("definition") ? whole(section) : parts(section);
        return name == null || unique == null || definition == null
                ? null
                : new SchemaChange.CreateIndex(name, unique, definition);
    }

    private @Nullable String whole(Section section) {
        ScalarNode definition = section.optionalText("definition", WHOLE);
        boolean isAlone = true;
        for (String key : List.of("on", "using", "where", "include")) {
            if (section.has(key)) {
                file.problem(
                        section.at(key),
                        "'" + key + "' beside 'definition', which says all that follows the table's name",
                        "keep one of the two");
                isAlone = false;
            }
        }
        return definition == null || !isAlone ? null : definition.getValue();
    }

    /** Each on a line of its own, so that a comment at its end does not swallow what comes after. */
    private @Nullable String parts(Section section) {
        List<String> on = new ArrayList<>();
        for (Node item : section.requireList("on", "[day, lower(name)]")) {
            if (item instanceof ScalarNode scalar
                    && !Section.isNull(scalar)
                    && !scalar.getValue().isBlank()) {
                on.add(scalar.getValue());
            } else {
                file.problem(
                        item,
                        "an index's column is " + Section.form(item),
                        "write it as in CREATE INDEX: on: [day, lower(name), price DESC]");
            }
        }
        ScalarNode using = section.optionalText("using", "gin");
        if (using != null && !METHOD.matcher(using.getValue()).matches()) {
            file.problem(
                    using, Values.shown(using) + " is no index method", "write one such as btree, gin, gist, brin");
            return null;
        }
        List<String> include = section.has("include") ? names.columns(section, "include", "[price]") : List.of();
        ScalarNode where = section.optionalText("where", "price > 0");
        if (on.isEmpty()) {
            return null;
        }
        StringBuilder definition = new StringBuilder();
        if (using != null) {
            definition.append("USING ").append(using.getValue()).append(' ');
        }
        definition.append('(').append(String.join("\n, ", on)).append("\n)");
        if (!include.isEmpty()) {
            definition
                    .append(" INCLUDE (")
                    .append(String.join(
                            ", ", include.stream().map(TableName::quote).toList()))
                    .append(')');
        }
        if (where != null) {
            definition.append(" WHERE (").append(where.getValue()).append("\n)");
        }
        return definition.toString();
    }

    private SchemaChange.@Nullable DropIndex dropIndex(Section section) {
        String name = names.identifier(section.requireText("name", "orders_by_day"), "index");
        return name == null ? null : new SchemaChange.DropIndex(name);
    }

    private SchemaChange.@Nullable DropColumn dropColumn(Section section) {
        String column = names.identifier(section.requireText("column", "fax"), "column");
        return column == null ? null : new SchemaChange.DropColumn(column);
    }

    private SchemaChange.@Nullable Rewrite rewrite(Section section) {
        ScalarNode named = section.requireText("tool", "pg_repack");
        MappingNode given = section.optionalMapping("options", "{order-by: created_at}");
        if (named == null) {
            return null;
        }
        ChangeTool tool = ChangeTool.ALL.stream()
                .filter(one -> one.program().equals(named.getValue()))
                .findFirst()
                .orElse(null);
        if (tool == null || !tool.forPostgres()) {
            file.problem(
                    named,
                    tool == null
                            ? "tool " + Values.shown(named) + " is not known"
                            : tool.program() + " rewrites tables of MySQL, and migrations are PostgreSQL's",
                    Nearest.to(named.getValue(), TOOLS)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("write one of " + String.join(", ", TOOLS)));
            return null;
        }
        return given == null ? new SchemaChange.Rewrite(tool, Map.of()) : rewrite(tool, given);
    }

    private SchemaChange.@Nullable Rewrite rewrite(ChangeTool tool, MappingNode given) {
        int before = file.problemCount();
        Section section = Section.of(file, given, "options of " + tool.program(), tool.options());
        Map<String, String> options = new HashMap<>();
        for (String name : tool.options()) {
            ScalarNode node = section.optionalText(name, "…, as " + tool.program() + "'s manual says");
            if (node != null) {
                options.put(name, node.getValue());
                tool.problems(Map.of(name, node.getValue()))
                        .forEach(problem -> file.problem(node, problem, "see " + tool.program() + "'s manual"));
            }
        }
        if (file.problemCount() == before) {
            tool.problems(options).forEach(problem -> file.problem(given, problem, "keep one of them"));
        }
        return file.problemCount() == before ? new SchemaChange.Rewrite(tool, options) : null;
    }
}
