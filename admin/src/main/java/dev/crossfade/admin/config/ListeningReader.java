package dev.crossfade.admin.config;

import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.AccessRule.Network;
import dev.crossfade.proxy.ProxySettings.KeepAlive;
import dev.crossfade.proxy.ProxySettings.Listening;
import dev.crossfade.proxy.ProxySettings.UnixSockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code clients}: how they come in, and {@code limits} of listeners, users and addresses. */
final class ListeningReader {
    static final List<String> LIMITS = List.of("perListener", "perUser", "perAddress");

    private static final List<String> KEYS = List.of("unixSockets", "proxyProtocol", "keepAlive");
    private static final String EXAMPLE = "{proxyProtocol: [10.0.0.0/8], keepAlive: {idle: 60s}}";
    private static final int MAX_CLIENTS = 1_000_000;
    private static final int MAX_PROBES = 100;

    private final Path configuration;
    private final YamlFile file;
    private final Values values;

    /** @param configuration the file's path; relative directories are meant from where it is */
    ListeningReader(Path configuration, YamlFile file, Values values) {
        this.configuration = configuration;
        this.file = file;
        this.values = values;
    }

    /** What is there, and defaults for the rest, also after a report. */
    Listening read(Section top, @Nullable Section limits, Duration clientsMayStay, boolean handOver) {
        MappingNode node = top.optionalMapping("clients", EXAMPLE);
        Section clients = node == null ? null : Section.of(file, node, "clients", KEYS);
        return new Listening(
                clients == null ? null : unixSockets(clients),
                clients == null ? List.of() : networks(clients),
                clients == null ? KeepAlive.SYSTEMS : keepAlive(clients),
                limit(limits, "perListener"),
                limit(limits, "perUser"),
                limit(limits, "perAddress"),
                handOver,
                clientsMayStay);
    }

    private int limit(@Nullable Section limits, String key) {
        ScalarNode node = limits == null ? null : limits.optionalText(key, "100");
        Integer number = node == null ? null : values.number(node, 1, MAX_CLIENTS);
        return number == null ? 0 : number;
    }

    private @Nullable UnixSockets unixSockets(Section clients) {
        MappingNode node = clients.optionalMapping("unixSockets", "{directory: /run/crossfade, mode: \"0770\"}");
        if (node == null) {
            return null;
        }
        Section sockets = Section.of(file, node, "unixSockets of clients", List.of("directory", "mode"));
        ScalarNode given = sockets.requireText("directory", "/run/crossfade");
        if (given == null) {
            return null;
        }
        Path directory =
                configuration.toAbsolutePath().resolveSibling(given.getValue()).normalize();
        if (!Files.isDirectory(directory)) {
            file.problem(given, Values.shown(given) + " is no directory", "make it, writable for Crossfade");
        }
        ScalarNode mode = sockets.optionalText("mode", "\"0770\"");
        return new UnixSockets(directory, mode == null ? 0777 : mode(mode));
    }

    private int mode(ScalarNode node) {
        if (node.getValue().matches("0?[0-7]{3}")) {
            return Integer.parseInt(node.getValue(), 8);
        }
        file.problem(node, Values.shown(node) + " are no permissions", "write three octal digits, such as \"0770\"");
        return 0;
    }

    private List<Network> networks(Section clients) {
        List<Network> networks = new ArrayList<>();
        if (clients.has("proxyProtocol")) {
            for (Node item : clients.requireList("proxyProtocol", "[10.0.0.0/8, 192.0.2.5]")) {
                if (!(item instanceof ScalarNode scalar)) {
                    file.problem(item, "a network is " + Section.form(item), "write [10.0.0.0/8, 192.0.2.5]");
                } else if (scalar.getValue().equals(AccessRule.ALL)) {
                    file.problem(item, "'all' would let every client say who it is", "list the balancers' networks");
                } else {
                    Network network = values.network(scalar);
                    if (network != null) {
                        networks.add(network);
                    }
                }
            }
        }
        return networks;
    }

    /** Of clients, or of servers. */
    KeepAlive keepAlive(Section section) {
        MappingNode node = section.optionalMapping("keepAlive", "{idle: 60s, interval: 10s, count: 6}");
        if (node == null) {
            return KeepAlive.SYSTEMS;
        }
        Section keepAlive =
                Section.of(file, node, "keepAlive of " + section.name(), List.of("idle", "interval", "count"));
        ScalarNode count = keepAlive.optionalText("count", "6");
        Integer probes = count == null ? null : values.number(count, 1, MAX_PROBES);
        return new KeepAlive(seconds(keepAlive, "idle"), seconds(keepAlive, "interval"), probes == null ? 0 : probes);
    }

    /** Whole seconds, since TCP counts in them; 0 when there are none. */
    private int seconds(Section section, String key) {
        ScalarNode node = section.optionalText(key, "60s");
        Duration given = node == null ? null : values.duration(node, Duration.ofSeconds(1), Duration.ofHours(9));
        if (node != null && given != null && given.toMillis() % 1000 != 0) {
            file.problem(node, Values.shown(node) + " is no whole number of seconds", "write 60s");
            return 0;
        }
        return given == null ? 0 : (int) given.toSeconds();
    }
}
