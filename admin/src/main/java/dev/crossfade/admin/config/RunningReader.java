package dev.crossfade.admin.config;

import dev.crossfade.admin.config.Configuration.Log;
import dev.crossfade.admin.config.Configuration.Running;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.KeepAlive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code limits}, {@code timeouts}, {@code log}, {@code shutdown}, {@code clients} and {@code servers}: what concerns all databases alike. */
final class RunningReader {
    private static final int MAX_CLIENTS = 1_000_000;
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MOST_TIMEOUT = Duration.ofHours(1);
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");

    private final Path configuration;
    private final YamlFile file;
    private final Values values;

    RunningReader(Path configuration, YamlFile file, Values values) {
        this.configuration = configuration;
        this.file = file;
        this.values = values;
    }

    /** What is there, and defaults for the rest, also after a report. */
    Running read(Section top) {
        List<String> limitKeys = new ArrayList<>(List.of("maxClients"));
        limitKeys.addAll(ListeningReader.LIMITS);
        Section limits = section(top, "limits", "{maxClients: 10000}", limitKeys);
        Section timeouts = section(top, "timeouts", "{login: 10s, connect: 5s}", List.of("login", "connect"));
        Section shutdown =
                section(top, "shutdown", "{drainTimeout: 5s}", List.of("drainTimeout", "clientsMayStay", "handOver"));
        Duration clientsMayStay = duration(shutdown, "clientsMayStay", Duration.ZERO, Duration.ZERO);
        Section servers =
                section(top, "servers", "{keepAlive: {idle: 60s, interval: 10s, count: 6}}", List.of("keepAlive"));
        ListeningReader listening = new ListeningReader(configuration, file, values);
        boolean handOver = shutdown != null && truth(shutdown, "handOver", false);
        return new Running(
                maxClients(limits),
                duration(timeouts, "login", ProxySettings.DEFAULT_LOGIN_TIMEOUT, LEAST_TIMEOUT),
                duration(timeouts, "connect", ProxySettings.DEFAULT_CONNECT_TIMEOUT, LEAST_TIMEOUT),
                duration(shutdown, "drainTimeout", ProxySettings.DEFAULT_DRAIN_TIMEOUT, Duration.ZERO),
                log(section(
                        top,
                        "log",
                        "{level: INFO, connections: true, disconnections: true}",
                        List.of("level", "connections", "disconnections", "serverConnections"))),
                listening.read(top, limits, clientsMayStay, handOver),
                servers == null ? KeepAlive.SYSTEMS : listening.keepAlive(servers));
    }

    private @Nullable Section section(Section top, String key, String example, List<String> keys) {
        MappingNode node = top.optionalMapping(key, example);
        return node == null ? null : Section.of(file, node, key, keys);
    }

    private int maxClients(@Nullable Section limits) {
        ScalarNode node = limits == null ? null : limits.optionalText("maxClients", "10000");
        Integer number = node == null ? null : values.number(node, 1, MAX_CLIENTS);
        return number == null ? ProxySettings.DEFAULT_MAX_CLIENTS : number;
    }

    private Duration duration(@Nullable Section section, String key, Duration byDefault, Duration least) {
        ScalarNode node = section == null ? null : section.optionalText(key, "10s");
        Duration given = node == null ? null : values.duration(node, least, MOST_TIMEOUT);
        return given == null ? byDefault : given;
    }

    private Log log(@Nullable Section log) {
        if (log == null) {
            return new Log(null, true, true, false);
        }
        ScalarNode level = log.optionalText("level", "INFO");
        if (level != null && !LEVELS.contains(level.getValue())) {
            file.problem(
                    level,
                    Values.shown(level) + " is no level of the log",
                    "write one of " + String.join(", ", LEVELS));
        }
        return new Log(
                level == null ? null : level.getValue(),
                truth(log, "connections", true),
                truth(log, "disconnections", true),
                truth(log, "serverConnections", false));
    }

    private boolean truth(Section section, String key, boolean byDefault) {
        ScalarNode node = section.optionalText(key, "true");
        Boolean given = node == null ? null : values.truth(node);
        return given == null ? byDefault : given;
    }
}
