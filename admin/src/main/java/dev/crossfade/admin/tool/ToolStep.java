package dev.crossfade.admin.tool;

import dev.crossfade.admin.tool.ToolDatabase.Leftover;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rewrite by a tool, from the first question to the database's answer. Run again after a crash with what {@link
 * Watcher#starts} was told, it finds out whether the table was rewritten, and goes on or says so.
 *
 * <pre>
 *   requirements ──► what an earlier run of ours left ──► dry run ──► starts(…) ──► run ──► what does the database say?
 *                                                                                    │            ├─ rewritten: done
 *                          stop, or pause of a tool that cannot rest ──SIGINT, panic─┘            └─ not: cleaned up
 * </pre>
 */
public final class ToolStep {
    private static final Logger LOG = LoggerFactory.getLogger(ToolStep.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_DRY_RUN = Duration.ofMinutes(10);
    private static final Duration LONGEST_VERSION = Duration.ofSeconds(20);
    private static final int LINES_SHOWN = 6;

    /** A word that means the same to every shell without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./=:,+@%-]+");

    /** A table that takes longer than this is not rewritten by any tool; the run is ended then. */
    private static final Duration LONGEST_RUN = Duration.ofDays(14);

    private final ChangeTool tool;
    private final Job job;
    private final Path executable;
    private final ToolDatabase database;

    /** What whoever waits for it wants now. */
    public enum Wish {
        GO,
        PAUSE,
        STOP
    }

    /** How it ended. */
    public enum Outcome {
        /** The table was rewritten. */
        REWRITTEN,
        /** It was to stop, and nothing is left of it. */
        STOPPED,
        /** It was to pause and cannot rest: it was ended, nothing is left of it, and it begins anew. */
        ENDED_TO_PAUSE
    }

    /** Whoever waits for it. Called on the thread of {@link #run}, {@code said} also on another one. */
    public interface Watcher {
        /** Asked a few times a second. */
        Wish wish();

        /** A line of output that is worth seeing. */
        void said(Said said);

        /**
         * The run begins. To be made durable before this returns.
         *
         * @param run to be handed to the step when it is run again
         */
        void starts(String run) throws SQLException;
    }

    public ToolStep(ChangeTool tool, Job job, Path executable, ToolDatabase database) {
        this.tool = tool;
        this.job = job;
        this.executable = executable;
        this.database = database;
    }

    /**
     * What keeps it from running, one message each: the job, the options, the server. Changes nothing.
     *
     * @param ofOurs whether an earlier run of this job may have left something, which then is no problem
     */
    public List<String> missing(boolean ofOurs) throws SQLException, InterruptedException {
        List<String> missing = new ArrayList<>(tool.problems(job));
        missing.addAll(tool.problems(job.options()));
        if (missing.isEmpty()) {
            try {
                missing.addAll(database.missing(job, version()));
            } catch (ToolException e) {
                return List.of(e.getMessage() + (e.hint() == null ? "" : ": " + e.hint()));
            }
        }
        if (!ofOurs && missing.isEmpty()) {
            database.leftovers(job)
                    .forEach(left -> missing.add(
                            left.what() + " is left of an earlier run, or one is at work: " + left.command()));
        }
        return missing;
    }

    /** As it would be typed into a shell. No secret is in it. */
    public String commandLine() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        return tool.invocation(job, executable, folder, false).command().stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** What the program says of itself. */
    private String version() throws ToolException, InterruptedException {
        List<String> said = new ArrayList<>();
        Invocation ask = new Invocation(
                List.of(executable.toString(), "--version"), job.environment(), Map.of(), Invocation.Pause.NONE);
        try (ToolRun run = ToolRun.start(ask, ToolRun.newFolder(), said::add)) {
            if (!run.await(LONGEST_VERSION) || run.exitCode() != 0) {
                throw new ToolException(
                        tool.program() + " --version does not work: " + String.join(" ", run.lastLines()),
                        "see that " + executable + " runs on this machine");
            }
            return String.join(" ", run.lastLines());
        } catch (IOException e) {
            throw new ToolException(tool.program() + " cannot be started: " + e.getMessage(), null);
        }
    }

    /** Whether it came to its end; else it was to stop. */
    private boolean dryRun(Watcher watcher) throws ToolException, SQLException, InterruptedException {
        try {
            Path folder = ToolRun.newFolder();
            Invocation dry = tool.invocation(job, executable, folder, true);
            try (ToolRun run = ToolRun.start(dry, folder, line -> {})) {
                long end = System.nanoTime() + LONGEST_DRY_RUN.toNanos();
                while (!run.await(LOOK)) {
                    boolean late = System.nanoTime() - end > 0;
                    if (late || watcher.wish() == Wish.STOP) {
                        run.stop();
                        run.await(ToolRun.GRACE.plusSeconds(5));
                        cleanUp(run.pid());
                        if (!late) {
                            return false;
                        }
                        throw new ToolException("the dry run of " + tool.program() + " did not end", null);
                    }
                }
                if (run.exitCode() != 0) {
                    cleanUp(run.pid());
                    throw new ToolException(
                            "the dry run of " + tool.program() + " failed with exit code " + run.exitCode() + ": "
                                    + shown(run.lastLines()),
                            "nothing was changed");
                }
                watcher.said(Said.of(Said.Kind.STEP, "the dry run went well"));
                return true;
            }
        } catch (IOException e) {
            throw new ToolException(tool.program() + " cannot be started: " + e.getMessage(), null);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param earlier what {@link Watcher#starts} was told the last time, null when it never was
     * @throws ToolException when the table was not rewritten, with what the tool said; nothing is left of it then, or the
     *     message names what is
     */
    public Outcome run(@Nullable String earlier, Watcher watcher)
            throws ToolException, SQLException, InterruptedException {
        List<String> missing = missing(earlier != null);
        if (!missing.isEmpty()) {
            throw new ToolException(String.join("; ", missing), null);
        }
        if (earlier != null) {
            Started started = Started.of(earlier);
            cleanUp(started.pid());
            if (!started.identity().equals(database.identity(job))) {
                return Outcome.REWRITTEN;
            }
        }
        String before = database.identity(job);
        watcher.starts(new Started(before, 0).word()); // a dry run can leave something, too
        return dryRun(watcher) ? work(before, watcher) : Outcome.STOPPED;
    }

    private Outcome work(String before, Watcher watcher) throws ToolException, SQLException, InterruptedException {
        Wish ending;
        Ended ended;
        long pid;
        try {
            Path folder = ToolRun.newFolder();
            Invocation invocation = tool.invocation(job, executable, folder, false);
            LOG.info("{}: {}", job.name(), invocation);
            try (ToolRun run = ToolRun.start(invocation, folder, line -> tell(watcher, line))) {
                pid = run.pid();
                watcher.starts(new Started(before, pid).word());
                ending = supervise(run, watcher, !invocation.pause().equals(Invocation.Pause.NONE));
                boolean over = run.await(ToolRun.GRACE.plusSeconds(5));
                ended = new Ended(over ? "exit code " + run.exitCode() : "no end", run.lastLines());
            } // kills what has not ended
        } catch (IOException e) {
            throw new ToolException(tool.program() + " cannot be started: " + e.getMessage(), null);
        }
        cleanUp(pid);
        if (!before.equals(database.identity(job))) {
            return Outcome.REWRITTEN;
        }
        if (ending == Wish.GO) {
            throw new ToolException(
                    tool.program() + " ended with " + ended.how() + ", and the table was not rewritten: "
                            + shown(ended.last()),
                    "nothing is left of it; start again when the reason is gone");
        }
        return ending == Wish.STOP ? Outcome.STOPPED : Outcome.ENDED_TO_PAUSE;
    }

    private record Ended(String how, List<String> last) {}

    /**
     * Until it ends, or is told to: {@link Wish#GO} when it has ended by itself.
     *
     * @param rests whether it can; else a pause ends it
     */
    private Wish supervise(ToolRun run, Watcher watcher, boolean rests) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_RUN.toNanos();
        boolean resting = false;
        while (!run.await(LOOK)) {
            Wish wish = System.nanoTime() - end > 0 ? Wish.STOP : watcher.wish();
            if (wish == Wish.STOP || (wish == Wish.PAUSE && !rests)) {
                run.stop();
                return wish;
            }
            boolean rest = wish == Wish.PAUSE;
            if (rest != resting) {
                try {
                    if (rest) {
                        run.pause();
                    } else {
                        run.resume();
                    }
                    resting = rest;
                } catch (IOException e) {
                    LOG.debug("{}: asked again in a moment", job.name(), e); // it may not listen yet
                }
            }
        }
        return Wish.GO;
    }

    /**
     * Ends what still works of a run of ours and removes what it has left.
     *
     * @throws ToolException when something stays, with the commands that remove it
     */
    private void cleanUp(long pid) throws ToolException, SQLException, InterruptedException {
        database.endSessions(job, pid);
        List<Leftover> stay = database.remove(job, database.leftovers(job));
        if (!stay.isEmpty()) {
            throw new ToolException(
                    tool.program() + " has left "
                            + stay.stream().map(Leftover::what).collect(Collectors.joining(", ")),
                    stay.stream().map(Leftover::command).collect(Collectors.joining("; ")));
        }
    }

    /** After an abort, also one whose Crossfade was killed: removes what runs of this job have left. */
    public void cleanUp(String earlier) throws ToolException, SQLException, InterruptedException {
        cleanUp(Started.of(earlier).pid());
    }

    private void tell(Watcher watcher, String line) {
        Said said = tool.read(line);
        if (said.kind() != Said.Kind.DETAIL) {
            watcher.said(said);
        }
    }

    private String shown(List<String> lines) {
        List<String> worth = lines.stream()
                .filter(line -> tool.read(line).kind() != Said.Kind.DETAIL)
                .toList();
        List<String> from = worth.isEmpty() ? lines : worth;
        return String.join(" / ", from.subList(Math.max(0, from.size() - LINES_SHOWN), from.size()));
    }

    /** What is remembered of a run: how the table was before it, and the process. */
    private record Started(String identity, long pid) {
        String word() {
            return pid + " " + identity;
        }

        static Started of(String word) {
            int blank = word.indexOf(' ');
            return new Started(word.substring(blank + 1), Long.parseLong(word.substring(0, blank)));
        }
    }
}
