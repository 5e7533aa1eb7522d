package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crossfade flag}: read and flip. */
@Command(
        name = "flag",
        description = "Read and flip flags.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class FlagCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with flags.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", description = "All flags.", mixinStandardHelpOptions = true)
    int list(@Mixin AdminOptions options) {
        JsonNode flags = options.client().get("/v1/flags");
        if (options.json()) {
            Output.json(out(), flags);
        } else {
            show(flags);
        }
        return 0;
    }

    @Command(name = "get", description = "One flag.", mixinStandardHelpOptions = true)
    int get(@Mixin AdminOptions options, @Parameters(paramLabel = "KEY", description = "The flag.") String key) {
        show(options, options.client().get("/v1/flags/" + AdminClient.segment(key)));
        return 0;
    }

    @Command(
            name = "set",
            description = "Flips a flag. It is durable and in force when the command ends.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "KEY", description = "The flag.") String key,
            @Parameters(paramLabel = "VARIANT", description = "What it is to be.") String variant,
            @Option(names = "--percent", paramLabel = "N", description = "The share of clients, 1 to 100.") @Nullable
                    Integer percent) {
        ObjectNode change = Output.JSON.createObjectNode().put("variant", variant);
        if (percent != null) {
            change.put("percent", percent);
        }
        show(options, options.client().put("/v1/flags/" + AdminClient.segment(key), change));
        return 0;
    }

    private void show(AdminOptions options, JsonNode flag) {
        if (options.json()) {
            Output.json(out(), flag);
        } else {
            show(Output.JSON.createArrayNode().add(flag));
        }
    }

    private void show(JsonNode flags) {
        Table table = new Table("FLAG", "IS", "FOR", "CAN BE");
        for (JsonNode flag : flags) {
            List<String> variants = new ArrayList<>();
            flag.path("variants").forEach(variant -> variants.add(variant.asText()));
            String share =
                    flag.path("percent").isNumber() ? flag.path("percent").asInt() + " %" : "all";
            table.row(
                    Output.text(flag, "key"),
                    Output.text(flag, "variant"),
                    flag.path("targeting").asBoolean() ? "targeted" : share,
                    String.join(", ", variants));
        }
        table.print(out(), "There are no flags.");
    }
}
