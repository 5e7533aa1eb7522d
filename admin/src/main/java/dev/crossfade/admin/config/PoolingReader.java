package dev.crossfade.admin.config;

import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.ProxySettings.Pooling.Mode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a database's {@code pooling}: a mode alone, or keys and values. */
final class PoolingReader {
    private static final String EXAMPLE = "{mode: session, size: 20}";
    private static final int MAX_CONNECTIONS = 100_000;
    private static final int MAX_WAITING = 1_000_000;
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST_WAIT = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofDays(365);

    private final YamlFile file;
    private final Values values;

    PoolingReader(YamlFile file, Values values) {
        this.file = file;
        this.values = values;
    }

    /** What is there, and defaults for the rest, also after a report. */
    Pooling read(Section database) {
        Node node = database.get("pooling");
        Pooling defaults = Pooling.DEFAULT;
        if (!(node instanceof MappingNode mapping)) {
            Mode mode = mode(database.optionalText("pooling", "session"));
            return mode == null ? defaults : defaults.withMode(mode);
        }
        Section pooling = Section.of(
                file,
                mapping,
                "pooling of " + database.name(),
                List.of(
                        "mode",
                        "size",
                        "maxPerDatabase",
                        "warm",
                        "maxWaiting",
                        "queryWait",
                        "idleTransaction",
                        "transaction",
                        "clientIdle",
                        "serverIdle",
                        "serverLifetime",
                        "serverCheck"));
        Mode mode = mode(pooling.optionalText("mode", "session"));
        int size = number(pooling, "size", defaults.size(), 1, MAX_CONNECTIONS);
        int warm = number(pooling, "warm", defaults.warm(), 0, MAX_CONNECTIONS);
        int limit = size > 0 || mode != Mode.TRANSACTION
                ? size
                : defaults.withMode(Mode.TRANSACTION).limit();
        if (limit > 0 && warm > limit) {
            file.problem(
                    pooling.at("warm"),
                    "more connections are to be kept warm than there may be (size is " + limit + ")",
                    "write 0 to " + limit);
        }
        return new Pooling(
                mode == null ? defaults.mode() : mode,
                size,
                number(pooling, "maxPerDatabase", defaults.maxPerDatabase(), 0, MAX_CONNECTIONS),
                warm,
                number(pooling, "maxWaiting", defaults.maxWaiting(), 0, MAX_WAITING),
                wait(pooling, defaults.queryWait()),
                duration(pooling, "idleTransaction", defaults.idleTransaction()),
                duration(pooling, "transaction", defaults.transaction()),
                duration(pooling, "clientIdle", defaults.clientIdle()),
                duration(pooling, "serverIdle", defaults.serverIdle()),
                duration(pooling, "serverLifetime", defaults.serverLifetime()),
                check(pooling, defaults.serverCheck()));
    }

    private @Nullable Mode mode(@Nullable ScalarNode node) {
        if (node == null) {
            return null;
        }
        return switch (node.getValue()) {
            case "session" -> Mode.SESSION;
            case "transaction" -> Mode.TRANSACTION;
            default -> {
                file.problem(
                        node,
                        "pooling " + Values.shown(node) + " is unknown",
                        "write session or transaction, or keys and values: " + EXAMPLE);
                yield null;
            }
        };
    }

    private int number(Section pooling, String key, int byDefault, int least, int most) {
        ScalarNode node = pooling.optionalText(key, Integer.toString(byDefault));
        Integer given = node == null ? null : values.number(node, least, most);
        return given == null ? byDefault : given;
    }

    /** No client waits without end, so this one cannot be off. */
    private Duration wait(Section pooling, Duration byDefault) {
        ScalarNode node = pooling.optionalText("queryWait", "2m");
        Duration given = node == null ? null : values.duration(node, LEAST, MOST_WAIT);
        return given == null ? byDefault : given;
    }

    /** Off would be zero, which is always. */
    private Duration check(Section pooling, Duration byDefault) {
        ScalarNode node = pooling.optionalText("serverCheck", "30s");
        Duration given = node == null ? null : values.duration(node, Duration.ZERO, MOST_WAIT);
        return given == null ? byDefault : given;
    }

    private Duration duration(Section pooling, String key, Duration byDefault) {
        ScalarNode node = pooling.optionalText(key, "10m, or off");
        Duration given = node == null ? null : values.durationOrOff(node, LEAST, MOST);
        return given == null ? byDefault : given;
    }
}
