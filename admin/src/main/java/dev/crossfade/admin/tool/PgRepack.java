package dev.crossfade.admin.tool;

import dev.crossfade.admin.tool.Said.Kind;
import dev.crossfade.flags.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * pg_repack 1.4 (https://reorg.github.io/pg_repack/). By default it ends no session of others: where it does not get its lock
 * within {@code wait-timeout}, it gives up. What it is told of the server stands in libpq's environment
 * (https://www.postgresql.org/docs/15/libpq-envars.html).
 */
public final class PgRepack implements ChangeTool {
    private static final String PROGRAM = "pg_repack";
    private static final String PASSWORDS = "pgpass";
    private static final String WAIT_TIMEOUT = "wait-timeout";
    static final String JOBS = "jobs";
    static final String NO_SUPERUSER_CHECK = "no-superuser-check";
    private static final String KILL = "kill-backend";

    /** How long it tries for a lock, in slices of at most 1 s, before it gives up. */
    static final int WAIT_TIMEOUT_SECONDS = 60;

    private static final ToolOptions OPTIONS = new ToolOptions(
            PROGRAM,
            Map.ofEntries(
                    Map.entry("order-by", ToolOptions.Kind.COLUMNS),
                    Map.entry("no-order", ToolOptions.Kind.SWITCH),
                    Map.entry(JOBS, ToolOptions.Kind.NUMBER),
                    Map.entry(WAIT_TIMEOUT, ToolOptions.Kind.NUMBER),
                    Map.entry(KILL, ToolOptions.Kind.SWITCH),
                    Map.entry("no-analyze", ToolOptions.Kind.SWITCH),
                    Map.entry("tablespace", ToolOptions.Kind.WORD),
                    Map.entry("moveidx", ToolOptions.Kind.SWITCH),
                    Map.entry(NO_SUPERUSER_CHECK, ToolOptions.Kind.SWITCH)));

    private static final Pattern STEP = Pattern.compile("DEBUG: -{2,} (.+?) -{2,}");
    private static final Pattern WAITS =
            Pattern.compile("NOTICE: Waiting for (\\d+) transactions to finish\\. First PID: (\\d+)");
    private static final Pattern LEVEL = Pattern.compile("(DEBUG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC): *(.*)");
    private static final Map<String, String> STEPS = Map.of(
            "repack_one_table", "looks at the table",
            "setup", "creates its log table and trigger",
            "copy tuples", "copies rows",
            "create indexes", "builds indexes and applies what was written meanwhile",
            "swap", "swaps the table's files",
            "drop", "drops the old files",
            "analyze", "analyzes the table");

    @Override
    public String program() {
        return PROGRAM;
    }

    @Override
    public boolean forPostgres() {
        return true;
    }

    @Override
    public List<String> options() {
        return OPTIONS.names();
    }

    @Override
    public List<String> problems(Map<String, String> options) {
        List<String> problems = new ArrayList<>(OPTIONS.problems(options));
        if (problems.isEmpty() && options.containsKey("order-by") && "true".equals(options.get("no-order"))) {
            problems.add("options order-by and no-order of " + PROGRAM + " exclude each other");
        }
        return problems;
    }

    @Override
    public List<String> problems(Job job) {
        return job.alter() == null
                ? List.of()
                : List.of(
                        PROGRAM + " rewrites a table as it is, and cannot alter it; the file's kinds of migration do");
    }

    @Override
    public String cannotRest() {
        return PROGRAM + " cannot rest: it would hold its snapshot and the table's lock meanwhile";
    }

    /** No pause, for {@link #cannotRest}: it is ended, cleans up, and begins anew. */
    @Override
    public Invocation invocation(Job job, Path executable, Path folder, boolean dryRun) {
        Map<String, String> options = new LinkedHashMap<>(job.options());
        options.putIfAbsent(WAIT_TIMEOUT, Integer.toString(WAIT_TIMEOUT_SECONDS));
        boolean kills = "true".equals(options.remove(KILL));
        List<String> command = new ArrayList<>(List.of(executable.toString(), "--no-password", "--elevel=DEBUG"));
        if (!kills) {
            command.add("--no-kill-backend");
        }
        command.addAll(OPTIONS.arguments(options));
        command.add("--table=" + new TableName(job.schema(), job.table()).quoted());
        if (dryRun) {
            command.add("--dry-run");
        }
        Job.Server server = job.server();
        Map<String, String> environment = new LinkedHashMap<>(job.environment());
        environment.put("PGHOST", server.host());
        environment.put("PGPORT", Integer.toString(server.port()));
        environment.put("PGDATABASE", server.database());
        environment.put("PGUSER", server.user());
        environment.put("PGPASSFILE", folder.resolve(PASSWORDS).toString());
        environment.put("PGAPPNAME", job.mark());
        environment.put("PGCONNECT_TIMEOUT", "10");
        // What a role or a database sets for applications would end a session that copies for hours.
        environment.put(
                "PGOPTIONS",
                "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off");
        return new Invocation(
                command,
                environment,
                Map.of(PASSWORDS, "*:*:*:*:" + escaped(server.password()) + "\n"),
                Invocation.Pause.NONE);
    }

    /** https://www.postgresql.org/docs/15/libpq-pgpass.html */
    private static String escaped(String password) {
        return password.replace("\\", "\\\\").replace(":", "\\:");
    }

    @Override
    public Said read(String line) {
        Matcher step = STEP.matcher(line);
        if (step.matches()) {
            return Said.of(Kind.STEP, STEPS.getOrDefault(step.group(1), step.group(1)));
        }
        Matcher waits = WAITS.matcher(line);
        if (waits.matches()) {
            return Said.of(
                    Kind.WAITS,
                    "waits for " + waits.group(1) + " older transaction(s), the first of process " + waits.group(2));
        }
        Matcher level = LEVEL.matcher(line);
        if (!level.matches()) {
            return Said.of(line.startsWith("DETAIL:") ? Kind.WARNING : Kind.DETAIL, line);
        }
        return switch (level.group(1)) {
            case "WARNING", "ERROR", "FATAL", "PANIC" -> Said.of(Kind.WARNING, level.group(2));
            case "INFO", "NOTICE" ->
                Said.of(level.group(2).contains("Skipping") ? Kind.WARNING : Kind.STEP, level.group(2));
            default -> Said.of(level.group(2).startsWith("Waiting on ") ? Kind.WAITS : Kind.DETAIL, level.group(2));
        };
    }
}
