package dev.crossfade.admin.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One YAML file as a tree of nodes that know their line, and the problems found in it so far. A tree rather than objects,
 * because every problem is to be reported with its place, not only the first.
 */
final class YamlFile {
    static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_ALIASES = 50;

    private final Path path;
    private final String name;
    private final List<ConfigurationProblem> problems;

    /**
     * A file to read.
     *
     * @param name the file in messages
     * @param problems where problems go
     */
    YamlFile(Path path, String name, List<ConfigurationProblem> problems) {
        this.path = path;
        this.name = name;
        this.problems = problems;
    }

    Path path() {
        return path;
    }

    /** A path that is written in this file: relative to it. */
    Path sibling(String written) {
        return path.toAbsolutePath().resolveSibling(written).normalize();
    }

    void problem(@Nullable Node at, String message, String remedy) {
        problem(at == null ? null : at.getStartMark().orElse(null), message, remedy);
    }

    private void problem(@Nullable Mark at, String message, String remedy) {
        problems.add(new ConfigurationProblem(
                name, at == null ? 1 : at.getLine() + 1, at == null ? 1 : at.getColumn() + 1, message, remedy));
    }

    int problemCount() {
        return problems.size();
    }

    /** The file's bytes, or null when it cannot be read, which is then a problem. */
    byte @Nullable [] read() {
        try {
            if (Files.size(path) > MAX_FILE_BYTES) {
                problem((Mark) null, "the file has more than " + MAX_FILE_BYTES + " bytes", "is it the right file?");
                return null;
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            problem((Mark) null, "there is no such file", "give the path of a file that exists");
        } catch (IOException e) {
            problem((Mark) null, "the file cannot be read (" + reason(e) + ")", "give a file this user may read");
        }
        return null;
    }

    /** The mapping at the top of the file, or null when there is none, which is then a problem. */
    @Nullable
    MappingNode parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Node root = new Compose(LoadSettings.builder()
                            .setLabel(name)
                            .setMaxAliasesForCollections(MAX_ALIASES)
                            .setCodePointLimit(MAX_FILE_BYTES)
                            .build())
                    .composeString(text)
                    .orElse(null);
            if (root instanceof MappingNode mapping) {
                return mapping;
            }
            problem(root, "the file holds no keys and values", "see the README for an example");
        } catch (CharacterCodingException e) {
            problem((Mark) null, "the file is not UTF-8", "save it as UTF-8");
        } catch (ComposerException e) {
            // Its message may quote the file, and with it a secret: an unquoted password that begins with * is an
            // alias.
            problem(
                    e.getProblemMark().orElse(null),
                    "not valid YAML: an alias without its anchor, or a second document",
                    "quote a value that begins with * or &, and keep one document to a file");
        } catch (MarkedYamlEngineException e) {
            problem(
                    e.getProblemMark().orElse(null),
                    "not valid YAML: " + e.getProblem().replaceFirst("(tag handle).*", "$1"), // no piece of a value
                    "check indentation, quotes and brackets here and just above");
        } catch (ReaderException e) {
            problem((Mark) null, "the file holds characters that YAML does not allow", "remove control characters");
        } catch (YamlEngineException e) {
            problem(
                    (Mark) null,
                    "not valid YAML: it nests too deeply or uses too many aliases",
                    "use at most " + MAX_ALIASES + " aliases");
        }
        return null;
    }

    /** Why an operation on a file failed, without its path. */
    static String reason(IOException e) {
        String type = e.getClass().getSimpleName().replace("Exception", "");
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
