package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crossfade migration census}: what a migration would make of the live traffic. */
@Command(
        name = "census",
        description = {
            "What a migration, begun or not, would make of the statements of its clients.",
            "Counted since the node started; refused ones come first. Changes nothing."
        },
        mixinStandardHelpOptions = true)
final class CensusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Option(names = "--check", description = "Exit with 1 when a statement would be refused at any stage.")
    private boolean check;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String name = "";

    @Override
    public Integer call() {
        JsonNode census = options.client().get("/v1/migrations/" + AdminClient.segment(name) + "/census");
        PrintWriter out = spec.commandLine().getOut();
        boolean refused = false;
        for (JsonNode line : census) {
            refused |= line.path("outcome").asText().equals("refused");
        }
        if (options.json()) {
            Output.json(out, census);
        } else {
            print(out, census);
        }
        return check && refused ? 1 : 0;
    }

    private static void print(PrintWriter out, JsonNode census) {
        Table table = new Table("OUTCOME", "EXECUTIONS>", "USER", "APPLICATION", "LAST>", "STATEMENT");
        Set<String> reasons = new LinkedHashSet<>();
        for (JsonNode line : census) {
            table.row(
                    Output.text(line, "outcome"),
                    Output.count(line.path("executions").asLong()),
                    Output.text(line, "user"),
                    Output.text(line, "application"),
                    SessionsCommand.age(line.path("lastSeen").asText()),
                    Output.text(line, "statement"));
            for (JsonNode refusal : line.path("refusals")) {
                reasons.add(reason(refusal));
            }
        }
        table.print(out, "No statement has named the migration's table since the node started.");
        if (!reasons.isEmpty()) {
            out.println();
            out.println("Refused:");
            reasons.forEach(out::println);
        }
    }

    private static String reason(JsonNode refusal) {
        String from = Output.text(refusal, "from");
        String to = Output.text(refusal, "to");
        String hint = refusal.path("hint").asText("");
        return Table.plain((from.equals(to) ? "at " + from : "from " + from + " to " + to) + ": "
                        + Output.text(refusal, "message"))
                + (hint.isEmpty() ? "" : System.lineSeparator() + "  instead: " + Table.plain(hint));
    }
}
