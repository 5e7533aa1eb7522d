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
        JsonNode sessions = options.client().get("/v1/sessions");
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Output.json(out, sessions);
            return 0;
        }
        Table table = new Table("ID", "DATABASE", "USER", "APPLICATION", "FROM", "STATE", "FOR>", "SNAPSHOT>");
        for (JsonNode session : sessions) {
            table.row(
                    Output.text(session, "id"),
                    Output.text(session, "database"),
                    Output.text(session, "user"),
                    Output.text(session, "application"),
                    Output.text(session, "clientAddress"),
                    Output.text(session, "state"),
                    age(session.path("stateSince").asText()),
                    session.path("snapshot").asLong() == 0
                            ? "-"
                            : session.path("snapshot").asText());
        }
        table.print(out, "Nobody is connected.");
        return 0;
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
