package dev.crossfade.admin.config;

import dev.crossfade.proxy.AccessRule.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads single values: addresses, ports, durations. Each answers null after it has reported a problem. */
final class Values {
    static final int MAX_PORT = 65_535;
    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^:\\s\\[\\]]+)):(\\d{1,5})");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9a-fA-F.%]*(:[0-9a-fA-F.%]*){2,}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final YamlFile file;

    Values(YamlFile file) {
        this.file = file;
    }

    /** An address to listen on, {@code host:port} or {@code [IPv6]:port}; port 0 means any free one. */
    @Nullable
    InetSocketAddress listen(ScalarNode node, String value, String example) {
        Matcher matcher = HOST_PORT.matcher(value);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > MAX_PORT) {
            file.problem(
                    node,
                    shown(node) + " is no address to listen on",
                    "write host:port with a port from 0 (any free one) to " + MAX_PORT + ", such as " + example);
            return null;
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(matcher.group(3)));
        } catch (UnknownHostException e) {
            file.problem(
                    node,
                    "host " + (References.in(node) ? "of " + shown(node) : "'" + host + "'") + " is not known here",
                    "give an address of this machine, such as " + example);
            return null;
        }
    }

    /** Whether a value is a host name or address alone; reports if not. */
    boolean isHost(ScalarNode node, String value) {
        if (HOST.matcher(value).matches()) {
            return true;
        }
        file.problem(
                node, shown(node) + " is no host", "write a name or an address alone; the port has a key of its own");
        return false;
    }

    /** A port to connect to; 0 after a report. */
    int port(ScalarNode node, String value) {
        if (value.matches("\\d{1,5}")) {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= MAX_PORT) {
                return port;
            }
        }
        file.problem(node, shown(node) + " is no port", "write a number from 1 to " + MAX_PORT);
        return 0;
    }

    /** Addresses in CIDR notation, or one address. Names are not resolved. */
    @Nullable
    Network network(ScalarNode node) {
        String value = node.getValue();
        int slash = value.indexOf('/');
        String address = slash < 0 ? value : value.substring(0, slash);
        String mask = slash < 0 ? null : value.substring(slash + 1);
        if (address.matches("[0-9a-fA-F:.]+") && (address.contains(":") || address.matches("\\d+(\\.\\d+){3}"))) {
            try {
                InetAddress parsed = InetAddress.getByName(address);
                int most = parsed.getAddress().length * 8;
                if (mask == null || (mask.matches("\\d{1,3}") && Integer.parseInt(mask) <= most)) {
                    return new Network(parsed, mask == null ? most : Integer.parseInt(mask));
                }
            } catch (UnknownHostException e) {
                // as any other that is no address
            }
        }
        file.problem(
                node, shown(node) + " is no address", "write 10.0.0.0/8, 192.0.2.7, 2001:db8::/32 or all; no names");
        return null;
    }

    /** A duration within limits: a whole number and one of ms, s, m, h, d. */
    @Nullable
    Duration duration(ScalarNode node, Duration least, Duration most) {
        String value = node.getValue();
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            boolean bare = value.matches("\\d{1,9}");
            file.problem(
                    node,
                    bare ? value + " has no unit" : shown(node) + " is no duration",
                    bare
                            ? "write " + value + "ms or " + value + "s"
                            : "write a number and a unit: 200ms, 10s, 5m, 24h, 7d");
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            file.problem(
                    node,
                    value + " is out of range",
                    "write a duration from " + inWords(least) + " to " + inWords(most));
            return null;
        }
        return duration;
    }

    /** Like {@link #duration}, or {@code off}, which is zero. */
    @Nullable
    Duration durationOrOff(ScalarNode node, Duration least, Duration most) {
        return node.getValue().equals("off") || node.getValue().equals("0")
                ? Duration.ZERO
                : duration(node, least, most);
    }

    /** A whole number within limits; null after a report. */
    @Nullable
    Integer number(ScalarNode node, int least, int most) {
        String value = node.getValue();
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        file.problem(node, shown(node) + " is no number that fits here", "write " + least + " to " + most);
        return null;
    }

    /** {@code true} or {@code false}; null after a report. */
    @Nullable
    Boolean truth(ScalarNode node) {
        return switch (node.getValue()) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> {
                file.problem(node, shown(node) + " is neither true nor false", "write true or false");
                yield null;
            }
        };
    }

    /** The value as it stands in the file, in quotes. Only for values that are no secrets. */
    static String shown(ScalarNode node) {
        return "'" + node.getValue() + "'";
    }

    private static String inWords(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0 && millis > 0) {
            return millis / 86_400_000 + "d";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
