package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.admin.config.MigrationSchema;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crossfade migration}: look at migrations and drive them. */
@Command(
        name = "migration",
        description = "Look at migrations and drive them.",
        mixinStandardHelpOptions = true,
        subcommands = {CensusCommand.class, RehearseCommand.class, ShadowCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class MigrationCommand implements Runnable {
    private static final String NAME = "The migration.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with migrations.");
    }

    @Command(name = "list", description = "All migrations.", mixinStandardHelpOptions = true)
    int list(@Mixin AdminOptions options) {
        JsonNode migrations = options.client().get("/v1/migrations");
        if (options.json()) {
            Output.json(out(), migrations);
            return 0;
        }
        Table table = new Table("MIGRATION", "DATABASE", "TABLE", "STAGE", "STEP", "DONE>");
        for (JsonNode status : migrations) {
            table.row(
                    Output.text(status, "name"),
                    Output.text(status, "database"),
                    Output.text(status, "table"),
                    Output.text(status, "stage"),
                    Output.text(status, "step") + (status.path("paused").asBoolean() ? " (paused)" : ""),
                    StatusText.percent(status));
        }
        table.print(out(), "There are no migrations. Their files go into the folder that 'migrations' names.");
        return 0;
    }

    @Command(
            name = "plan",
            description = "The runbook, with the SQL each step would run. Changes nothing.",
            mixinStandardHelpOptions = true)
    int plan(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--markdown", description = "As the document for a change review.") boolean markdown) {
        AdminClient client = options.client();
        JsonNode steps = client.get(path(name) + "/plan");
        if (options.json()) {
            Output.json(out(), steps);
        } else if (markdown) {
            PlanText.markdown(out(), client.get(path(name)), steps);
        } else {
            PlanText.print(out(), steps);
        }
        return 0;
    }

    @Command(
            name = "schema",
            description = "The JSON Schema of migration files, for editors. Asks no server.",
            mixinStandardHelpOptions = true)
    int schema() {
        out().print(MigrationSchema.text());
        return 0;
    }

    @Command(name = "status", description = "Where a migration stands.", mixinStandardHelpOptions = true)
    int status(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(
                            names = "--watch",
                            description = "Show a live line until nothing is left to wait for, or for Ctrl-C.")
                    boolean watch) {
        AdminClient client = options.client();
        if (watch) {
            boolean live = Environment.of(spec).terminal() && !options.json();
            JsonNode last = new StatusWatch(out(), live, options.json()).run(() -> client.get(path(name)));
            return last.path("step").asText().equals("failed") ? 1 : 0;
        }
        JsonNode status = client.get(path(name));
        show(options, status);
        rehearsal(options, client, name, status);
        return 0;
    }

    /** Kept in the database, which may not answer; the status itself is there all the same. */
    private void rehearsal(AdminOptions options, AdminClient client, String name, JsonNode status) {
        if (options.json() || !StatusText.isOfColumns(status)) {
            return; // where nothing is carried over, nothing is rehearsed
        }
        try {
            out().println("  rehearsal " + Table.plain(RehearsalText.line(client.get(path(name) + "/rehearsal"))));
        } catch (CliFailure e) {
            out().println("  rehearsal unknown: " + Table.plain(String.valueOf(e.getMessage())));
        }
    }

    @Command(
            name = "start",
            description =
                    "Begins: adds the columns, writes both, backfills, verifies; or changes the schema, step by step.",
            mixinStandardHelpOptions = true)
    int start(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name) {
        AdminClient client = options.client();
        rehearsal(options, client, name, drive(options, client, name, "start"));
        return 0;
    }

    @Command(
            name = "advance",
            description = "One stage forward; with dropColumn, from ready to the drop.",
            mixinStandardHelpOptions = true)
    int advance(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name) {
        return driven(options, name, "advance");
    }

    @Command(
            name = "rollback",
            description = "One stage back. Takes back a change of the schema that is done.",
            mixinStandardHelpOptions = true)
    int rollback(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name) {
        return driven(options, name, "rollback");
    }

    @Command(
            name = "pause",
            description =
                    "Rests the backfill after its present batch, or a change after its present step, also across restarts.",
            mixinStandardHelpOptions = true)
    int pause(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name) {
        return driven(options, name, "pause");
    }

    @Command(name = "resume", description = "Goes on with the backfill.", mixinStandardHelpOptions = true)
    int resume(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name) {
        return driven(options, name, "resume");
    }

    @Command(
            name = "abort",
            description =
                    "Back to off; removes what the migration added. Refused from live on, and of a change that is done.",
            mixinStandardHelpOptions = true)
    int abort(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME", description = NAME) String name) {
        return driven(options, name, "abort");
    }

    private int driven(AdminOptions options, String name, String verb) {
        drive(options, options.client(), name, verb);
        return 0;
    }

    /** Where it stands afterwards, shown already. */
    private JsonNode drive(AdminOptions options, AdminClient client, String name, String verb) {
        JsonNode status = client.post(path(name) + "/" + verb, null);
        show(options, status);
        return status;
    }

    private void show(AdminOptions options, JsonNode status) {
        if (options.json()) {
            Output.json(out(), status);
        } else {
            StatusText.print(out(), status);
        }
    }

    private static String path(String name) {
        return "/v1/migrations/" + AdminClient.segment(name);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
