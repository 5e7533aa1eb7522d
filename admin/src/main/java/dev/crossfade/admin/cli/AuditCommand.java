package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crossfade audit}: who changed what. */
@Command(
        name = "audit",
        description = "Who changed what, when, from where; newest first.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Option(names = "--key", paramLabel = "KEY", description = "Only this flag, or all of a migration: migration.NAME.")
    private @Nullable String key;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many entries (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        String about = key == null ? "" : "&key=" + AdminClient.segment(key);
        JsonNode audit = options.client().get("/v1/audit?limit=" + limit + about);
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Output.json(out, audit);
            return 0;
        }
        Table table = new Table("AT", "WHO", "FROM", "DID", "KEY", "WAS", "TO BE", "OUTCOME", "IN EFFECT AFTER>");
        for (JsonNode entry : audit) {
            JsonNode millis = entry.path("flipToEffectMillis");
            table.row(
                    Output.text(entry, "at"),
                    Output.text(entry, "actor"),
                    Output.text(entry, "clientAddress"),
                    Output.text(entry, "action"),
                    Output.text(entry, "key"),
                    Output.text(entry, "from"),
                    Output.text(entry, "to"),
                    Output.text(entry, "outcome"),
                    millis.isNumber() ? String.format(Locale.ROOT, "%.1f ms", millis.asDouble()) : "-");
        }
        table.print(out, "Nothing has been changed yet.");
        return 0;
    }
}
