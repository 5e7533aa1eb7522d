package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.admin.CrossfadeNode;
import dev.crossfade.admin.Version;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crossfade serve}: runs Crossfade until it is told to stop. */
@Command(
        name = "serve",
        description = "Run Crossfade until Ctrl-C or SIGTERM, which close connections in an orderly way.",
        footer = {"", "This version does not reload its configuration: SIGHUP ends it like SIGTERM."},
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
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
        CrossfadeNode node = CrossfadeNode.start(file, Environment.of(spec).variables());
        Thread closing = new Thread(node::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(closing);
        announce(node);
        try {
            new CountDownLatch(1).await(); // the hook ends the process
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(closing);
            node.close();
            Thread.currentThread().interrupt();
        }
        return 0;
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
