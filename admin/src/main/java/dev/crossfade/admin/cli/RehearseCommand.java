package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crossfade migration rehearse}: the whole runbook on a throwaway server. */
@Command(
        name = "rehearse",
        description = {
            "Runs the whole runbook, forth, back and forth at every stage, under load, on a throwaway PostgreSQL of the node's"
                    + " machine with this schema. Changes nothing in the database but the report it keeps there.",
            "Exits with 0 when it passed, 1 when it failed. Ctrl-C stops watching; the rehearsal goes on."
        },
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 250;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Option(names = "--markdown", description = "Print the whole report as a document.")
    private boolean markdown;

    @Option(names = "--last", description = "Begin nothing: show the one that runs, or the last report.")
    private boolean last;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String name = "";

    @Override
    public Integer call() throws InterruptedException {
        AdminClient client = options.client();
        String path = "/v1/migrations/" + AdminClient.segment(name);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = options.json() || markdown ? spec.commandLine().getErr() : out;
        JsonNode now = last ? client.get(path + "/rehearsal") : client.post(path + "/rehearse", null);
        String shown = "";
        long began = System.nanoTime();
        while (now.path("state").asText().equals("running")) {
            String doing = now.path("doing").asText();
            if (!doing.equals(shown)) {
                progress.printf(
                        java.util.Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - began) / 1e9, Table.plain(doing));
                progress.flush();
                shown = doing;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            now = client.get(path + "/rehearsal");
        }
        if (options.json()) {
            Output.json(out, now);
        } else if (markdown) {
            out.print(now.path("markdown").asText(""));
        } else {
            RehearsalText.print(out, now);
        }
        return now.path("state").asText().equals("passed") ? 0 : 1;
    }
}
