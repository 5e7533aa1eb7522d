package dev.crossfade.bench;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What can be chosen whatever the server. */
final class Choices {
    @Option(names = "--clients", split = ",", description = "default: 1,16,256")
    List<Integer> clients = List.of();

    @Option(
            names = "--crossfade",
            paramLabel = "NAME=TRANSPORT[;home=FOLDER][;JVM OPTION]…",
            description =
                    "A way to run Crossfade: its transport, another clone, more JVM options. Repeatable; default: io_uring"
                            + " and epoll of this clone")
    List<Variant> variants = List.of();

    @Option(names = "--rounds", description = "default: 5")
    int rounds = 5;

    @Option(names = "--seconds", description = "each run; default: 5")
    int seconds = 5;

    @Option(
            names = "--warmup-seconds",
            description =
                    "load on each Crossfade before anything is measured, until its JVM has little left to compile, but for"
                            + " no longer than this; default: 60")
    int warmUpSeconds = 60;

    /** @throws CommandLine.ParameterException when something is chosen that there is not */
    static void require(CommandSpec command, String option, List<String> chosen, List<String> known) {
        chosen.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new CommandLine.ParameterException(
                    command.commandLine(), option + " " + name + ": choose among " + String.join(", ", known));
        });
    }

    /** The ways to run Crossfade. */
    List<Variant> ways(Path root) {
        Path launcher = root.resolve("crossfade");
        return variants.isEmpty()
                ? List.of(Variant.transport("io_uring", launcher), Variant.transport("epoll", launcher))
                : variants;
    }
}
