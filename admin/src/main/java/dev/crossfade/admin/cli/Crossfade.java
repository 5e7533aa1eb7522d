package dev.crossfade.admin.cli;

import dev.crossfade.admin.config.ConfigurationException;
import dev.crossfade.flags.CrossfadeException;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code crossfade}. */
@Command(
        name = "crossfade",
        mixinStandardHelpOptions = true,
        description = "Moves live databases from one shape to another under unchanged applications.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong usage or wrong configuration.",
            "Environment: CROSSFADE_ADMIN address of the admin API, CROSSFADE_TOKEN its token."
        },
        subcommands = {
            ServeCommand.class,
            DoctorCommand.class,
            MigrationCommand.class,
            FlagCommand.class,
            RewriteCommand.class,
            DatabaseCommand.class,
            SessionsCommand.class,
            PoolsCommand.class,
            UsageCommand.class,
            AuditCommand.class,
            ReloadCommand.class,
            HelpCommand.class
        })
public final class Crossfade implements Runnable {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Crossfade(Environment environment) {
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, charset("stdout.encoding"));
        PrintWriter err = new PrintWriter(System.err, true, charset("stderr.encoding"));
        System.exit(run(out, err, System::getenv, isTerminal(), args));
    }

    /** What the terminal understands: {@code stdout.encoding} from Java 19 on, before that the system's own. */
    private static Charset charset(String property) {
        String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** Up to Java 21 there is a console only on a terminal; from 22 on there is always one, and it can be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /**
     * Runs the program.
     *
     * @return the exit code
     */
    static int run(
            PrintWriter out,
            PrintWriter err,
            Function<String, @Nullable String> environment,
            boolean terminal,
            String... args) {
        CommandLine line = new CommandLine(new Crossfade(new Environment(environment, terminal)));
        ServiceLoader.load(ExtraCommand.class).forEach(line::addSubcommand);
        showVersion(line);
        line.setOut(out);
        line.setErr(err);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler(Crossfade::failed);
        int exitCode = line.execute(args);
        out.flush();
        err.flush();
        return exitCode;
    }

    /** Makes {@code --version} the same in every subcommand. */
    private static void showVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new VersionText());
        line.getSubcommands().values().forEach(Crossfade::showVersion);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (e instanceof ConfigurationException wrong) {
            wrong.problems().forEach(problem -> err.println(Table.plain(problem.toString())));
            int count = wrong.problems().size();
            err.println("crossfade: " + count + (count == 1 ? " problem" : " problems") + " in the configuration");
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof CliFailure failure) {
            String json = failure.json();
            if (json != null && parsed.expandedArgs().contains("--json")) {
                err.println(json);
            } else {
                complain(err, String.valueOf(failure.getMessage()), failure.hint());
            }
        } else if (e instanceof CrossfadeException refused) {
            complain(err, String.valueOf(refused.getMessage()), refused.hint());
        } else {
            complain(err, "something went wrong inside Crossfade: " + e, "please report it, with what follows");
            e.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void complain(PrintWriter err, String message, @Nullable String hint) {
        err.println("crossfade: " + Table.plain(message));
        if (hint != null) {
            err.println("     hint: " + Table.plain(hint));
        }
    }
}
