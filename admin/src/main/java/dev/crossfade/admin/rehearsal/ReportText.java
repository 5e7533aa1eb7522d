package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.rehearsal.Report.Move;
import dev.crossfade.admin.rehearsal.Report.Played;
import dev.crossfade.admin.rehearsal.Report.Timed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as the document a change review wants, in Markdown. */
final class ReportText {
    private ReportText() {}

    static String markdown(Report report) {
        StringBuilder out = new StringBuilder();
        line(out, "# Rehearsal of " + report.migration() + ": " + report.verdict());
        line(out, "");
        if (report.reason() != null) {
            line(out, "**" + plain(report.reason()) + "**");
            line(out, "");
        }
        line(out, "- table " + code(report.table()) + " of database " + code(report.database()));
        line(out, "- file's SHA-256 " + code(report.digest()));
        line(out, "- at " + report.startedAt() + ", " + seconds(report.seconds()) + " in all");
        line(out, "- on a throwaway PostgreSQL " + report.server() + "; the database's is " + report.realServer());
        line(
                out,
                "- rows " + report.data() + ": "
                        + report.tables().stream()
                                .map(table -> count(table.rows()) + " in " + code(table.table()))
                                .collect(Collectors.joining(", "))
                        + (report.realRows() < 0 ? "" : "; the real table has about " + count(report.realRows())));
        line(
                out,
                "- " + report.clients() + " clients and the census: " + count(report.statements())
                        + " statements, each on an untouched twin too, " + count(report.failures()) + " failure(s)");
        line(out, "");
        moves(out, report.moves());
        list(out, "Failures", report.firstFailures());
        census(out, report.census());
        list(out, "Not covered", report.notCovered());
        return out.toString();
    }

    private static void moves(StringBuilder out, List<Move> moves) {
        line(
                out,
                "| request | stage | time | steps | statements | failures | p99 | longest | lock wait | rows compared | result |");
        line(out, "|---|---|--:|---|--:|--:|--:|--:|--:|--:|---|");
        for (Move move : moves) {
            line(
                    out,
                    "| " + move.request() + " | " + move.stage() + " | " + seconds(move.seconds()) + " | "
                            + move.steps().stream().map(ReportText::step).collect(Collectors.joining(", ")) + " | "
                            + count(move.statements()) + " | " + count(move.failures()) + " | "
                            + millis(move.p99Millis()) + " | " + millis(move.longestMillis()) + " | "
                            + (move.lockWaitMillis() == 0 ? "–" : move.lockWaitMillis() + " ms") + " | "
                            + count(move.rowsCompared()) + " | " + plain(move.result()) + " |");
        }
        line(out, "");
    }

    private static String step(Timed step) {
        return step.step() + " " + seconds(step.seconds());
    }

    private static void census(StringBuilder out, List<Played> census) {
        line(out, "## Statements of the census");
        line(out, "");
        if (census.isEmpty()) {
            line(
                    out,
                    "None: nothing has named the table since Crossfade was started. Only made-up reads and writes were"
                            + " played.");
        }
        for (Played one : census) {
            line(
                    out,
                    "- " + (one.played() ? "played" : "**not played** (" + plain(String.valueOf(one.why())) + ")")
                            + ": " + code(one.statement()) + " by " + one.user());
        }
        line(out, "");
    }

    private static void list(StringBuilder out, String title, List<String> items) {
        if (!items.isEmpty()) {
            line(out, "## " + title);
            line(out, "");
            items.forEach(item -> line(out, "- " + plain(item)));
            line(out, "");
        }
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private static String code(String text) {
        return "`" + text.replaceAll("\\s+", " ").replace("`", "'") + "`";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    private static void line(StringBuilder out, String line) {
        out.append(line).append('\n');
    }
}
