package dev.crossfade.admin.config;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.AccessRule.ClientCertificate;
import dev.crossfade.proxy.AccessRule.Connection;
import dev.crossfade.proxy.AccessRule.Method;
import dev.crossfade.proxy.AccessRule.Network;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ClientTls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code tls} toward clients and the {@code rules} by which they come in. */
final class AccessReader {
    private static final String TLS = "{mode: require, certificate: server.crt, key: server.key}";
    private static final String RULES = "[{connection: tls, address: 10.0.0.0/8, method: scram-sha-256}]";
    private static final List<String> MODES = List.of("disable", "allow", "prefer", "require");

    private final YamlFile file;
    private final Values values;
    private final Set<String> databases;

    /** @param databases the names that are configured */
    AccessReader(YamlFile file, Values values, Set<String> databases) {
        this.file = file;
        this.values = values;
        this.databases = databases;
    }

    ClientAccess read(Section top) {
        int problems = file.problemCount();
        ClientTls tls = tls(top);
        boolean unknown = file.problemCount() > problems; // then nothing more is said of what it lacks
        return new ClientAccess(tls, rules(top, unknown || (tls != null && tls.clientCa() != null)));
    }

    private @Nullable ClientTls tls(Section top) {
        MappingNode node = top.optionalMapping("tls", TLS);
        if (node == null) {
            return null;
        }
        Section tls = Section.of(file, node, "tls", List.of("mode", "certificate", "key", "clientCa"));
        ScalarNode mode = tls.optionalText("mode", "require");
        if (mode != null && !MODES.contains(mode.getValue())) {
            file.problem(
                    mode, "mode " + Values.shown(mode) + " is unknown", "write one of " + String.join(", ", MODES));
        }
        if (mode != null && mode.getValue().equals("disable")) {
            return null;
        }
        ScalarNode certificate = tls.requireText("certificate", "server.crt");
        ScalarNode key = tls.requireText("key", "server.key");
        ScalarNode clientCa = tls.optionalText("clientCa", "clients.crt");
        if (certificate == null || key == null) {
            return null;
        }
        ClientTls read = new ClientTls(
                mode != null && mode.getValue().equals("require"),
                file.sibling(certificate.getValue()),
                file.sibling(key.getValue()),
                clientCa == null ? null : file.sibling(clientCa.getValue()));
        try {
            read.check();
        } catch (CrossfadeException e) {
            file.problem(node, String.valueOf(e.getMessage()), String.valueOf(e.hint()));
        }
        return read;
    }

    private List<AccessRule> rules(Section top, boolean asksForCertificates) {
        if (!top.has("rules")) {
            return List.of(AccessRule.DEFAULT);
        }
        List<AccessRule> rules = new ArrayList<>();
        int number = 0;
        for (Node item : top.requireList("rules", RULES)) {
            String title = "rule " + ++number;
            if (item instanceof MappingNode mapping) {
                AccessRule rule = rule(title, mapping, asksForCertificates);
                if (rule != null) {
                    rules.add(rule);
                }
            } else {
                file.problem(item, title + " is " + Section.form(item), "write {address: 10.0.0.0/8, method: reject}");
            }
        }
        return rules;
    }

    private @Nullable AccessRule rule(String title, MappingNode mapping, boolean asksForCertificates) {
        int problems = file.problemCount();
        Section rule = Section.of(
                file,
                mapping,
                title,
                List.of("connection", "database", "user", "address", "method", "clientCertificate", "map"));
        Connection connection = word(rule, "connection", Connection.class, Connection.ANY);
        Method method = rule.require("method", "scram-sha-256") == null
                ? Method.REJECT
                : word(rule, "method", Method.class, Method.REJECT);
        ClientCertificate certificate = word(rule, "clientCertificate", ClientCertificate.class, ClientCertificate.ANY);
        List<String> names = words(rule, "database");
        names.stream()
                .filter(name -> !databases.contains(name)
                        && !Set.of(AccessRule.ALL, AccessRule.SAME_USER, AccessRule.REPLICATION)
                                .contains(name))
                .forEach(name -> file.problem(
                        rule.at("database"),
                        "database " + name + " is not configured",
                        "write one of "
                                + String.join(", ", databases.stream().sorted().toList())
                                + ", all, sameuser, replication"));
        List<Network> networks = networks(rule);
        boolean certified = method == Method.CERT || certificate != ClientCertificate.ANY;
        if (certified && !asksForCertificates) {
            file.problem(rule.node(), title + " needs client certificates", "add clientCa: clients.crt to tls");
        }
        if (rule.has("map") && method != Method.CERT && certificate != ClientCertificate.VERIFY_FULL) {
            file.problem(
                    rule.at("map"), "names are mapped that nobody asks for", "use it with cert, or with verify-full");
        }
        if (file.problemCount() > problems) {
            return null;
        }
        try {
            return new AccessRule(
                    connection,
                    rule.has("database") ? names : AccessRule.DEFAULT.databases(),
                    rule.has("user") ? words(rule, "user") : List.of(AccessRule.ALL),
                    networks,
                    method,
                    certificate,
                    map(rule));
        } catch (IllegalArgumentException e) {
            file.problem(
                    rule.at("method"),
                    String.valueOf(e.getMessage()),
                    method == Method.TRUST
                            ? "write connection: local, or address: 127.0.0.1/32"
                            : "write connection: tls");
            return null;
        }
    }

    private <E extends Enum<E>> E word(Section rule, String key, Class<E> type, E otherwise) {
        ScalarNode node = rule.optionalText(key, written(otherwise));
        if (node == null) {
            return otherwise;
        }
        for (E one : type.getEnumConstants()) {
            if (written(one).equals(node.getValue())) {
                return one;
            }
        }
        file.problem(
                node,
                key + " " + Values.shown(node) + " is unknown",
                "write one of "
                        + Stream.of(type.getEnumConstants())
                                .map(AccessReader::written)
                                .collect(Collectors.joining(", ")));
        return otherwise;
    }

    private static String written(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One word, or a list of them. */
    private List<String> words(Section rule, String key) {
        return nodes(rule, key).stream().map(ScalarNode::getValue).toList();
    }

    private List<ScalarNode> nodes(Section rule, String key) {
        Node node = rule.get(key);
        if (!(node instanceof SequenceNode list)) {
            ScalarNode one = rule.optionalText(key, "all");
            return one == null ? List.of() : List.of(one);
        }
        List<ScalarNode> words = new ArrayList<>();
        for (Node item : rule.requireList(key, "[all]")) {
            if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                words.add(scalar);
            } else {
                file.problem(item, "'" + key + "' in " + rule.name() + " holds " + Section.form(item), "write words");
            }
        }
        return list.getValue().isEmpty() ? List.of() : words;
    }

    private List<Network> networks(Section rule) {
        List<Network> networks = new ArrayList<>();
        for (ScalarNode node : nodes(rule, "address")) {
            if (!node.getValue().equals(AccessRule.ALL)) {
                Network network = values.network(node);
                if (network != null) {
                    networks.add(network);
                }
            } else if (nodes(rule, "address").size() > 1) {
                file.problem(node, "'all' leaves nothing to list beside it", "write all alone, or none of it");
            }
        }
        return networks;
    }

    private Map<String, String> map(Section rule) {
        MappingNode node = rule.optionalMapping("map", "{Anna Application: anna}");
        if (node == null) {
            return Map.of();
        }
        Map<String, String> users = new LinkedHashMap<>();
        Section.entries(file, node).forEach((name, user) -> {
            if (user instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                users.put(name.getValue(), scalar.getValue());
            } else {
                file.problem(user, "'map' maps " + name.getValue() + " to nobody", "write the user's name");
            }
        });
        return users;
    }
}
