package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crossfade database}: look at databases, pause and resume them. */
@Command(
        name = "database",
        description = "Look at databases, pause and resume them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class DatabaseCommand implements Runnable {
    private static final String NAME = "The database, as clients call it.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with databases.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", description = "All databases.", mixinStandardHelpOptions = true)
    int list(@Mixin AdminOptions options) {
        JsonNode databases = options.client().get("/v1/databases");
        if (options.json()) {
            Output.json(out(), databases);
        } else {
            show(databases);
        }
        return 0;
    }

    @Command(
            name = "pause",
            description = {
                "Let no transaction begin, and wait until none is open. Clients wait; nobody is disconnected.",
                "At the deadline everything goes on as before, and the sessions that blocked are named."
            },
            mixinStandardHelpOptions = true)
    int pause(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(
                            names = "--deadline",
                            paramLabel = "TIME",
                            description =
                                    "How long to wait for open transactions, such as 500ms or 30s; 5s if not given.")
                    @Nullable
                    String deadline) {
        ObjectNode request = Output.JSON.createObjectNode();
        if (deadline != null) {
            request.put("deadline", deadline);
        }
        return act(options, options.client().post(path(name) + "/pause", request));
    }

    @Command(name = "resume", description = "Let transactions begin again.", mixinStandardHelpOptions = true)
    int resume(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name) {
        return act(options, options.client().post(path(name) + "/resume", null));
    }

    private int act(AdminOptions options, JsonNode database) {
        if (options.json()) {
            Output.json(out(), database);
        } else {
            show(Output.JSON.createArrayNode().add(database));
        }
        return 0;
    }

    private void show(JsonNode databases) {
        Table table = new Table("DATABASE", "LISTENS ON", "POOLING", "STATE");
        for (JsonNode database : databases) {
            String state = database.path("paused").asBoolean()
                    ? "paused"
                    : database.path("ready").asBoolean() ? "serving" : "not ready";
            table.row(
                    Output.text(database, "name"),
                    Output.text(database, "listen"),
                    Output.text(database, "pooling"),
                    state);
        }
        table.print(out(), "There are no databases.");
    }

    private static String path(String name) {
        return "/v1/databases/" + AdminClient.segment(name);
    }
}
