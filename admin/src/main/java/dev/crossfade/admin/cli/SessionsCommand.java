package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crossfade sessions}: who is connected, and putting an end to it. */
@Command(
        name = "sessions",
        description = "Who is connected; with a command, put an end to a session.",
        mixinStandardHelpOptions = true)
final class SessionsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        return new Listing()
                .text("ID", "id")
                .text("DATABASE", "database")
                .text("USER", "user")
                .text("APPLICATION", "application")
                .text("FROM", "clientAddress")
                .text("STATE", "state")
                .column("FOR>", session -> age(session.path("stateSince").asText()))
                .column("SNAPSHOT>", SessionsCommand::snapshot)
                .print(spec, options, "/v1/sessions", "Nobody is connected.");
    }

    private static String snapshot(JsonNode session) {
        JsonNode number = session.path("snapshot");
        return number.asLong() == 0 ? "-" : number.asText();
    }

    @Command(
            name = "end",
            description = "End a session, whatever it is doing; its client gets 57P01.",
            mixinStandardHelpOptions = true)
    int end(@Mixin AdminOptions its, @Parameters(paramLabel = "ID", description = "As listed.") String id) {
        JsonNode ended = its.client().delete("/v1/sessions/" + AdminClient.segment(id));
        PrintWriter out = spec.commandLine().getOut();
        if (its.json()) {
            Output.json(out, ended);
        } else {
            out.println("Session " + Table.plain(Output.text(ended, "id")) + " has been ended.");
        }
        return 0;
    }

    @Command(
            name = "cancel",
            description = "Cancel the statement that a session has running; the session goes on.",
            mixinStandardHelpOptions = true)
    int cancel(@Mixin AdminOptions its, @Parameters(paramLabel = "ID", description = "As listed.") String id) {
        JsonNode asked = its.client().post("/v1/sessions/" + AdminClient.segment(id) + "/cancel", null);
        PrintWriter out = spec.commandLine().getOut();
        if (its.json()) {
            Output.json(out, asked);
        } else {
            out.println("The backend was asked to cancel what session " + Table.plain(Output.text(asked, "id"))
                    + " is doing.");
        }
        return 0;
    }

    static String age(String instant) {
        return Output.duration(Math.max(
                0, Duration.between(Instant.parse(instant), Instant.now()).toSeconds()));
    }
}
