package dev.crossfade.admin.config;

import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads names of things in a database. Each answers null after it has reported a problem. */
final class Names {
    private static final String IDENTIFIER = "(?:\"((?:[^\"]|\"\")+)\"|([^\".\\s]+))";
    private static final Pattern TABLE = Pattern.compile("(?:" + IDENTIFIER + "\\.)?" + IDENTIFIER);

    private final YamlFile file;

    Names(YamlFile file) {
        this.file = file;
    }

    /** @param of what the name is of, such as {@code column} */
    @Nullable
    String identifier(@Nullable ScalarNode node, String of) {
        if (node == null) {
            return null;
        }
        if (TableName.isTooLong(node.getValue())) {
            file.problem(
                    node,
                    Values.shown(node) + " is too long for " + article(of) + " " + of,
                    "PostgreSQL keeps " + TableName.MAX_IDENTIFIER_BYTES + " bytes of a name");
            return null;
        }
        return node.getValue();
    }

    private static String article(String noun) {
        return "aeiou".indexOf(noun.charAt(0)) >= 0 ? "an" : "a";
    }

    /** Columns, each once; those that are no names are left out after a report. */
    List<String> columns(Section section, String key, String example) {
        List<String> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node item : section.requireList(key, example)) {
            if (!(item instanceof ScalarNode scalar)
                    || Section.isNull(scalar)
                    || scalar.getValue().isBlank()) {
                file.problem(item, "a column is " + Section.form(item), "write its name: " + key + ": " + example);
                continue;
            }
            String name = identifier(scalar, "column");
            if (name != null && !seen.add(name)) {
                file.problem(scalar, "column " + name + " is there twice", "name each column once");
            } else if (name != null) {
                columns.add(name);
            }
        }
        return columns;
    }

    @Nullable
    TableName table(@Nullable ScalarNode node) {
        return table(node, "public");
    }

    /** @param schemaOfAll of a table that is named without one */
    @Nullable
    TableName table(@Nullable ScalarNode node, String schemaOfAll) {
        if (node == null) {
            return null;
        }
        Matcher matcher = TABLE.matcher(node.getValue());
        if (!matcher.matches()) {
            file.problem(
                    node,
                    Values.shown(node) + " is no table",
                    "write schema.table as the catalog stores them; quote a name that holds dots or spaces");
            return null;
        }
        String schema = unquoted(matcher.group(1), matcher.group(2));
        String name = unquoted(matcher.group(3), matcher.group(4));
        return new TableName(schema == null ? schemaOfAll : schema, name == null ? "" : name);
    }

    private static @Nullable String unquoted(@Nullable String quoted, @Nullable String plain) {
        return quoted == null ? plain : quoted.replace("\"\"", "\"");
    }
}
