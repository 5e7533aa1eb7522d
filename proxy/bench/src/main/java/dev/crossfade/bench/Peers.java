package dev.crossfade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The peers, started before a server. A PgBouncer of at least version 1.21 (before, it knew no prepared statements in
 * transaction pooling) and MySQL Router are taken from the PATH, else from Debian's unstable suite, unpacked and run with their own
 * loader and libraries; HAProxy from the PATH, else from Debian's own suite. Where each package comes from is what apt is configured with.
 *
 * @param fetched where packages are unpacked, kept from run to run
 * @param folder for configuration and logs of this run
 * @param serverPort the server's, on 127.0.0.1
 */
record Peers(Path fetched, Path folder, int serverPort) {
    private static final Pattern VERSION = Pattern.compile("PgBouncer (\\d+)\\.(\\d+)");
    private static final int MIN_MINOR_VERSION = 21;
    private static final int MAX_CLIENTS = 2_000;

    /** The default of both PgBouncer and Crossfade; by session, neither is to limit anything here. */
    private static final int TRANSACTION_POOL_SIZE = 20;

    /** Where packages are unpacked in a clone. */
    static Path fetched(Path root) {
        return root.resolve("proxy/bench/target/peers");
    }

    /** @param password of {@link Server#APP} */
    Target pgbouncer(String database, String pooling, String password) throws IOException, InterruptedException {
        List<String> program = pgbouncerProgram();
        int port = Commands.freePort();
        Path users =
                Files.writeString(folder.resolve("pgbouncer.users"), "\"" + Server.APP + "\" \"" + password + "\"\n");
        Path configuration = folder.resolve("pgbouncer.ini");
        Files.writeString(configuration, """
                [databases]
                %s = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = %s
                max_client_conn = %d
                default_pool_size = %d
                server_tls_sslmode = disable
                log_connections = 0
                log_disconnections = 0
                %s
                """.formatted(
                        database,
                        serverPort,
                        port,
                        users,
                        pooling,
                        MAX_CLIENTS,
                        pooling.equals("transaction") ? TRANSACTION_POOL_SIZE : MAX_CLIENTS,
                        // it refuses to run as root
                        System.getProperty("user.name").equals("root") ? "user = nobody" : ""));
        List<String> command = new ArrayList<>(program);
        command.add(configuration.toString());
        return start(Target.PGBOUNCER, command, Map.of(), port, database);
    }

    private List<String> pgbouncerProgram() throws IOException, InterruptedException {
        var installed = Commands.find("pgbouncer", List.of(Path.of("/usr/sbin")));
        if (installed.isPresent()
                && isNewEnough(
                        Commands.run(folder, Map.of(), List.of(installed.get().toString(), "--version")))) {
            return List.of(installed.get().toString());
        }
        Path root = fetched.resolve("pgbouncer");
        if (!Files.isDirectory(root)) {
            DebianPackages.unpack("pgbouncer", "unstable", root);
        }
        List<String> program = DebianPackages.withOwnLoader(root, root.resolve("usr/sbin/pgbouncer"));
        List<String> version = new ArrayList<>(program);
        version.add("--version");
        String answer = Commands.run(folder, Map.of(), version);
        if (!isNewEnough(answer)) {
            throw new IOException("needs PgBouncer 1." + MIN_MINOR_VERSION + " or newer, found " + answer);
        }
        return program;
    }

    static boolean isNewEnough(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find()
                && (Integer.parseInt(matcher.group(1)) > 1 || Integer.parseInt(matcher.group(2)) >= MIN_MINOR_VERSION);
    }

    Target haproxy(String database) throws IOException, InterruptedException {
        DebianPackages.Program haproxy = DebianPackages.program("haproxy", "usr/sbin", fetched);
        int port = Commands.freePort();
        Path configuration = folder.resolve("haproxy.cfg");
        Files.writeString(configuration, """
                global
                    maxconn %d
                defaults
                    mode tcp
                    timeout connect 5s
                    timeout client 1h
                    timeout server 1h
                listen bench
                    bind 127.0.0.1:%d
                    server blue 127.0.0.1:%d
                """.formatted(MAX_CLIENTS, port, serverPort));
        return start(
                Target.HAPROXY,
                List.of(haproxy.file().toString(), "-db", "-f", configuration.toString()),
                haproxy.environment(),
                port,
                database);
    }

    /** MySQL Router, speaking the protocol itself on both sides, without TLS. */
    Target router(String database) throws IOException, InterruptedException {
        var installed = Commands.find("mysqlrouter", List.of());
        List<String> command = new ArrayList<>();
        String plugins = "";
        if (installed.isPresent()) {
            command.add(installed.get().toString());
        } else {
            Path root = fetched.resolve("mysql-router");
            if (!Files.isDirectory(root)) {
                DebianPackages.unpack("mysql-router", "unstable", root);
            }
            command.addAll(DebianPackages.withOwnLoader(root, root.resolve("usr/bin/mysqlrouter")));
            plugins = "plugin_folder = " + root.resolve("usr/lib/mysqlrouter/plugin");
        }
        int port = Commands.freePort();
        Path own = Files.createDirectories(folder.resolve("router"));
        Path configuration = Files.writeString(
                own.resolve("router.conf"), """
                [DEFAULT]
                logging_folder = %1$s
                runtime_folder = %1$s
                data_folder = %1$s
                config_folder = %1$s
                %2$s
                max_total_connections = %3$d
                [logger]
                level = WARNING
                [routing:bench]
                bind_address = 127.0.0.1
                bind_port = %4$d
                destinations = 127.0.0.1:%5$d
                routing_strategy = first-available
                protocol = classic
                client_ssl_mode = DISABLED
                server_ssl_mode = DISABLED
                max_connections = %3$d
                """.formatted(own, plugins, MAX_CLIENTS, port, serverPort));
        command.addAll(List.of("-c", configuration.toString()));
        return start(Target.ROUTER, command, Map.of(), port, database);
    }

    private Target start(String name, List<String> command, Map<String, String> environment, int port, String database)
            throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process process = Commands.serve(folder, environment, command, port, folder.resolve(name + ".log"));
        return new Target(name, port, database, process);
    }
}
