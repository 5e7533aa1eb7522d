package dev.crossfade.admin.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:PATH}} in values by what they refer to. A path is relative to the
 * configuration file; one line break at the end of such a file is not part of the value, since editors and {@code echo}
 * add it. {@code $$} before a brace stands for a dollar sign. What was read never appears in a message.
 */
final class References {
    static final int MAX_FILE_BYTES = 64 * 1024;
    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}]*)}");

    private final YamlFile file;
    private final Function<String, @Nullable String> environment;

    References(YamlFile file, Function<String, @Nullable String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** Whether a value contains references, so that it must not be shown once they are replaced. */
    static boolean in(ScalarNode node) {
        return node.getValue().contains("${");
    }

    /** The value with its references replaced, or null after a report. */
    @Nullable
    String resolve(ScalarNode node) {
        if (!in(node)) {
            return node.getValue();
        }
        StringBuilder resolved = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(node.getValue());
        boolean complete = true;
        while (matcher.find()) {
            boolean escaped = !matcher.group(1).isEmpty();
            String value = escaped ? "${" + matcher.group(2) + "}" : referenced(node, matcher.group(2));
            complete &= value != null;
            matcher.appendReplacement(resolved, value == null ? "" : Matcher.quoteReplacement(value));
        }
        return complete ? matcher.appendTail(resolved).toString() : null;
    }

    private @Nullable String referenced(ScalarNode node, String reference) {
        if (reference.startsWith("env:")) {
            String name = reference.substring("env:".length());
            String value = environment.apply(name);
            if (value == null || value.isEmpty()) {
                file.problem(
                        node,
                        "environment variable " + name + " is " + (value == null ? "not set" : "empty"),
                        "set it before you start Crossfade");
                return null;
            }
            return value;
        }
        if (reference.startsWith("file:")) {
            return content(node, reference.substring("file:".length()));
        }
        file.problem(
                node,
                "unknown reference ${" + reference + "}",
                "write ${env:NAME} or ${file:PATH}; to mean the characters themselves, double the dollar sign");
        return null;
    }

    private @Nullable String content(ScalarNode node, String name) {
        String reason;
        try {
            Path path = file.path().toAbsolutePath().resolveSibling(name);
            if (Files.size(path) > MAX_FILE_BYTES) {
                reason = "more than " + MAX_FILE_BYTES + " bytes";
            } else {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                        .toString();
                text = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
                text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                if (!text.isEmpty()) {
                    return text;
                }
                reason = "it is empty";
            }
        } catch (NoSuchFileException e) {
            reason = "there is no such file";
        } catch (CharacterCodingException e) {
            reason = "not UTF-8";
        } catch (IOException e) {
            reason = YamlFile.reason(e);
        } catch (IllegalArgumentException e) {
            reason = "not a path";
        }
        file.problem(
                node,
                "file " + name + " cannot be read: " + reason,
                "give a file this user may read; its path is relative to the configuration file");
        return null;
    }
}
