package dev.crossfade.admin.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the program is run in: kept in the top command, so that tests can give another.
 *
 * @param variables environment variables
 * @param terminal whether standard output is a terminal
 */
record Environment(Function<String, @Nullable String> variables, boolean terminal) {

    static Environment of(CommandSpec command) {
        return ((Crossfade) command.root().userObject()).environment();
    }

    @Nullable
    String get(String name) {
        String value = variables.apply(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
