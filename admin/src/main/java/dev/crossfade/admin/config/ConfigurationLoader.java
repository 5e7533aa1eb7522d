package dev.crossfade.admin.config;

import dev.crossfade.admin.config.Configuration.Admin;
import dev.crossfade.admin.config.Configuration.Backend;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.Configuration.Lookup;
import dev.crossfade.admin.config.Configuration.Rehearsal;
import dev.crossfade.admin.config.Configuration.Running;
import dev.crossfade.admin.config.Configuration.User;
import dev.crossfade.admin.tool.ToolPrograms;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ProxySettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads {@code crossfade.yaml} and the migration files it names. Reports every problem at once, each with its file, line
 * and column. Reads files and environment variables; connects to nothing.
 */
public final class ConfigurationLoader {
    private static final String LISTEN = "127.0.0.1:6432";
    private static final String ADMIN_LISTEN = "127.0.0.1:8642";
    private static final String FLAGS = "flags.json";

    private static final List<String> TOP_KEYS = List.of(
            "admin",
            "flags",
            "databases",
            "migrations",
            "limits",
            "timeouts",
            "log",
            "shutdown",
            "tls",
            "rules",
            "clients",
            "servers",
            "rehearsal",
            "tools");

    private final Path path;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final YamlFile file;
    private final References references;
    private final Values values;
    private final List<Listener> listeners = new ArrayList<>();
    private final Map<InetSocketAddress, ProxySettings.Engine> engines = new HashMap<>();

    /** An address somebody listens on, for finding two that cannot be bound together. */
    private record Listener(InetSocketAddress address, Node node, String owner) {
        boolean conflictsWith(Listener other) {
            if (address.getPort() == 0 || address.getPort() != other.address.getPort()) {
                return false;
            }
            InetAddress mine = address.getAddress();
            InetAddress theirs = other.address.getAddress();
            return mine.equals(theirs) || mine.isAnyLocalAddress() || theirs.isAnyLocalAddress();
        }
    }

    private ConfigurationLoader(Path path, Function<String, @Nullable String> environment) {
        this.path = path;
        this.file = new YamlFile(path, path.toString(), problems);
        this.references = new References(file, environment);
        this.values = new Values(file);
    }

    /**
     * Reads a configuration.
     *
     * @throws ConfigurationException with all problems, if there are any
     */
    public static Configuration load(Path path) {
        return load(path, System::getenv);
    }

    /** Like {@link #load(Path)}, with environment variables from {@code environment}. */
    public static Configuration load(Path path, Function<String, @Nullable String> environment) {
        ConfigurationLoader loader = new ConfigurationLoader(path, environment);
        Configuration configuration = loader.read();
        if (configuration == null || !loader.problems.isEmpty()) {
            throw new ConfigurationException(loader.problems);
        }
        return configuration;
    }

    private @Nullable Configuration read() {
        byte[] bytes = file.read();
        MappingNode root = bytes == null ? null : file.parse(bytes);
        if (root == null) {
            return null;
        }
        Section top = Section.of(file, root, "the configuration", TOP_KEYS);
        Admin admin = admin(top);
        Path flags = flags(top);
        List<Database> databases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        MappingNode entries = top.requireMapping("databases", "{shop: {listen: " + LISTEN + ", backends: …}}");
        if (entries != null) {
            Map<ScalarNode, Node> byName = Section.entries(file, entries);
            if (byName.isEmpty()) {
                file.problem(entries, "'databases' is empty", "add at least one database");
            }
            byName.forEach((key, value) -> {
                names.add(key.getValue());
                Database database = database(key, value);
                if (database != null) {
                    databases.add(database);
                }
            });
        }
        List<FiledMigration> migrations = List.of();
        ScalarNode folder = top.optionalText("migrations", "migrations/");
        if (folder != null) {
            migrations = new MigrationFolder(file, problems, names, mysql(databases)).read(folder);
            requireMySqlTls(folder, migrations, databases);
        }
        ClientAccess access = new AccessReader(file, values, names).read(top);
        Running running = new RunningReader(path, file, values).read(top);
        Rehearsal rehearsal = new RehearsalReader(path, file, values).read(top);
        ToolPrograms tools = new ToolsReader(path, file).read(top);
        return admin == null
                ? null
                : new Configuration(admin, flags, databases, migrations, running, access, rehearsal, tools);
    }

    /** Those whose engine is MySQL, and what the server calls them. */
    private static Map<String, String> mysql(List<Database> databases) {
        return databases.stream()
                .filter(database -> database.engine() == ProxySettings.Engine.MYSQL)
                .collect(Collectors.toMap(
                        Database::name, database -> database.blue().database()));
    }

    /** Connector/J takes no PEM files: the engine would not verify what the relay does. */
    private void requireMySqlTls(ScalarNode folder, List<FiledMigration> migrations, List<Database> databases) {
        for (Database database : databases) {
            if (database.engine() == ProxySettings.Engine.MYSQL
                    && database.blue().tls().verifies()
                    && migrations.stream()
                            .anyMatch(migration -> migration.database().equals(database.name()))) {
                file.problem(
                        folder,
                        "database " + database.name()
                                + " has migrations, and the tls mode of its backend verifies the server:"
                                + " the engine's own connections to MySQL do not in this version",
                        "write tls: {mode: require}, or take the migrations out of the folder");
            }
        }
    }

    private @Nullable Admin admin(Section top) {
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8642);
        MappingNode node = top.optionalMapping("admin", "{listen: " + ADMIN_LISTEN + "}");
        if (node == null) {
            listeners.add(new Listener(listen, top.at("admin"), "the admin API"));
            return new Admin(listen, null);
        }
        Section admin = Section.of(file, node, "admin", List.of("listen", "token"));
        ScalarNode listenNode = admin.optionalText("listen", ADMIN_LISTEN);
        if (listenNode != null) {
            String value = references.resolve(listenNode);
            listen = value == null ? null : values.listen(listenNode, value, ADMIN_LISTEN);
        }
        Secret token = secret(admin.optionalText("token", "\"${env:CROSSFADE_TOKEN}\""));
        if (token != null && !token.value().matches("[\\x21-\\x7e]+")) {
            file.problem(
                    admin.at("token"),
                    "the token holds characters that an HTTP header cannot carry",
                    "use letters, digits and punctuation of ASCII, without spaces");
        }
        if (listen == null) {
            return null;
        }
        if (!admin.has("token") && !listen.getAddress().isLoopbackAddress()) {
            file.problem(
                    admin.at("listen"),
                    "the admin API would listen beyond this machine without a token",
                    "add token: \"${env:CROSSFADE_TOKEN}\", or listen on " + ADMIN_LISTEN);
        }
        listeners.add(new Listener(listen, admin.at("listen"), "the admin API"));
        return new Admin(listen, token);
    }

    private Path flags(Section top) {
        String name = FLAGS;
        MappingNode node = top.optionalMapping("flags", "{store: file, path: " + FLAGS + "}");
        if (node != null) {
            Section flags = Section.of(file, node, "flags", List.of("store", "path"));
            ScalarNode store = flags.optionalText("store", "file");
            if (store != null && !store.getValue().equals("file")) {
                file.problem(
                        store, "flag store " + Values.shown(store) + " is not in this version", "write store: file");
            }
            String given = text(flags.optionalText("path", FLAGS));
            name = given == null ? name : given;
        }
        return path.toAbsolutePath().resolveSibling(name).normalize();
    }

    private @Nullable Database database(ScalarNode key, Node value) {
        String name = key.getValue();
        String title = "database " + name;
        if (name.equals("*")) {
            file.problem(key, "passing other names through ('*') is not in this version", "list each database");
            return null;
        }
        if (name.isBlank()) {
            file.problem(key, "a database without a name", "write the name clients ask for");
            return null;
        }
        if (!(value instanceof MappingNode mapping)) {
            file.problem(
                    value,
                    title + " is " + Section.form(value) + " where keys and values belong",
                    "write " + name + ": {listen: " + LISTEN + ", backends: …}");
            return null;
        }
        Section database =
                Section.of(file, mapping, title, List.of("engine", "listen", "pooling", "users", "lookup", "backends"));
        ProxySettings.Engine engine = engine(database);
        ProxySettings.Pooling pooling = new PoolingReader(file, values).read(database);
        InetSocketAddress listen = null;
        ScalarNode listenNode = database.requireText("listen", LISTEN);
        if (listenNode != null) {
            String address = references.resolve(listenNode);
            listen = address == null ? null : values.listen(listenNode, address, LISTEN);
            if (listen != null) {
                listen(new Listener(listen, listenNode, title));
                if (listen.getPort() != 0 && engines.getOrDefault(listen, engine) != engine) {
                    file.problem(
                            listenNode,
                            title + " listens where a database of another engine does",
                            "give each engine a port of its own");
                }
                engines.putIfAbsent(listen, engine);
            }
        }
        UsersReader readsUsers = new UsersReader(file, references, values);
        List<User> users = readsUsers.users(database);
        Lookup lookup = readsUsers.lookup(database);
        if (engine == ProxySettings.Engine.MYSQL) {
            mySql(database, pooling, lookup);
        }
        BackendReader readsBackend = new BackendReader(file, references, values);
        Backend blue = null;
        Backend green = null;
        MappingNode backendsNode = database.requireMapping("backends", "{blue: " + BackendReader.EXAMPLE + "}");
        if (backendsNode != null) {
            Section backends = Section.of(file, backendsNode, "backends of " + title, List.of("blue", "green"));
            if (backends.require("blue", BackendReader.EXAMPLE) != null) {
                blue = readsBackend.read(backends, "blue", title);
            }
            green = readsBackend.read(backends, "green", title);
        }
        return listen == null || blue == null
                ? null
                : new Database(name, engine, listen, users, blue, green, pooling, lookup);
    }

    private ProxySettings.Engine engine(Section database) {
        ScalarNode engine = database.optionalText("engine", "postgresql");
        if (engine != null && engine.getValue().equals("mysql")) {
            return ProxySettings.Engine.MYSQL;
        }
        if (engine != null && !engine.getValue().equals("postgresql")) {
            file.problem(
                    engine,
                    "engine " + Values.shown(engine) + " is unknown",
                    "write engine: postgresql, or engine: mysql for MySQL and MariaDB");
        }
        return ProxySettings.Engine.POSTGRESQL;
    }

    /** What this version does for PostgreSQL alone. */
    private void mySql(Section database, ProxySettings.Pooling pooling, @Nullable Lookup lookup) {
        if (pooling.mode() == ProxySettings.Pooling.Mode.TRANSACTION) {
            file.problem(
                    database.at("pooling"),
                    "pooling by transaction is not in this version for engine mysql",
                    "write pooling: session");
        }
        if (lookup != null && lookup.query() != null) {
            file.problem(
                    database.at("lookup"),
                    "a MySQL server does not show what users prove themselves by",
                    "leave the query out: users who are not listed prove their password to the server");
        }
    }

    private void listen(Listener listener) {
        for (Listener other : listeners) {
            // Two databases may name one address: then the client's startup message chooses. Nothing else may share.
            boolean shared =
                    other.address().equals(listener.address()) && other.owner().startsWith("database ");
            if (!shared && listener.conflictsWith(other)) {
                int line = other.node().getStartMark().map(m -> m.getLine() + 1).orElse(0);
                file.problem(
                        listener.node(),
                        listener.owner() + " listens where " + other.owner() + " does (line " + line + ")",
                        "use another port");
                return;
            }
        }
        listeners.add(listener);
    }

    private @Nullable String text(@Nullable ScalarNode node) {
        return node == null ? null : references.resolve(node);
    }

    private @Nullable Secret secret(@Nullable ScalarNode node) {
        String value = text(node);
        return value == null ? null : new Secret(value);
    }
}
