package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A runbook in words: for the terminal, and as the Markdown document that a change review wants. */
final class PlanText {
    private PlanText() {}

    /** One paragraph a step. */
    static void print(PrintWriter out, JsonNode steps) {
        int number = 0;
        for (JsonNode step : steps) {
            out.println(++number + ". " + Output.text(step, "step") + ": " + Output.text(step, "does"));
            step.path("sql").forEach(sql -> out.println(sql.asText().indent(5).stripTrailing() + ";"));
            out.println("   lock      " + Output.text(step, "lock"));
            out.println("   expected  " + Output.text(step, "expected"));
            out.println("   check     " + Output.text(step, "check"));
            out.println("   way back  " + Output.text(step, "rollback"));
        }
    }

    /**
     * A table of the phases, each with what has to be true for the next one to begin, then the SQL of each.
     *
     * @param status the migration's, as the API gives it
     */
    static void markdown(PrintWriter out, JsonNode status, JsonNode steps) {
        out.println("# Migration " + Output.text(status, "name"));
        out.println();
        out.println("Table " + code(Output.text(status, "table")) + " of database "
                + code(Output.text(status, "database")) + ", at present at stage " + Output.text(status, "stage")
                + ", step " + Output.text(status, "step")
                + ". A phase begins when the check of the one before it holds: that is its go; else it is no-go, and the"
                + " rollback named there is the way back.");
        out.println();
        out.println("| | phase | action | lock on the table | expected duration | check: go / no-go | rollback |");
        out.println("|---|---|---|---|---|---|---|");
        int number = 0;
        for (JsonNode step : steps) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(++number)));
            for (String field : List.of("step", "does", "lock", "expected", "check", "rollback")) {
                cells.add(cell(Output.text(step, field)));
            }
            out.println("| " + String.join(" | ", cells) + " |");
        }
        number = 0;
        for (JsonNode step : steps) {
            number++;
            if (!step.path("sql").isEmpty()) {
                out.println();
                out.println("## " + number + ". " + Output.text(step, "step"));
                out.println();
                String fence = fence(step.path("sql"));
                out.println(fence + "sql");
                step.path("sql").forEach(sql -> out.println(sql.asText().stripTrailing() + ";"));
                out.println(fence);
            }
        }
    }

    /** What would end a cell or begin markup is written so that it shows as it is. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("`", "\\`")
                .replace("\n", "<br>");
    }

    private static String code(String text) {
        return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
    }

    /** A fence that is longer than any in the SQL: https://spec.commonmark.org/0.31.2/#fenced-code-blocks. */
    private static String fence(JsonNode statements) {
        String fence = "```";
        for (JsonNode sql : statements) {
            while (sql.asText().contains(fence)) {
                fence += "`";
            }
        }
        return fence;
    }
}
