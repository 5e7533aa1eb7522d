package dev.crossfade.admin.doctor;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Backend;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.SchemaChange.Rewrite;
import dev.crossfade.admin.doctor.Finding.Verdict;
import dev.crossfade.admin.tool.Job;
import dev.crossfade.admin.tool.RepackDatabase;
import dev.crossfade.admin.tool.ToolException;
import dev.crossfade.admin.tool.ToolStep;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether what the files of a database want rewritten can be: program, extension, rights, key. */
final class Rewrites {
    private static final String CHECK = "rewrite";

    private Rewrites() {}

    static List<Finding> of(Configuration configuration, Database database) {
        List<Finding> findings = new ArrayList<>();
        for (ChangeSpec spec : configuration.changes()) {
            if (spec.database().equals(database.name()) && spec.change() instanceof Rewrite rewrite) {
                findings.addAll(of(configuration, database.blue(), spec, rewrite));
            }
        }
        return findings;
    }

    private static List<Finding> of(Configuration configuration, Backend backend, ChangeSpec spec, Rewrite rewrite) {
        String program = rewrite.tool().program();
        try {
            ToolStep step = new ToolStep(
                    rewrite.tool(),
                    Job.rewrite(
                            spec.name(),
                            new Job.Server(
                                    backend.host(),
                                    backend.port(),
                                    backend.database(),
                                    backend.user(),
                                    backend.password().value()),
                            spec.table(),
                            rewrite.options(),
                            backend.tls()),
                    configuration.tools().find(rewrite.tool()),
                    new RepackDatabase(() -> BackendLogin.connect(backend)));
            List<String> missing = step.missing(true); // what is left behind is said of the whole database
            return missing.isEmpty()
                    ? List.of(Finding.ok(spec.name(), CHECK, program + " can rewrite " + spec.table()))
                    : missing.stream()
                            .map(what ->
                                    new Finding(spec.name(), CHECK, Verdict.FAILED, what, "see to that before start"))
                            .toList();
        } catch (ToolException e) {
            return List.of(new Finding(spec.name(), CHECK, Verdict.FAILED, String.valueOf(e.getMessage()), e.hint()));
        } catch (SQLException e) {
            return List.of(new Finding(
                    spec.name(), CHECK, Verdict.FAILED, "the database says: " + e.getMessage(), "look at its log"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
