package dev.crossfade.admin.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the programs of tools are: named in the configuration, else on the PATH, else where Debian's packages put them. */
public record ToolPrograms(Map<String, Path> configured) {
    /** None is configured. */
    public static final ToolPrograms DEFAULT = new ToolPrograms(Map.of());

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int NEWEST = 30;
    private static final int OLDEST = 10;

    public ToolPrograms {
        configured = Map.copyOf(configured);
    }

    /**
     * The program of a tool.
     *
     * @throws ToolException when there is none
     */
    public Path find(ChangeTool tool) throws ToolException {
        String program = tool.program();
        Path named = configured.get(program);
        if (named != null) {
            if (!Files.isExecutable(named)) {
                throw new ToolException(
                        "tools: " + program + " in the configuration is " + named + ", which is no program",
                        "correct it, or leave it out to look for it on the PATH");
            }
            return named;
        }
        String path = System.getenv("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return Path.of(folder, program);
            }
        }
        for (int version = NEWEST; tool.forPostgres() && version >= OLDEST; version--) {
            Path candidate =
                    DEBIAN.resolve(Integer.toString(version)).resolve("bin").resolve(program);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new ToolException(
                "no " + program + " on the PATH of this machine",
                "install it, or name it: tools: {" + program + ": /path/to/" + program + "} in crossfade.yaml");
    }
}
