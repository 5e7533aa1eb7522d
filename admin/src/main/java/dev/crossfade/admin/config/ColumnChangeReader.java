package dev.crossfade.admin.config;

import dev.crossfade.admin.config.MigrationFile.ColumnChange;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads what a migration changes: the general form {@code columns: {old, new, down}}, and the short forms {@code retype}
 * and {@code rename}. What only the database knows, such as the type of a renamed column, is left for the engine.
 */
final class ColumnChangeReader {
    private static final String COLUMNS =
            "{old: [full_name], new: [{name: first_name, type: text, up: \"split_part(full_name, ' ', 1)\"}],"
                    + " down: {full_name: first_name}}";
    private static final String RENAME = "{column: fullname, to: full_name}";

    private final YamlFile file;

    ColumnChangeReader(YamlFile file) {
        this.file = file;
    }

    /** What the key {@code form} says, or null after a report. */
    @Nullable
    ColumnChange read(Section migration, String form) {
        return switch (form) {
            case "retype" -> retype(migration);
            case "rename" -> rename(migration);
            default -> general(migration);
        };
    }

    private @Nullable ColumnChange retype(Section migration) {
        MappingNode node = migration.requireMapping("retype", ColumnChange.RETYPE);
        if (node == null) {
            return null;
        }
        Section retype = Section.of(file, node, "retype", List.of("column", "to", "as"));
        String column = identifier(retype.requireText("column", "id"));
        ScalarNode to = retype.requireText("to", "bigint");
        ScalarNode as = retype.optionalText("as", "id_new");
        String name = as == null ? column + "_new" : identifier(as);
        if (column == null || to == null || name == null) {
            return null;
        }
        if (as == null && TableName.isTooLong(name)) {
            file.problem(retype.at("column"), "'" + name + "' is too long for a column", "add as: and a shorter name");
            return null;
        }
        if (column.equals(name)) {
            file.problem(
                    retype.at("as"),
                    "the new column has the old one's name",
                    "give it a name of its own; both stand side by side during the migration");
            return null;
        }
        String up = "CAST(" + TableName.quote(column) + " AS " + to.getValue() + ")";
        return new ColumnChange(
                Conversion.CAST, List.of(column), List.of(new NewColumn(name, to.getValue(), up)), Map.of());
    }

    private @Nullable ColumnChange rename(Section migration) {
        MappingNode node = migration.requireMapping("rename", RENAME);
        if (node == null) {
            return null;
        }
        Section rename = Section.of(file, node, "rename", List.of("column", "to"));
        String column = identifier(rename.requireText("column", "fullname"));
        String to = identifier(rename.requireText("to", "full_name"));
        if (column == null || to == null) {
            return null;
        }
        if (column.equals(to)) {
            file.problem(rename.at("to"), "the new name is the old one", "write the name the column is to have");
            return null;
        }
        return new ColumnChange(
                Conversion.IDENTITY,
                List.of(column),
                List.of(new NewColumn(to, "", TableName.quote(column))),
                Map.of(column, TableName.quote(to)));
    }

    private @Nullable ColumnChange general(Section migration) {
        MappingNode node = migration.requireMapping("columns", COLUMNS);
        if (node == null) {
            return null;
        }
        Section columns = Section.of(file, node, "columns", List.of("old", "new", "down"));
        Set<String> names = new HashSet<>();
        List<String> old = new ArrayList<>();
        for (Node item : columns.requireList("old", "[full_name]")) {
            if (!(item instanceof ScalarNode scalar) || Section.isNull(scalar)) {
                file.problem(item, "an old column is " + Section.form(item), "write its name: old: [full_name]");
                continue;
            }
            String name = identifier(scalar);
            if (name != null && unique(scalar, name, names)) {
                old.add(name);
            }
        }
        List<NewColumn> added = new ArrayList<>();
        for (Node item : columns.requireList("new", "[{name: first_name, type: text, up: \"…\"}]")) {
            NewColumn column = newColumn(item, names);
            if (column != null) {
                added.add(column);
            }
        }
        Map<String, String> down = down(columns, old);
        return old.isEmpty() || added.isEmpty() ? null : new ColumnChange(Conversion.FUNCTION, old, added, down);
    }

    private @Nullable NewColumn newColumn(Node item, Set<String> names) {
        if (!(item instanceof MappingNode mapping)) {
            file.problem(
                    item,
                    "a new column is " + Section.form(item) + " where keys and values belong",
                    "write {name: first_name, type: text, up: \"…\"}");
            return null;
        }
        Section column = Section.of(file, mapping, "a new column", List.of("name", "type", "up"));
        ScalarNode nameNode = column.requireText("name", "first_name");
        ScalarNode type = column.requireText("type", "text");
        ScalarNode up = column.requireText("up", "\"split_part(full_name, ' ', 1)\"");
        String name = identifier(nameNode);
        if (nameNode == null || name == null || !unique(nameNode, name, names) || type == null || up == null) {
            return null;
        }
        return new NewColumn(name, type.getValue(), up.getValue());
    }

    private Map<String, String> down(Section columns, List<String> old) {
        Map<String, String> down = new LinkedHashMap<>();
        MappingNode node = columns.requireMapping("down", "{full_name: \"first_name || ' ' || last_name\"}");
        if (node == null) {
            return down;
        }
        Section section = Section.of(file, node, "down", old);
        for (String column : old) {
            ScalarNode expression = section.requireText(column, "\"…\", an expression over the new columns");
            if (expression != null) {
                down.put(column, expression.getValue());
            }
        }
        return down;
    }

    private boolean unique(ScalarNode node, String name, Set<String> names) {
        if (names.add(name)) {
            return true;
        }
        file.problem(node, "column " + name + " is there twice", "every column, old or new, has a name of its own");
        return false;
    }

    private @Nullable String identifier(@Nullable ScalarNode node) {
        return new Names(file).identifier(node, "column");
    }
}
