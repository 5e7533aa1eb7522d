package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crossfade rewrite}: what would become of a statement. */
@Command(
        name = "rewrite",
        description = "Show what would become of a statement. Nothing is run.",
        mixinStandardHelpOptions = true)
final class RewriteCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Option(names = "--database", required = true, paramLabel = "D", description = "The database.")
    private String database = "";

    @Option(
            names = "--stage",
            paramLabel = "S",
            description = "As if all its migrations were at this stage; else as they are.")
    private @Nullable String stage;

    @Option(
            names = "--speaks",
            paramLabel = "old|new",
            description = "What the client speaks where names do not tell; else what the flags say.")
    private @Nullable String speaks;

    @Parameters(paramLabel = "SQL", description = "The statement.")
    private String sql = "";

    @Override
    public Integer call() {
        ObjectNode question = Output.JSON.createObjectNode().put("sql", sql);
        if (stage != null) {
            question.put("stage", stage);
        }
        if (speaks != null) {
            question.put("speaks", speaks);
        }
        JsonNode answer =
                options.client().post("/v1/databases/" + AdminClient.segment(database) + "/rewrite", question);
        PrintWriter out = spec.commandLine().getOut();
        String outcome = answer.path("outcome").asText();
        boolean refused = outcome.equals("refused");
        if (options.json()) {
            Output.json(out, answer);
            return refused ? 1 : 0;
        }
        out.println("in   " + hanging(sql));
        if (refused) {
            out.flush();
            throw new CliFailure(
                    "refused with SQLSTATE " + Output.text(answer, "sqlState") + ": " + Output.text(answer, "message"),
                    answer.path("hint").textValue());
        }
        out.println("out  "
                + (outcome.equals("untouched")
                        ? "the same"
                        : hanging(answer.path("sql").asText())));
        for (JsonNode edit : answer.path("edits")) {
            out.println();
            String replaced = cut(edit.path("start").asInt(), edit.path("end").asInt());
            out.println((replaced.isEmpty()
                            ? "insert  "
                            : "replace " + hanging(replaced) + System.lineSeparator() + "by      ")
                    + hanging(edit.path("replacement").asText()));
            out.println("why     " + Output.text(edit, "reason"));
        }
        return 0;
    }

    /** A piece of the statement; positions count code points, as the rewriter does. */
    private String cut(int start, int end) {
        int length = sql.codePointCount(0, sql.length());
        int from = Math.max(0, Math.min(start, length));
        int to = Math.max(from, Math.min(end, length));
        return sql.substring(sql.offsetByCodePoints(0, from), sql.offsetByCodePoints(0, to));
    }

    private static String hanging(String text) {
        return text.strip().replaceAll("\\R", System.lineSeparator() + "     ");
    }
}
