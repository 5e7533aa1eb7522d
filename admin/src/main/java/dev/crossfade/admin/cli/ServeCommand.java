package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.admin.CrossfadeNode;
import dev.crossfade.admin.Version;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crossfade serve}: runs Crossfade until it is told to stop. */
@Command(
        name = "serve",
        description =
                "Run Crossfade until Ctrl-C or SIGTERM, which let transactions finish; a second one ends it at once.",
        footer = {
            "",
            "The log goes to standard error. CROSSFADE_LOG_FORMAT: text (default) or json, an object on each line.",
            "CROSSFADE_LOG_LEVEL: ERROR, WARN, INFO (default), DEBUG.",
            "",
            "SIGHUP reads the configuration again, as 'crossfade reload' does; what came of it is in the log.",
            "",
            "With shutdown: {handOver: true} in the configuration, a second one takes over from the one that runs: no",
            "client is refused, and the first ends with exit code 0 when its clients have gone."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final List<String> LOG_FORMATS = List.of("text", "json");
    private static final List<String> LOG_LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    /** Signals that end a process, with their numbers. */
    private enum Ending {
        INT(2),
        TERM(15);

        private final int number;

        Ending(int number) {
            this.number = number;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-c", "--configuration"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, crossfade.yaml.")
    private Path file = Path.of("crossfade.yaml");

    @Option(names = "--json", description = "Print the addresses as one JSON object on one line.")
    private boolean json;

    @Override
    public Integer call() {
        requireOneOf("CROSSFADE_LOG_FORMAT", LOG_FORMATS);
        requireOneOf("CROSSFADE_LOG_LEVEL", LOG_LEVELS);
        CrossfadeNode node = CrossfadeNode.start(file, Environment.of(spec).variables());
        Thread closing = new Thread(node::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(closing);
        AtomicBoolean stopping = new AtomicBoolean();
        for (Ending signal : Ending.values()) {
            Signals.on(signal.name(), () -> {
                if (stopping.compareAndSet(false, true)) {
                    LOG.info("SIG{}: transactions may finish; another signal ends Crossfade at once", signal);
                    System.exit(128 + signal.number); // runs the hook, to its end
                } else {
                    Runtime.getRuntime().halt(128 + signal.number);
                }
            });
        }
        if (!Signals.on("HUP", () -> node.reload("SIGHUP"))) {
            LOG.warn("SIGHUP cannot be caught here: it would end Crossfade; 'crossfade reload' works");
        }
        announce(node);
        try {
            node.awaitHandedOver(); // or the hook ends the process
            node.close();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(closing);
            node.close();
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** The logging library would take another value in silence, and log nothing or everything. */
    private void requireOneOf(String variable, List<String> values) {
        String value = Environment.of(spec).get(variable);
        if (value != null && !values.contains(value)) {
            throw new ParameterException(
                    spec.commandLine(), variable + " is \"" + value + "\"; write one of " + String.join(", ", values));
        }
    }

    private void announce(CrossfadeNode node) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode addresses = Output.JSON.createObjectNode();
            addresses.put("admin", node.adminUri().toString());
            ObjectNode databases = addresses.putObject("databases");
            node.databases().forEach(name -> databases.put(name, shown(node.address(name))));
            out.println(addresses);
        } else {
            out.println("Crossfade " + Version.number() + " is up.");
            node.databases().forEach(name -> out.println("  " + name + " on " + shown(node.address(name))));
            out.println("  admin API on " + node.adminUri());
        }
        out.flush();
    }

    private static String shown(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
