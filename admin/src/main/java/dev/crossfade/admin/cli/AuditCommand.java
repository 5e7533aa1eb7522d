package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
        return new Listing()
                .text("AT", "at")
                .text("WHO", "actor")
                .text("FROM", "clientAddress")
                .text("DID", "action")
                .text("KEY", "key")
                .text("WAS", "from")
                .text("TO BE", "to")
                .text("OUTCOME", "outcome")
                .column("IN EFFECT AFTER>", AuditCommand::effect)
                .print(spec, options, "/v1/audit?limit=" + limit + about, "Nothing has been changed yet.");
    }

    private static String effect(JsonNode entry) {
        JsonNode millis = entry.path("flipToEffectMillis");
        return millis.isNumber() ? String.format(Locale.ROOT, "%.1f ms", millis.asDouble()) : "-";
    }
}
