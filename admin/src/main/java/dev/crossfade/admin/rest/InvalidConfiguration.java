package dev.crossfade.admin.rest;

import dev.crossfade.admin.config.ConfigurationException;
import dev.crossfade.admin.config.ConfigurationProblem;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.util.List;

/** A configuration that was to be loaded and cannot be used; the old one stays in force. */
final class InvalidConfiguration extends CrossfadeException {
    private final transient List<ConfigurationProblem> problems;

    InvalidConfiguration(ConfigurationException e) {
        super(
                Problem.INVALID_CONFIGURATION,
                e.problems().size() + (e.problems().size() == 1 ? " problem" : " problems")
                        + " in the configuration; the old one stays in force",
                "mend what is named and ask again",
                e);
        this.problems = e.problems();
    }

    List<ConfigurationProblem> problems() {
        return problems;
    }
}
