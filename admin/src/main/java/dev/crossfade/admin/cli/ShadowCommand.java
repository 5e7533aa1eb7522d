package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crossfade migration shadow}. */
@Command(
        name = "shadow",
        description = {
            "What reads at stage shadow were answered by both sides, and those that differ.",
            "Counted since the stage was entered, the rows were verified again, or the node started. Changes nothing."
        },
        mixinStandardHelpOptions = true)
final class ShadowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Option(names = "--check", description = "Exit with 1 when answers differ.")
    private boolean check;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String name = "";

    @Override
    public Integer call() {
        JsonNode shadow = options.client().get("/v1/migrations/" + AdminClient.segment(name) + "/shadow");
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Output.json(out, shadow);
        } else {
            print(out, shadow);
        }
        return check && shadow.path("mismatches").asLong() > 0 ? 1 : 0;
    }

    private static void print(PrintWriter out, JsonNode shadow) {
        out.println(Output.count(shadow.path("compared").asLong()) + " reads compared, "
                + Output.count(shadow.path("mismatches").asLong()) + " differ, "
                + Output.count(shadow.path("dropped").asLong()) + " dropped");
        out.println("old  " + latency(shadow.path("oldLatency")));
        out.println("new  " + latency(shadow.path("newLatency")));
        reasons(out, "undecided", shadow.path("undecided"));
        reasons(out, "not compared", shadow.path("skipped"));
        for (JsonNode sample : shadow.path("samples")) {
            out.println();
            out.println(Table.plain(Output.text(sample, "at") + "  " + Output.text(sample, "user") + " ("
                    + Output.text(sample, "application") + "): " + Output.text(sample, "statement")));
            String error = sample.path("error").asText("");
            out.println("  " + Output.text(sample, "what") + " differ"
                    + (error.isEmpty() ? "" : ": new says " + Table.plain(error)) + "; rows: old "
                    + sample.path("rowsOld").asLong() + ", new "
                    + sample.path("rowsNew").asLong());
            for (JsonNode row : sample.path("rows")) {
                row(out, row);
            }
        }
    }

    private static void row(PrintWriter out, JsonNode row) {
        List<String> key = new ArrayList<>();
        row.path("key")
                .properties()
                .forEach(part -> key.add(part.getKey() + "=" + part.getValue().asText()));
        out.println("  " + Table.plain(key.isEmpty() ? "a row" : String.join(", ", key)));
        for (JsonNode value : row.path("values")) {
            out.println("    "
                    + Table.plain(Output.text(value, "column") + ": old " + value(value.path("oldValue")) + ", new "
                            + value(value.path("newValue"))));
        }
    }

    private static String value(JsonNode value) {
        return value.isTextual() ? value.asText() : "NULL";
    }

    private static String latency(JsonNode latency) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms",
                latency.path("p50Millis").asDouble(),
                latency.path("p99Millis").asDouble());
    }

    private static void reasons(PrintWriter out, String title, JsonNode reasons) {
        reasons.properties()
                .forEach(reason -> out.println(
                        title + ": " + Output.count(reason.getValue().asLong()) + "  " + Table.plain(reason.getKey())));
    }
}
