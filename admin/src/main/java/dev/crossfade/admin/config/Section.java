package dev.crossfade.admin.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping whose keys are known beforehand. Reading it reports unknown and doubled keys; asking for a value reports one
 * that is missing or has the wrong form, and then answers null, so that reading goes on to the next problem.
 */
final class Section {
    private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

    private final YamlFile file;
    private final Node node;
    private final String name;
    private final Map<String, Node> values;
    private final Set<String> meant; // by misspelt keys; that these are missing has been said

    private Section(YamlFile file, Node node, String name, Map<String, Node> values, Set<String> meant) {
        this.file = file;
        this.node = node;
        this.name = name;
        this.values = values;
        this.meant = meant;
    }

    /**
     * Reads a mapping.
     *
     * @param name what messages call it, such as {@code "database shop"}
     */
    static Section of(YamlFile file, MappingNode node, String name, List<String> knownKeys) {
        Map<String, Node> values = new LinkedHashMap<>();
        Set<String> meant = new HashSet<>();
        entries(file, node).forEach((key, value) -> {
            String text = key.getValue();
            if (!knownKeys.contains(text)) {
                Optional<String> near = Nearest.to(text, knownKeys);
                near.ifPresent(meant::add);
                file.problem(
                        key,
                        "unknown key '" + text + "' in " + name,
                        near.map(one -> "did you mean '" + one + "'?")
                                .orElse("known here: " + String.join(", ", knownKeys)));
            } else {
                values.put(text, value);
            }
        });
        return new Section(file, node, name, values, meant);
    }

    /** The entries of a mapping with free keys; reports keys that are doubled or no plain text. */
    static Map<ScalarNode, Node> entries(YamlFile file, MappingNode node) {
        Map<ScalarNode, Node> entries = new LinkedHashMap<>(); // nodes compare by identity
        Map<String, Node> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                file.problem(tuple.getKeyNode(), "a key that is not a word", "write key: value");
                continue;
            }
            Node first = seen.putIfAbsent(key.getValue(), key);
            if (first != null) {
                int line = first.getStartMark().map(m -> m.getLine() + 1).orElse(0);
                file.problem(
                        key, "key '" + key.getValue() + "' is there twice", "keep one; the other is in line " + line);
            } else {
                entries.put(key, tuple.getValueNode());
            }
        }
        return entries;
    }

    Node node() {
        return node;
    }

    String name() {
        return name;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Where a problem with {@code key} is to be shown: at its value, else at the section. */
    Node at(String key) {
        return values.getOrDefault(key, node);
    }

    @Nullable
    Node get(String key) {
        return values.get(key);
    }

    /** The value of a key that must be there. */
    @Nullable
    Node require(String key, String example) {
        Node value = values.get(key);
        if (value == null && !meant.contains(key)) {
            file.problem(node, "missing key '" + key + "' in " + name, "add " + key + ": " + example);
        }
        return value;
    }

    /** A text that must be there, or null after a report. */
    @Nullable
    ScalarNode requireText(String key, String example) {
        Node value = require(key, example);
        return value == null ? null : text(key, value, example);
    }

    /** A text that may be there; null when it is not, or after a report. */
    @Nullable
    ScalarNode optionalText(String key, String example) {
        Node value = values.get(key);
        return value == null ? null : text(key, value, example);
    }

    private @Nullable ScalarNode text(String key, Node value, String example) {
        if (!value.getTag().getValue().startsWith(STANDARD_TAGS)) {
            file.problem(
                    value,
                    "'" + key + "' in " + name + " begins with '!', which YAML takes for a tag",
                    "put the value in quotes");
            return null;
        }
        if (value instanceof ScalarNode scalar
                && !isNull(scalar)
                && !scalar.getValue().isBlank()) {
            return scalar;
        }
        String is = value instanceof ScalarNode ? "has no value" : "is " + form(value) + " where one value belongs";
        file.problem(value, "'" + key + "' in " + name + " " + is, "write " + key + ": " + example);
        return null;
    }

    /** A mapping that must be there, or null after a report. */
    @Nullable
    MappingNode requireMapping(String key, String example) {
        Node value = require(key, example);
        return value == null ? null : mapping(key, value, example);
    }

    /** A mapping that may be there; null when it is not, or after a report. */
    @Nullable
    MappingNode optionalMapping(String key, String example) {
        Node value = values.get(key);
        return value == null ? null : mapping(key, value, example);
    }

    private @Nullable MappingNode mapping(String key, Node value, String example) {
        if (value instanceof MappingNode mapping) {
            return mapping;
        }
        file.problem(
                value,
                "'" + key + "' in " + name + " is " + form(value) + " where keys and values belong",
                "write " + key + ": " + example);
        return null;
    }

    /** The items of a list that must be there and not be empty; empty after a report. */
    List<Node> requireList(String key, String example) {
        Node value = require(key, example);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
            return new ArrayList<>(sequence.getValue());
        }
        String is = value instanceof SequenceNode ? "is empty" : "is " + form(value) + " where a list belongs";
        file.problem(value, "'" + key + "' in " + name + " " + is, "write " + key + ": " + example);
        return List.of();
    }

    static boolean isNull(ScalarNode scalar) {
        return Tag.NULL.equals(scalar.getTag());
    }

    /** What a node is, for messages. */
    static String form(Node node) {
        if (node instanceof MappingNode) {
            return "a group of keys";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return node instanceof ScalarNode scalar && isNull(scalar) ? "empty" : "a single value";
    }
}
