package dev.crossfade.admin.config;

import dev.crossfade.admin.config.Configuration.Rehearsal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code rehearsal}: a word alone, or keys and values. */
final class RehearsalReader {
    private static final String EXAMPLE = "{start: required, data: sampled, rows: 5000}";
    private static final List<String> KEYS = List.of(
            "start",
            "data",
            "rows",
            "clients",
            "statements",
            "refused",
            "programs",
            "otherVersion",
            "folder",
            "deadline",
            "stepDeadline",
            "sampleTimeout");
    private static final int LEAST_ROWS = 100;
    private static final int MOST_ROWS = 50_000;
    private static final int MOST_CLIENTS = 32;
    private static final int MOST_STATEMENTS = 100_000;
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(24);

    private final Path configuration;
    private final YamlFile file;
    private final Values values;

    /** @param configuration the file's path; relative paths are meant from where it is */
    RehearsalReader(Path configuration, YamlFile file, Values values) {
        this.configuration = configuration;
        this.file = file;
        this.values = values;
    }

    /** What is there, and defaults for the rest, also after a report. */
    Rehearsal read(Section top) {
        Rehearsal defaults = Rehearsal.DEFAULT;
        Node node = top.get("rehearsal");
        if (!(node instanceof MappingNode mapping)) {
            return defaults.withRequired(required(top.optionalText("rehearsal", "required")));
        }
        Section section = Section.of(file, mapping, "rehearsal", KEYS);
        Path folder = path(section.optionalText("folder", "/var/tmp"));
        return new Rehearsal(
                required(section.optionalText("start", "required")),
                oneOf(section.optionalText("data", "sampled"), "sampled", "generated") != 1,
                number(section, "rows", defaults.rows(), LEAST_ROWS, MOST_ROWS),
                number(section, "clients", defaults.clients(), 1, MOST_CLIENTS),
                number(section, "statements", defaults.statements(), 1, MOST_STATEMENTS),
                oneOf(section.optionalText("refused", "fail"), "fail", "report") != 1,
                path(section.optionalText("programs", "/usr/lib/postgresql/15/bin")),
                oneOf(section.optionalText("otherVersion", "refuse"), "refuse", "accept") == 1,
                folder == null ? defaults.folder() : folder,
                duration(section, "deadline", defaults.deadline()),
                duration(section, "stepDeadline", defaults.stepDeadline()),
                duration(section, "sampleTimeout", defaults.sampleTimeout()));
    }

    private boolean required(@Nullable ScalarNode node) {
        return oneOf(node, "advised", "required") == 1;
    }

    /** Which of two words; 0 for none given or another. */
    private int oneOf(@Nullable ScalarNode node, String first, String second) {
        if (node == null || node.getValue().equals(first)) {
            return 0;
        }
        if (node.getValue().equals(second)) {
            return 1;
        }
        file.problem(
                node,
                Values.shown(node) + " is neither " + first + " nor " + second,
                "write one of them; or keys and values, such as rehearsal: " + EXAMPLE);
        return 0;
    }

    private int number(Section section, String key, int byDefault, int least, int most) {
        ScalarNode node = section.optionalText(key, Integer.toString(byDefault));
        Integer given = node == null ? null : values.number(node, least, most);
        return given == null ? byDefault : given;
    }

    private Duration duration(Section section, String key, Duration byDefault) {
        ScalarNode node = section.optionalText(key, "10m");
        Duration given = node == null ? null : values.duration(node, LEAST, MOST);
        return given == null ? byDefault : given;
    }

    private @Nullable Path path(@Nullable ScalarNode node) {
        if (node == null) {
            return null;
        }
        try {
            return configuration
                    .toAbsolutePath()
                    .resolveSibling(node.getValue())
                    .normalize();
        } catch (InvalidPathException e) {
            file.problem(node, Values.shown(node) + " is not a path", "name a folder");
            return null;
        }
    }
}
