package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
        return new Listing()
                .text("DATABASE", "database")
                .text("USER", "user")
                .column("POOLING", pool -> Output.text(pool, "mode").toLowerCase(Locale.ROOT))
                .count("ACTIVE", "active")
                .count("IDLE", "idle")
                .count("LOGIN", "opening")
                .column("LIMIT>", PoolsCommand::limit)
                .count("WAITING", "waiting")
                .column(
                        "MAXWAIT>",
                        pool -> String.format(
                                Locale.ROOT,
                                "%.1f s",
                                pool.path("longestWaitMillis").asLong() / 1000.0))
                .count("OPENED", "opened")
                .count("CLOSED", "closed")
                .count("FAILED", "failed")
                .print(spec, options, "/v1/pools", "No server connection has been opened yet.");
    }

    private static String limit(JsonNode pool) {
        int limit = pool.path("limit").asInt();
        return limit == 0 ? "-" : Output.count(limit);
    }
}
