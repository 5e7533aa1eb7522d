package dev.crossfade.admin.cli;

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
        return new Listing()
                .text("MIGRATION", "migration")
                .column("SPEAKS", client -> Output.text(client, "side").toLowerCase(Locale.ROOT))
                .text("DATABASE", "database")
                .text("USER", "user")
                .text("APPLICATION", "application")
                .count("STATEMENTS", "statements")
                .count("REFUSED", "refused")
                .column(
                        "LAST>",
                        client -> SessionsCommand.age(client.path("lastSeen").asText()))
                .text("STATEMENT", "lastStatement")
                .print(spec, options, "/v1/usage", "No statement has touched a migrating table yet.");
    }
}
