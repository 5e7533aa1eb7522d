package dev.crossfade.admin.tool;

import dev.crossfade.admin.tool.Said.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * gh-ost 1.1, by its manual alone: https://github.com/github/gh-ost/blob/master/doc/command-line-flags.md and
 * interactive-commands.md. It has never been run with Crossfade; the tests play a transcript of its documented output.
 *
 * <p>Without {@code --execute} it goes through its checks and changes nothing that stays. It is interrupted by {@code panic} on
 * its socket, and leaves its tables then.
 */
public final class GhOst implements ChangeTool {
    private static final String PROGRAM = "gh-ost";
    private static final String SOCKET = "s"; // the path of a Unix socket has at most 107 bytes
    private static final String ON_MASTER = "allow-on-master";

    private static final ToolOptions OPTIONS = new ToolOptions(
            PROGRAM,
            Map.ofEntries(
                    Map.entry(ON_MASTER, ToolOptions.Kind.SWITCH),
                    Map.entry("approve-renamed-columns", ToolOptions.Kind.SWITCH),
                    Map.entry("assume-rbr", ToolOptions.Kind.SWITCH),
                    Map.entry("chunk-size", ToolOptions.Kind.NUMBER),
                    Map.entry("critical-load", ToolOptions.Kind.LIMITS),
                    Map.entry("cut-over", ToolOptions.Kind.CUT_OVER),
                    Map.entry("cut-over-lock-timeout-seconds", ToolOptions.Kind.NUMBER),
                    Map.entry("default-retries", ToolOptions.Kind.NUMBER),
                    Map.entry("dml-batch-size", ToolOptions.Kind.NUMBER),
                    Map.entry("exact-rowcount", ToolOptions.Kind.SWITCH),
                    Map.entry("concurrent-rowcount", ToolOptions.Kind.SWITCH),
                    Map.entry("max-lag-millis", ToolOptions.Kind.NUMBER),
                    Map.entry("max-load", ToolOptions.Kind.LIMITS),
                    Map.entry("nice-ratio", ToolOptions.Kind.NUMBER)));

    /** Copy: 0/2915 0.0%; Applied: 0; Backlog: 0/100; Time: 0s(total), 0s(copy); streamer: …; State: …; ETA: … */
    private static final Pattern STATUS = Pattern.compile(
            "Copy: (\\d+)/(\\d+) (\\d+(?:\\.\\d+)?)%; Applied: (\\d+); .*?(?:State: ([^;]+); )?ETA: (.*)");

    private static final Pattern LOG = Pattern.compile("(?:\\[)?\\d{4}[-/]\\d\\d[-/]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d\\]?"
            + "(?:\\s+\\[?\\w+\\.go:\\d+\\]?)? ?(?:\\[?(DEBUG|INFO|WARNING|ERROR|FATAL|CRITICAL)\\]?)? ?(.*)");

    @Override
    public String program() {
        return PROGRAM;
    }

    @Override
    public boolean forPostgres() {
        return false;
    }

    @Override
    public List<String> options() {
        return OPTIONS.names();
    }

    @Override
    public List<String> problems(Map<String, String> options) {
        return OPTIONS.problems(options);
    }

    @Override
    public List<String> problems(Job job) {
        return MySqlWords.problems(PROGRAM, job);
    }

    @Override
    public Invocation invocation(Job job, Path executable, Path folder, boolean dryRun) {
        Path socket = folder.resolve(SOCKET);
        Map<String, String> options = new LinkedHashMap<>(job.options());
        options.putIfAbsent(ON_MASTER, "true");
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--conf=" + folder.resolve(MySqlWords.OPTIONS_FILE),
                "--host=" + job.server().host(),
                "--port=" + job.server().port(),
                "--database=" + job.schema(),
                "--table=" + job.table(),
                "--alter=" + job.alter(),
                "--serve-socket-file=" + socket,
                "--initially-drop-socket-file",
                "--ok-to-drop-table"));
        command.addAll(OPTIONS.arguments(options));
        if (!dryRun) {
            command.add("--execute");
        }
        return new Invocation(
                command,
                job.environment(),
                Map.of(MySqlWords.OPTIONS_FILE, MySqlWords.optionsFile(job.server())),
                new Invocation.Pause(null, socket));
    }

    @Override
    public @Nullable String cannotRest() {
        return null;
    }

    @Override
    public Said read(String line) {
        Matcher status = STATUS.matcher(line);
        if (status.matches()) {
            String state = status.group(5) == null ? "" : status.group(5);
            String text = "copies rows, " + status.group(1) + " of " + status.group(2) + ", " + status.group(4)
                    + " changes applied" + (state.isEmpty() ? "" : ", " + state) + ", ETA " + status.group(6);
            return new Said(
                    state.startsWith("throttled") ? Kind.WAITS : Kind.PROGRESS,
                    text,
                    Double.parseDouble(status.group(3)));
        }
        if (line.startsWith("#")) {
            return Said.of(Kind.DETAIL, line);
        }
        Matcher log = LOG.matcher(line);
        if (!log.matches()) {
            return Said.of(line.startsWith("Migrating ") ? Kind.STEP : Kind.DETAIL, line);
        }
        String level = log.group(1) == null ? "" : log.group(1);
        return switch (level) {
            case "WARNING", "ERROR", "FATAL", "CRITICAL" -> Said.of(Kind.WARNING, log.group(2));
            default -> Said.of(level.equals("INFO") ? Kind.STEP : Kind.DETAIL, log.group(2));
        };
    }
}
