package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crossfade pools}: how server connections are shared. */
@Command(
        name = "pools",
        description = "The server connections of each user of each database, and who waits for one.",
        mixinStandardHelpOptions = true)
final class PoolsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        JsonNode pools = options.client().get("/v1/pools");
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Output.json(out, pools);
            return 0;
        }
        Table table = new Table(
                "DATABASE",
                "USER",
                "POOLING",
                "ACTIVE>",
                "IDLE>",
                "LOGIN>",
                "LIMIT>",
                "WAITING>",
                "MAXWAIT>",
                "OPENED>",
                "CLOSED>",
                "FAILED>");
        for (JsonNode pool : pools) {
            int limit = pool.path("limit").asInt();
            table.row(
                    Output.text(pool, "database"),
                    Output.text(pool, "user"),
                    Output.text(pool, "mode").toLowerCase(Locale.ROOT),
                    Output.count(pool.path("active").asLong()),
                    Output.count(pool.path("idle").asLong()),
                    Output.count(pool.path("opening").asLong()),
                    limit == 0 ? "-" : Output.count(limit),
                    Output.count(pool.path("waiting").asLong()),
                    String.format(
                            Locale.ROOT,
                            "%.1f s",
                            pool.path("longestWaitMillis").asLong() / 1000.0),
                    Output.count(pool.path("opened").asLong()),
                    Output.count(pool.path("closed").asLong()),
                    Output.count(pool.path("failed").asLong()));
        }
        table.print(out, "No server connection has been opened yet.");
        return 0;
    }
}
