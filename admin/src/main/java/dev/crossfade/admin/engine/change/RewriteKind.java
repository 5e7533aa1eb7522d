package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.config.SchemaChange;
import dev.crossfade.admin.engine.Control;
import dev.crossfade.admin.engine.DatabaseConnection;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.StepFailedException;
import dev.crossfade.admin.tool.Job;
import dev.crossfade.admin.tool.RepackDatabase;
import dev.crossfade.admin.tool.Said;
import dev.crossfade.admin.tool.ToolException;
import dev.crossfade.admin.tool.ToolStep;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole table is written anew by a program of others. The step's memo is what {@link ToolStep} has to know of an earlier
 * run: it is told before one begins, so that after a crash anywhere the database can be asked whether it happened.
 */
final class RewriteKind implements Kind {
    private final ChangeSpec spec;
    private final SchemaChange.Rewrite rewrite;
    private final ChangeContext context;

    RewriteKind(ChangeSpec spec, SchemaChange.Rewrite rewrite, ChangeContext context) {
        this.spec = spec;
        this.rewrite = rewrite;
        this.context = context;
    }

    private Job.Server server() {
        DatabaseConnection where = context.db().where();
        return new Job.Server(where.host(), where.port(), where.database(), where.user(), where.password());
    }

    private ToolStep tool() throws ToolException {
        return tool(context.host().tools().find(rewrite.tool()));
    }

    private ToolStep tool(Path program) {
        return new ToolStep(
                rewrite.tool(),
                Job.rewrite(
                        spec.name(),
                        server(),
                        spec.table(),
                        rewrite.options(),
                        context.db().where().tls()),
                program,
                new RepackDatabase(context.db()::dedicated));
    }

    /** Also where the program is gone. */
    private ToolStep withoutProgram() {
        return tool(Path.of(rewrite.tool().program()));
    }

    @Override
    public List<ChangeStep> steps() {
        return List.of(new Rewrite());
    }

    private final class Rewrite implements ChangeStep {
        @Override
        public String word() {
            return "rewrite";
        }

        @Override
        public PlannedStep plan(Connection connection, Target target) {
            ToolStep tool;
            try {
                tool = tool();
            } catch (ToolException e) {
                tool = withoutProgram();
            }
            boolean kills = "true".equals(rewrite.options().get("kill-backend"));
            return new PlannedStep(
                    word(),
                    "writes the table and its indexes anew, after a dry run (--dry-run) of the same command, as "
                            + server() + "\n" + tool.commandLine(),
                    List.of(),
                    "ACCESS EXCLUSIVE at its beginning and its end, asked for again and again for at most 1 s each, in which"
                            + " whoever comes after it waits, too; "
                            + "after wait-timeout (" + rewrite.options().getOrDefault("wait-timeout", "60") + " s) "
                            + (kills ? "sessions in its way are cancelled, and then ended" : "it gives up")
                            + "; ACCESS SHARE between them; a trigger logs every write meanwhile",
                    target.expected(3),
                    "the table's file is another one; trigger, log and copy are gone",
                    "while it runs, abort: it is interrupted, and what it has left is removed; afterwards there is nothing to"
                            + " take back, since the rows are the same");
        }

        @Override
        public void run(Work work) throws SQLException, InterruptedException {
            work.control().proceed();
            try {
                ToolStep.Outcome outcome = tool().run(work.memo(), new Watching(work));
                if (outcome != ToolStep.Outcome.REWRITTEN) {
                    throw new Control.StoppedException();
                }
            } catch (ToolException e) {
                throw failed(e);
            }
        }

        @Override
        public void undo(Work work, boolean finished) throws SQLException, InterruptedException {
            String earlier = work.memo();
            if (earlier != null && !finished) {
                try {
                    withoutProgram().cleanUp(earlier);
                } catch (ToolException e) {
                    throw failed(e);
                }
            }
        }

        @Override
        public @Nullable String cannotRest() {
            return rewrite.tool().cannotRest();
        }

        @Override
        public String lost() {
            return "The table has been rewritten, and its rows are the same. Another rewrite is another file.";
        }
    }

    private static StepFailedException failed(ToolException e) {
        return new StepFailedException(e.getMessage() + (e.hint() == null ? "" : ". " + e.hint()));
    }

    /** Carries wishes to the tool and its words to the status. */
    private final class Watching implements ToolStep.Watcher {
        private final Work work;
        private volatile String step = "";

        Watching(Work work) {
            this.work = work;
        }

        /** It is not asked to rest: {@link ChangeStep#cannotRest}. */
        @Override
        public ToolStep.Wish wish() {
            return work.control().isStopped() ? ToolStep.Wish.STOP : ToolStep.Wish.GO;
        }

        @Override
        public void said(Said said) {
            String text = rewrite.tool().program() + ": " + said.text();
            if (said.kind() == Said.Kind.STEP || step.isEmpty()) {
                step = text;
                work.control().blockedBy(List.of(text));
            } else {
                work.control().blockedBy(List.of(step, text));
            }
        }

        @Override
        public void starts(String run) throws SQLException {
            work.note(run);
        }
    }

    @Override
    public List<Finding> findings(Connection connection, Target target) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try {
            for (String missing : tool().missing(false)) {
                findings.add(new Finding(missing, "See to that, then start again."));
            }
        } catch (ToolException e) {
            findings.add(new Finding(String.valueOf(e.getMessage()), e.hint() == null ? "" : e.hint() + "."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrossfadeException(Problem.NOT_READY, "Crossfade is stopping", null, e);
        }
        return findings;
    }

    @Override
    public List<String> notes(Connection connection, Target target) throws SQLException {
        String size = Db.first(
                connection,
                "SELECT pg_catalog.pg_size_pretty(pg_catalog.pg_total_relation_size(?::bigint::oid))",
                row -> row.getString(1),
                target.oid());
        return List.of("it needs disk space for the table and its indexes once more (" + size
                + " as they are now), and for the log of what is written meanwhile, and so does the write-ahead log; the server"
                + " does not tell how much is free");
    }

    @Override
    public String wayBack(@Nullable String memo) {
        return "there is nothing to take back: the rows are the same";
    }
}
