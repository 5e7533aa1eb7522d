package dev.crossfade.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A MySQL 8.0.31 of the bench's own, Oracle's build from Maven Central. Commits do not wait for the disk. Its users have
 * {@code mysql_native_password}, since what sysbench logs in with finds the plugin for {@code caching_sha2_password} only where it is installed.
 */
final class MySqlServer implements AutoCloseable {
    private static final String ARCHIVE = "/mysql-Linux-%s.tar.gz";
    private static final int MAX_CONNECTIONS = 2_000;
    /** Libraries of Oracle's build that a small machine may not have: Debian's packages of them. */
    private static final List<String> LIBRARIES = List.of("libaio1", "libnuma1");

    private final Process process;
    private final int port;
    private final String password;

    private MySqlServer(Process process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** @param databases to be there, empty */
    static MySqlServer start(Path folder, Path fetched, List<String> databases)
            throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("mysql"));
        unpack(home);
        Map<String, String> environment = environment(home, fetched);
        String password = Server.newPassword();
        List<String> base = List.of(
                home.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + home,
                "--datadir=" + home.resolve("data"));
        List<String> initialize = new ArrayList<>(base);
        initialize.add("--initialize-insecure");
        Commands.run(home, environment, initialize);
        int port = Commands.freePort();
        List<String> serve = new ArrayList<>(base);
        serve.addAll(List.of(
                "--mysqlx=OFF",
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + home.resolve("mysql.sock"),
                "--pid-file=" + home.resolve("mysqld.pid"),
                "--init-file=" + Files.writeString(home.resolve("init.sql"), statements(password, databases)),
                "--server-id=1",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=512M",
                "--max-connections=" + MAX_CONNECTIONS));
        Process process = Commands.serve(home, environment, serve, port, home.resolve("mysqld.log"));
        return new MySqlServer(process, port, password);
    }

    private static String statements(String password, List<String> databases) {
        StringBuilder sql = new StringBuilder();
        databases.forEach(
                database -> sql.append("CREATE DATABASE ").append(database).append(";\n"));
        for (String user : List.of(Server.APP, Server.ENGINE)) {
            String account = "'" + user + "'@'127.0.0.1'";
            sql.append("CREATE USER ")
                    .append(account)
                    .append(" IDENTIFIED WITH mysql_native_password BY '")
                    .append(password)
                    .append("';\nGRANT ALL ON *.* TO ")
                    .append(account)
                    .append(" WITH GRANT OPTION;\n");
        }
        return sql.toString();
    }

    private static void unpack(Path home) throws IOException, InterruptedException {
        String name = ARCHIVE.formatted(System.getProperty("os.arch"));
        Path archive = home.resolve("mysql.tar.gz");
        try (InputStream packed = MySqlServer.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new IOException("there is no MySQL for this machine (" + name + ") on the class path");
            }
            Files.copy(packed, archive);
        }
        Commands.run(home, Map.of(), List.of("tar", "-xzf", archive.toString()));
        Files.delete(archive);
    }

    /** What it takes to find the libraries that are not installed. */
    private static Map<String, String> environment(Path home, Path fetched) throws IOException, InterruptedException {
        List<String> version = List.of(home.resolve("bin/mysqld").toString(), "--version");
        List<String> folders = new ArrayList<>();
        Map<String, String> environment = Map.of();
        for (String library : LIBRARIES) {
            if (works(home, environment, version)) {
                break;
            }
            Path root = fetched.resolve(library);
            if (!Files.isDirectory(root)) {
                DebianPackages.unpack(library, "", root);
            }
            folders.addAll(DebianPackages.libraryFolders(root));
            environment = Map.of("LD_LIBRARY_PATH", String.join(":", folders));
        }
        return environment;
    }

    private static boolean works(Path home, Map<String, String> environment, List<String> command)
            throws InterruptedException {
        try {
            Commands.run(home, environment, command);
            return true;
        } catch (IOException e) {
            return false; // it cannot be loaded without a library
        }
    }

    int port() {
        return port;
    }

    /** Of all the bench's users; made up anew for each run. */
    String password() {
        return password;
    }

    /** One of its databases for Crossfade to stand before. */
    Site site(String database) {
        return Site.resting("mysql", database, port, "session", Server.APP, Server.ENGINE, password);
    }

    @Override
    public void close() {
        Target.stop(process);
    }
}
