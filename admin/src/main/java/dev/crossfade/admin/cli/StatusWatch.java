package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows a status again and again: on a terminal as one line that changes in place, elsewhere as a line whenever something
 * has changed. Ends when the migration works at nothing any more.
 */
final class StatusWatch {
    private static final long POLL_MILLIS = 500;
    private static final Set<String> RESTING = Set.of("none", "ready", "done", "failed");

    private final PrintWriter out;
    private final boolean live;
    private final boolean json;

    StatusWatch(PrintWriter out, boolean live, boolean json) {
        this.out = out;
        this.live = live;
        this.json = json;
    }

    /** Watches, and answers the last status. */
    JsonNode run(Supplier<JsonNode> status) {
        String shown = "";
        while (true) {
            JsonNode now = status.get();
            String line = Table.plain(json ? now.toString() : StatusText.line(now));
            if (!line.equals(shown)) {
                if (live) {
                    out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
                } else {
                    out.println(line);
                }
                out.flush();
                shown = line;
            }
            if (RESTING.contains(now.path("step").asText())) {
                if (live) {
                    out.println();
                }
                return now;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return now;
            }
        }
    }
}
