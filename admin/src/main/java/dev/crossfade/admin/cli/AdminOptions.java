package dev.crossfade.admin.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that asks a running Crossfade. */
final class AdminOptions {
    static final String DEFAULT_ADMIN = "http://127.0.0.1:8642";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "The admin API; else CROSSFADE_ADMIN, else " + DEFAULT_ADMIN + ".")
    private @Nullable String admin;

    @Option(names = "--json", description = "Print what the API answered.")
    private boolean json;

    boolean json() {
        return json;
    }

    AdminClient client() {
        Environment environment = Environment.of(command);
        String url = admin == null ? environment.get("CROSSFADE_ADMIN") : admin;
        url = url == null ? DEFAULT_ADMIN : url;
        URI uri = null;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            // reported below
        }
        if (uri == null
                || uri.getHost() == null
                || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new ParameterException(
                    command.commandLine(), "'" + url + "' is no address of an admin API; write " + DEFAULT_ADMIN);
        }
        return new AdminClient(uri, environment.get("CROSSFADE_TOKEN"));
    }
}
