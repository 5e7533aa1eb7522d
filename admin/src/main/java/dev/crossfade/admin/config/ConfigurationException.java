package dev.crossfade.admin.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong in it. */
public final class ConfigurationException extends RuntimeException {
    private final transient List<ConfigurationProblem> problems;

    /** With at least one problem; they are put in the order of files and lines. */
    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.stream()
                .sorted(ConfigurationProblem.BY_PLACE)
                .map(ConfigurationProblem::toString)
                .collect(Collectors.joining(System.lineSeparator())));
        this.problems = problems.stream().sorted(ConfigurationProblem.BY_PLACE).toList();
    }

    /** All problems, in the order of files and lines. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
