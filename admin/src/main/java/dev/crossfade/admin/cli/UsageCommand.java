package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crossfade usage}: who still speaks old. */
@Command(
        name = "usage",
        description = "Who speaks the old columns, who the new ones, since Crossfade started.",
        mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        JsonNode usage = options.client().get("/v1/usage");
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Output.json(out, usage);
            return 0;
        }
        Table table = new Table(
                "MIGRATION",
                "SPEAKS",
                "DATABASE",
                "USER",
                "APPLICATION",
                "STATEMENTS>",
                "REFUSED>",
                "LAST>",
                "STATEMENT");
        for (JsonNode client : usage) {
            table.row(
                    Output.text(client, "migration"),
                    Output.text(client, "side").toLowerCase(Locale.ROOT),
                    Output.text(client, "database"),
                    Output.text(client, "user"),
                    Output.text(client, "application"),
                    Output.count(client.path("statements").asLong()),
                    Output.count(client.path("refused").asLong()),
                    SessionsCommand.age(client.path("lastSeen").asText()),
                    Output.text(client, "lastStatement"));
        }
        table.print(out, "No statement has touched a migrating table yet.");
        return 0;
    }
}
