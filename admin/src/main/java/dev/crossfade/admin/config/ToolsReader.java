package dev.crossfade.admin.config;

import dev.crossfade.admin.tool.ChangeTool;
import dev.crossfade.admin.tool.ToolPrograms;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code tools}: where programs that rewrite tables are, by their names. */
final class ToolsReader {
    private static final String EXAMPLE = "/usr/lib/postgresql/15/bin/pg_repack";

    private final Path configuration;
    private final YamlFile file;

    /** @param configuration the file's path; relative paths are meant from where it is */
    ToolsReader(Path configuration, YamlFile file) {
        this.configuration = configuration;
        this.file = file;
    }

    ToolPrograms read(Section top) {
        MappingNode node = top.optionalMapping("tools", "{pg_repack: " + EXAMPLE + "}");
        if (node == null) {
            return ToolPrograms.DEFAULT;
        }
        Section section = Section.of(file, node, "tools", ChangeTool.programs());
        Map<String, Path> programs = new HashMap<>();
        for (String program : ChangeTool.programs()) {
            ScalarNode value = section.optionalText(program, EXAMPLE);
            if (value != null) {
                try {
                    programs.put(
                            program,
                            configuration
                                    .toAbsolutePath()
                                    .resolveSibling(value.getValue())
                                    .normalize());
                } catch (InvalidPathException e) {
                    file.problem(value, Values.shown(value) + " is not a path", "name the program's file");
                }
            }
        }
        return new ToolPrograms(programs);
    }
}
