package dev.crossfade.admin.config;

import dev.crossfade.flags.ColumnMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads all migration files ({@code *.yaml}, {@code *.yml}) of a folder, and finds those that get in each other's way.
 */
final class MigrationFolder {
    private final YamlFile configuration;
    private final List<ConfigurationProblem> problems;
    private final Set<String> databases;
    private final Map<String, String> mysql;

    /** A file that was read. */
    private record Loaded(String file, FiledMigration spec) {}

    MigrationFolder(
            YamlFile configuration,
            List<ConfigurationProblem> problems,
            Set<String> databases,
            Map<String, String> mysql) {
        this.configuration = configuration;
        this.problems = problems;
        this.databases = databases;
        this.mysql = mysql;
    }

    /** The migrations, by name, of the folder that {@code node} names, relative to the configuration file. */
    List<FiledMigration> read(ScalarNode node) {
        List<Loaded> loaded = new ArrayList<>();
        for (Path path : files(node)) {
            Path shown = Path.of(node.getValue()).resolve(path.getFileName());
            Path parent = configuration.path().getParent();
            String name = (parent == null ? shown : parent.resolve(shown)).toString();
            YamlFile file = new YamlFile(path, name, problems);
            FiledMigration spec = new MigrationFile(file, databases, mysql).read();
            if (spec != null) {
                loaded.stream()
                        .filter(other -> inTheWay(other.spec(), spec))
                        .findFirst()
                        .ifPresent(other -> file.problem(
                                null,
                                other.spec().name().equals(spec.name())
                                        ? "migration " + spec.name() + " is there twice"
                                        : "migration " + spec.name() + " changes a column that "
                                                + other.spec().name() + " changes too",
                                "the other is in " + other.file()));
                loaded.add(new Loaded(name, spec));
            }
        }
        return loaded.stream()
                .map(Loaded::spec)
                .sorted(Comparator.comparing(FiledMigration::name))
                .toList();
    }

    private List<Path> files(ScalarNode node) {
        String reason;
        try (Stream<Path> entries =
                Files.list(configuration.path().toAbsolutePath().resolveSibling(node.getValue()))) {
            return entries.filter(path ->
                            path.toString().endsWith(".yaml") || path.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (InvalidPathException e) {
            reason = "not a path";
        } catch (IOException e) {
            reason = YamlFile.reason(e);
        }
        configuration.problem(
                node,
                "folder " + Values.shown(node) + " cannot be read (" + reason + ")",
                "give a folder; its path is relative to the configuration file");
        return List.of();
    }

    /** A change of the schema may well come after a migration of the same column: whether it may begin, the engine says. */
    private static boolean inTheWay(FiledMigration one, FiledMigration other) {
        return one.name().equals(other.name())
                || (one instanceof MigrationSpec first
                        && other instanceof MigrationSpec second
                        && one.database().equals(other.database())
                        && one.table().equals(other.table())
                        && columns(first.migration())
                                .anyMatch(name -> columns(second.migration()).anyMatch(name::equals)));
    }

    private static Stream<String> columns(ColumnMigration migration) {
        return Stream.concat(
                migration.oldColumns().stream(), migration.newColumns().stream().map(ColumnMigration.NewColumn::name));
    }
}
