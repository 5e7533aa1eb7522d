package dev.crossfade.admin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crossfade reload}: the configuration is read again. */
@Command(
        name = "reload",
        description = "Read the configuration again and put all of it into force, or nothing. Nobody is disconnected.",
        footer = {"", "SIGHUP does the same; what came of it is then in the log."},
        mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        JsonNode reloaded;
        try {
            reloaded = options.client().post("/v1/reload", null);
        } catch (CliFailure e) {
            if (!options.json()) {
                problems(e.json());
            }
            throw e;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Output.json(out, reloaded);
        } else if (reloaded.path("changed").isEmpty()) {
            out.println("Nothing has changed.");
        } else {
            reloaded.path("changed").forEach(change -> out.println(Table.plain(change.asText())));
        }
        return 0;
    }

    /** Each problem on a line, as {@code serve} and {@code doctor} print them. */
    private void problems(@Nullable String json) {
        if (json == null) {
            return;
        }
        try {
            for (JsonNode problem : Output.JSON.readTree(json).path("problems")) {
                String line = problem.path("file").asText() + ":" + problem.path("line") + ":"
                        + problem.path("column") + ": "
                        + problem.path("message").asText() + "; "
                        + problem.path("remedy").asText();
                spec.commandLine().getErr().println(Table.plain(line));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that Jackson read before", e);
        }
    }
}
