package dev.crossfade.admin.tool;

import dev.crossfade.admin.tool.Said.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * pt-online-schema-change 3 (https://docs.percona.com/percona-toolkit/pt-online-schema-change.html). A pause is noticed
 * between two chunks; its end within 60 s, for so long it sleeps. Interrupted, it leaves its triggers and its new table.
 */
public final class PtOnlineSchemaChange implements ChangeTool {
    private static final String PROGRAM = "pt-online-schema-change";
    private static final String PAUSE = "pause";

    private static final ToolOptions OPTIONS = new ToolOptions(
            PROGRAM,
            Map.ofEntries(
                    Map.entry("alter-foreign-keys-method", ToolOptions.Kind.FOREIGN_KEYS),
                    Map.entry("analyze-before-swap", ToolOptions.Kind.SWITCH),
                    Map.entry("check-interval", ToolOptions.Kind.NUMBER),
                    Map.entry("chunk-index", ToolOptions.Kind.WORD),
                    Map.entry("chunk-size", ToolOptions.Kind.NUMBER),
                    Map.entry("chunk-size-limit", ToolOptions.Kind.NUMBER),
                    Map.entry("chunk-time", ToolOptions.Kind.NUMBER),
                    Map.entry("critical-load", ToolOptions.Kind.LIMITS),
                    Map.entry("max-lag", ToolOptions.Kind.NUMBER),
                    Map.entry("max-load", ToolOptions.Kind.LIMITS),
                    Map.entry("null-to-not-null", ToolOptions.Kind.SWITCH),
                    Map.entry("preserve-triggers", ToolOptions.Kind.SWITCH),
                    Map.entry("recursion-method", ToolOptions.Kind.WORD),
                    Map.entry("sleep", ToolOptions.Kind.NUMBER)));

    private static final Pattern COPYING = Pattern.compile("Copying `.*`: +(\\d+)% (.*)");
    private static final Pattern TIME = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d ");
    private static final Pattern WAITS =
            Pattern.compile("(Sleeping .* because .* exists|Pausing because .*|Replica lag .*|.*Waiting\\..*)");
    private static final Pattern WARNING = Pattern.compile(
            "(Error |Cannot |Not dropping |Not swapping |# Exiting on |DROP |The table |DBI |.*was not altered).*");
    private static final Pattern STEP = Pattern.compile(
            "(Altering|Altered|Creating|Created|Copying|Copied|Analyzing|Swapping|Swapped|Dropping|Dropped|Starting|Successfully"
                    + "|Dry run|No foreign keys|Found \\d+ ).*");

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

    /** {@code --no-version-check}: it would ask a server of its makers. */
    @Override
    public Invocation invocation(Job job, Path executable, Path folder, boolean dryRun) {
        Path pause = folder.resolve(PAUSE);
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--alter=" + job.alter(),
                dryRun ? "--dry-run" : "--execute",
                "--no-version-check",
                "--charset=utf8mb4",
                "--progress=time,1",
                "--pause-file=" + pause));
        command.addAll(OPTIONS.arguments(job.options()));
        command.add("F=" + folder.resolve(MySqlWords.OPTIONS_FILE) + ",D=" + job.schema() + ",t=" + job.table());
        return new Invocation(
                command,
                job.environment(),
                Map.of(MySqlWords.OPTIONS_FILE, MySqlWords.optionsFile(job.server())),
                new Invocation.Pause(pause, null));
    }

    @Override
    public @Nullable String cannotRest() {
        return null;
    }

    @Override
    public Said read(String line) {
        String text = TIME.matcher(line).replaceFirst("");
        Matcher copying = COPYING.matcher(text);
        if (copying.matches()) {
            return new Said(Kind.PROGRESS, "copies rows, " + copying.group(2), Double.parseDouble(copying.group(1)));
        }
        if (WAITS.matcher(text).matches()) {
            return Said.of(Kind.WAITS, text.startsWith("Sleeping") ? "is paused" : text);
        }
        if (WARNING.matcher(text).matches()) {
            return Said.of(Kind.WARNING, text);
        }
        return Said.of(STEP.matcher(text).matches() ? Kind.STEP : Kind.DETAIL, text);
    }
}
