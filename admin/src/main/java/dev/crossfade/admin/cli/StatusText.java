package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A migration's status in words. */
final class StatusText {
    private static final int BAR_WIDTH = 20;

    private StatusText() {}

    /** All of it, several lines. */
    static void print(PrintWriter out, JsonNode status) {
        out.println(Output.text(status, "name") + ": " + Output.text(status, "table") + " in database "
                + Output.text(status, "database"));
        if (!isOfColumns(status)) {
            change(out, status);
            return;
        }
        String stage = Output.text(status, "stage");
        String requested = Output.text(status, "requestedStage");
        out.println("  stage     " + stage + (requested.equals(stage) ? "" : ", asked for " + requested)
                + ", permitted up to " + Output.text(status, "permittedStage"));
        out.println("  step      " + Output.text(status, "step")
                + (status.path("paused").asBoolean() ? " (paused: 'crossfade migration resume' goes on)" : ""));
        if (status.path("progress").isObject()) {
            out.println("  progress  " + progress(status.path("progress")));
        }
        for (JsonNode companion : status.path("movesWith")) {
            out.println("  with      "
                    + Table.plain(Output.text(companion, "table") + "." + Output.text(companion, "column"))
                    + (companion.path("progress").isObject() ? "  " + progress(companion.path("progress")) : ""));
        }
        JsonNode evidence = status.path("evidence");
        out.println(
                "  evidence  backfilled " + at(evidence, "backfilledAt") + ", verified " + at(evidence, "verifiedAt"));
        out.println("            " + Output.count(evidence.path("rowsVerified").asLong()) + " rows compared, "
                + Output.count(evidence.path("rowsDiffering").asLong()) + " differ, "
                + Output.count(evidence.path("deadLetters").asLong()) + " do not convert");
        if (evidence.path("readsCompared").asLong() > 0) {
            out.println(
                    "  shadow    " + Output.count(evidence.path("readsCompared").asLong()) + " reads compared, "
                            + Output.count(evidence.path("mismatches").asLong())
                            + " differ ('crossfade migration shadow' shows them)");
        }
        if (evidence.path("completedAt").isTextual()) {
            out.println("  complete  " + at(evidence, "completedAt") + ", old columns dropped "
                    + at(evidence, "contractedAt"));
        }
        goesOn(out, status.path("automatic"));
        waitsFor(out, status);
    }

    private static void goesOn(PrintWriter out, JsonNode automatic) {
        if (!automatic.isObject()) {
            return;
        }
        String title = "  by itself " + Output.text(automatic, "next") + ", once ";
        if (automatic.path("waitsFor").isEmpty()) {
            out.println("  by itself " + Output.text(automatic, "next") + " now");
        }
        for (JsonNode reason : automatic.path("waitsFor")) {
            out.println(title + "this is over: " + Table.plain(reason.asText()));
            title = "            ";
        }
    }

    private static void waitsFor(PrintWriter out, JsonNode status) {
        String title = "  waits for ";
        for (JsonNode reason : status.path("blockedBy")) {
            out.println(title + Table.plain(reason.asText()));
            title = "            ";
        }
    }

    /** Whether it carries columns over and has stages; else it changes the schema. */
    static boolean isOfColumns(JsonNode status) {
        return status.path("kind").asText("columns").equals("columns");
    }

    private static void change(PrintWriter out, JsonNode status) {
        out.println("  kind      " + Output.text(status, "kind") + ", " + Output.text(status, "stage"));
        out.println("  step      " + Output.text(status, "step")
                + (status.path("paused").asBoolean() ? " (paused: 'crossfade migration resume' goes on)" : ""));
        if (status.path("progress").isObject()) {
            out.println("  progress  " + progress(status.path("progress")));
        }
        if (status.path("wayBack").isTextual()) {
            out.println("  way back  " + Table.plain(status.path("wayBack").asText()));
        }
        waitsFor(out, status);
    }

    /** The essence, one line. */
    static String line(JsonNode status) {
        JsonNode progress = status.path("progress");
        StringBuilder line = new StringBuilder(Output.text(status, "name"))
                .append("  ")
                .append(Output.text(status, "stage"))
                .append("  ")
                .append(Output.text(status, "step"));
        if (status.path("paused").asBoolean()) {
            line.append(" (paused)");
        }
        if (progress.isObject()) {
            int full = (int) Math.round(BAR_WIDTH * share(progress));
            line.append("  [")
                    .append("#".repeat(full))
                    .append(".".repeat(BAR_WIDTH - full))
                    .append("]  ")
                    .append(progress(progress));
        }
        return line.toString();
    }

    static String percent(JsonNode status) {
        JsonNode progress = status.path("progress");
        return progress.isObject() ? (int) (100 * share(progress)) + " %" : "-";
    }

    private static String progress(JsonNode progress) {
        return (int) (100 * share(progress)) + " %, "
                + Output.count(progress.path("rowsDone").asLong()) + " of about "
                + Output.count(progress.path("rowsTotal").asLong()) + " rows, "
                + Output.count(Math.round(progress.path("rowsPerSecond").asDouble())) + " rows/s, "
                + Output.duration(progress.path("secondsLeft").asLong(-1)) + " left";
    }

    /** From 0 to 1; the total is an estimate, which the rows done may pass. */
    private static double share(JsonNode progress) {
        double total = progress.path("rowsTotal").asDouble();
        return total <= 0 ? 0 : Math.min(1, progress.path("rowsDone").asDouble() / total);
    }

    private static String at(JsonNode evidence, String field) {
        return evidence.path(field).isTextual() ? "at " + evidence.path(field).asText() : "not yet";
    }
}
