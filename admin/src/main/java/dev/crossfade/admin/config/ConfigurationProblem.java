package dev.crossfade.admin.config;

import java.util.Comparator;

/**
 * Something wrong in a configuration or migration file.
 *
 * @param file as the person who started Crossfade would name it
 * @param line from 1
 * @param column from 1, in characters
 * @param message what is wrong; never holds a secret
 * @param remedy what would be right
 */
public record ConfigurationProblem(String file, int line, int column, String message, String remedy) {
    static final Comparator<ConfigurationProblem> BY_PLACE = Comparator.comparing(ConfigurationProblem::file)
            .thenComparing(ConfigurationProblem::line)
            .thenComparing(ConfigurationProblem::column);

    /** {@code file:line:column: message: remedy}, as compilers do, so that editors can jump there. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message + "; " + remedy;
    }
}
