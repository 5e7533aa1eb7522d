package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** A rehearsal in words. */
final class RehearsalText {
    private RehearsalText() {}

    /** One line for a migration's status. */
    static String line(JsonNode rehearsed) {
        JsonNode report = rehearsed.path("report");
        String at = Output.text(report, "startedAt");
        return switch (rehearsed.path("state").asText()) {
            case "running" -> "running: " + Output.text(rehearsed, "doing");
            case "passed" -> "passed at " + at + ", of this very file";
            case "failed" -> "FAILED at " + at + ": " + Output.text(report, "reason");
            case "outdated" -> "at " + at + ", but the file has changed since";
            default -> "none" + (rehearsed.path("required").asBoolean() ? ", and start asks for one" : "");
        };
    }

    /** The report, as a table and lists. */
    static void print(PrintWriter out, JsonNode rehearsed) {
        JsonNode report = rehearsed.path("report");
        if (!report.isObject()) {
            out.println(Output.text(rehearsed, "migration") + ": rehearsed "
                    + (rehearsed.path("state").asText().equals("none") ? "never" : line(rehearsed)));
            return;
        }
        Table table = new Table(
                "REQUEST", "STAGE", "TIME>", "STATEMENTS>", "FAILURES>", "P99>", "LONGEST>", "LOCK WAIT>", "RESULT");
        for (JsonNode move : report.path("moves")) {
            table.row(
                    Output.text(move, "request"),
                    Output.text(move, "stage"),
                    String.format(Locale.ROOT, "%.2f s", move.path("seconds").asDouble()),
                    Output.count(move.path("statements").asLong()),
                    Output.count(move.path("failures").asLong()),
                    millis(move.path("p99Millis").asDouble()),
                    millis(move.path("longestMillis").asDouble()),
                    move.path("lockWaitMillis").asLong() + " ms",
                    Output.text(move, "result"));
        }
        table.print(out, "It did not come to the first step.");
        out.println();
        list(out, "Failures:", report.path("firstFailures"));
        notPlayed(out, report.path("census"));
        list(out, "Not covered:", report.path("notCovered"));
        out.println(Output.text(report, "migration") + ": rehearsal "
                + report.path("verdict").asText().toUpperCase(Locale.ROOT)
                + " in "
                + String.format(Locale.ROOT, "%.1f s", report.path("seconds").asDouble()) + ", "
                + Output.count(report.path("statements").asLong()) + " statements next to an untouched twin, "
                + Output.count(report.path("failures").asLong()) + " failures");
        if (report.path("reason").isTextual()) {
            out.println("  " + Table.plain(report.path("reason").asText()));
        }
        if (rehearsed.path("state").asText().equals("outdated")) {
            out.println("  The file has changed since.");
        }
    }

    private static void notPlayed(PrintWriter out, JsonNode census) {
        int played = 0;
        for (JsonNode one : census) {
            played += one.path("played").asBoolean() ? 1 : 0;
        }
        out.println("Census: " + played + " of " + census.size() + " statements played");
        for (JsonNode one : census) {
            if (!one.path("played").asBoolean()) {
                out.println(
                        "  not played, " + Output.text(one, "why") + ": " + Table.plain(Output.text(one, "statement")));
            }
        }
        out.println();
    }

    private static void list(PrintWriter out, String title, JsonNode items) {
        if (!items.isEmpty()) {
            out.println(title);
            items.forEach(item -> out.println("  - " + Table.plain(item.asText())));
            out.println();
        }
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
