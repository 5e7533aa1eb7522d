package dev.crossfade.admin.config;

import dev.crossfade.admin.config.Configuration.Backend;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.BackendTls.Mode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one backend of a database: where it is, who the engine is there, and its {@code tls}. */
final class BackendReader {
    static final String EXAMPLE =
            "{host: 127.0.0.1, port: 5432, database: shop, user: crossfade, password: \"${env:BLUE_PASSWORD}\"}";
    private static final String TLS_EXAMPLE = "{mode: verify-full, ca: ca.crt}";

    private final YamlFile file;
    private final References references;
    private final Values values;

    BackendReader(YamlFile file, References references, Values values) {
        this.file = file;
        this.references = references;
        this.values = values;
    }

    @Nullable
    Backend read(Section backends, String colour, String database) {
        MappingNode node = backends.optionalMapping(colour, EXAMPLE);
        if (node == null) {
            return null;
        }
        Section backend = Section.of(
                file,
                node,
                "backend " + colour + " of " + database,
                List.of("host", "port", "database", "user", "password", "tls"));
        ScalarNode hostNode = backend.requireText("host", "127.0.0.1");
        String host = text(hostNode);
        if (hostNode != null && host != null && !values.isHost(hostNode, host)) {
            host = null;
        }
        ScalarNode portNode = backend.requireText("port", "5432");
        String port = text(portNode);
        int portNumber = portNode == null || port == null ? 0 : values.port(portNode, port);
        String name = text(backend.requireText("database", "shop"));
        String user = text(backend.requireText("user", "crossfade"));
        String password = text(backend.requireText("password", "\"${env:BLUE_PASSWORD}\""));
        BackendTls tls = tls(backend, host);
        if (host == null || portNumber == 0 || name == null || user == null || password == null) {
            return null;
        }
        return new Backend(host, portNumber, name, user, new Secret(password), tls);
    }

    /** Without a word, TLS is used where the server has it; on this machine it would protect nothing. */
    private BackendTls tls(Section backend, @Nullable String host) {
        Mode mode = host == null || isThisMachine(host) ? Mode.DISABLE : Mode.PREFER;
        MappingNode node = backend.optionalMapping("tls", TLS_EXAMPLE);
        if (node == null) {
            return new BackendTls(mode, null, null, null);
        }
        Section tls = Section.of(file, node, "tls of " + backend.name(), List.of("mode", "ca", "certificate", "key"));
        ScalarNode modeNode = tls.requireText("mode", "verify-full");
        Mode written = modeNode == null
                ? null
                : Arrays.stream(Mode.values())
                        .filter(one -> one.word().equals(modeNode.getValue()))
                        .findFirst()
                        .orElse(null);
        if (modeNode != null && written == null) {
            file.problem(
                    modeNode,
                    "mode " + Values.shown(modeNode) + " is unknown",
                    "write one of "
                            + Arrays.stream(Mode.values()).map(Mode::word).collect(Collectors.joining(", ")));
        }
        Path ca = path(tls.optionalText("ca", "ca.crt"));
        Path certificate = path(tls.optionalText("certificate", "crossfade.crt"));
        Path key = path(tls.optionalText("key", "crossfade.key"));
        if (ca == null && !tls.has("ca") && (written == Mode.VERIFY_CA || written == Mode.VERIFY_FULL)) {
            file.problem(tls.node(), written.word() + " needs to know by whom", "add ca: ca.crt");
            return BackendTls.DISABLED;
        }
        if (tls.has("certificate") != tls.has("key")) {
            file.problem(tls.node(), "a certificate and its key belong together", "give both, or neither");
            return BackendTls.DISABLED;
        }
        if (written == null || (tls.has("ca") && ca == null) || (certificate == null) != (key == null)) {
            return BackendTls.DISABLED;
        }
        BackendTls read = new BackendTls(written, ca, certificate, key);
        try {
            read.check();
        } catch (CrossfadeException e) {
            file.problem(tls.node(), String.valueOf(e.getMessage()), String.valueOf(e.hint()));
        }
        return read;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    private @Nullable Path path(@Nullable ScalarNode node) {
        String name = text(node);
        return name == null ? null : file.sibling(name);
    }

    private @Nullable String text(@Nullable ScalarNode node) {
        return node == null ? null : references.resolve(node);
    }
}
