package dev.crossfade.admin.cli;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.ConfigurationLoader;
import dev.crossfade.admin.doctor.Doctor;
import dev.crossfade.admin.doctor.Finding;
import dev.crossfade.admin.doctor.Finding.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crossfade doctor}: whether a configuration can work. */
@Command(
        name = "doctor",
        description = "Examine a configuration: files, addresses, logins, versions, privileges. Changes nothing.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-c", "--configuration"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, crossfade.yaml.")
    private Path file = Path.of("crossfade.yaml");

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration =
                ConfigurationLoader.load(file, Environment.of(spec).variables());
        List<Finding> findings = Doctor.examine(configuration);
        PrintWriter out = spec.commandLine().getOut();
        long failed =
                findings.stream().filter(f -> f.verdict() == Verdict.FAILED).count();
        if (json) {
            Output.json(out, Output.JSON.valueToTree(findings));
            return failed == 0 ? 0 : 1;
        }
        Table table = new Table("", "SUBJECT", "CHECK", "FOUND");
        table.row("ok", "configuration", "read", file.toString());
        for (Finding finding : findings) {
            String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
            String hint = finding.hint() == null ? "" : " -> " + finding.hint();
            table.row(verdict, finding.subject(), finding.check(), finding.found() + hint);
        }
        table.print(out, "");
        long warnings =
                findings.stream().filter(f -> f.verdict() == Verdict.WARNING).count();
        out.println();
        out.println(failed + " failed, " + warnings + (warnings == 1 ? " warning" : " warnings"));
        return failed == 0 ? 0 : 1;
    }
}
