package dev.crossfade.admin.rehearsal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of the rehearsal's own: its data in a new folder that nobody else may read, on a free port of the loopback
 * interface, no unix socket, every client asked for SCRAM-SHA-256 with a password made up for it.
 *
 * <p>It is on a leash: a shell holds it and reads from a pipe that only this process can write. When the pipe closes, because
 * {@link #close} closed it or because this process is gone, by SIGKILL too, the shell stops the server and removes the folder.
 * Only a machine that fails, or the shell's own death, leaves the folder behind; {@link LeftBehind} finds it then.
 */
final class ThrowawayServer implements AutoCloseable {
    static final String PREFIX = "crossfade-rehearsal-";
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_MILLIS = 25;
    private static final int LOG_CHARACTERS = 600;
    private static final String STARTING = "57P03";
    private static final String STARTING_UP = "FATAL: the database system is starting up";
    private static final Logger LOG = LoggerFactory.getLogger(ThrowawayServer.class);

    /** PostgreSQL refuses to run as root: the first of these that the machine knows runs it then. */
    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

    private static final int NO_GROUP = 65_534;

    /** Signals of a terminal go to the whole group: the shell waits for the pipe all the same. */
    private static final String LEASH = """
            trap '' INT TERM HUP
            folder=$1 bin=$2 superuser=$3 as=$4; shift 4
            cd "$folder"
            $as "$bin/initdb" -D "$folder/data" -U "$superuser" --pwfile="$folder/password" -A scram-sha-256 -E UTF8 \\
              --locale=C --no-sync </dev/null >"$folder/log" 2>&1 || echo initdb >"$folder/failed"
            rm -f "$folder/password"
            server=
            if [ ! -e "$folder/failed" ]; then
              $as "$bin/postgres" -D "$folder/data" "$@" </dev/null >"$folder/log" 2>&1 &
              server=$!
            fi
            cat >/dev/null
            if [ -n "$server" ]; then kill -QUIT "$server"; wait "$server"; fi
            cd /
            rm -rf "$folder"
            """;

    private final Path folder;
    private final Process leash;
    private final int port;
    private final String superuser;
    private final String password;

    private ThrowawayServer(Path folder, Process leash, int port, String superuser, String password) {
        this.folder = folder;
        this.leash = leash;
        this.port = port;
        this.superuser = superuser;
        this.password = password;
    }

    /**
     * Starts one; about two seconds.
     *
     * @param parent where its folder is made
     * @param superuser its name: that of the real server's, so that what it owns has an owner
     * @param settings more of its configuration, as name=value
     * @throws RehearsalException when it does not come up within {@code deadline}, with what it said
     */
    static ThrowawayServer start(
            Programs programs, Path parent, String superuser, List<String> settings, Duration deadline)
            throws RehearsalException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        String password = newPassword();
        Path folder;
        Process leash;
        int port;
        try {
            Files.createDirectories(parent);
            folder = Files.createTempDirectory(
                    parent,
                    PREFIX + ProcessHandle.current().pid() + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path passwordFile = Files.createFile(
                    folder.resolve("password"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, password + "\n");
            UserPrincipal other = unprivileged(folder);
            if (other != null) {
                Files.setOwner(passwordFile, other);
                Files.setOwner(folder, other);
            }
            port = freePort();
            leash = new ProcessBuilder(command(other, folder, programs.server(), superuser, port, settings))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new RehearsalException(
                    "the throwaway server cannot be started in " + parent + ": " + e,
                    "rehearsal: {folder: …} names another place; it needs sh, and as root setpriv (util-linux) and one"
                            + " of the users " + String.join(", ", UNPRIVILEGED));
        }
        ThrowawayServer server = new ThrowawayServer(folder, leash, port, superuser, password);
        try {
            server.awaitUp(end);
            return server;
        } catch (RehearsalException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Who is to run the server when this process is root's; null when this process may. */
    private static @Nullable UserPrincipal unprivileged(Path folder) throws IOException {
        if (!Files.getOwner(folder).getName().equals("root")) {
            return null;
        }
        IOException unknown = new IOException("nobody to run it but root");
        for (String name : UNPRIVILEGED) {
            try {
                return folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
            } catch (UserPrincipalNotFoundException e) {
                unknown.addSuppressed(e);
            }
        }
        throw unknown;
    }

    private static List<String> command(
            @Nullable UserPrincipal other,
            Path folder,
            Path programs,
            String superuser,
            int port,
            List<String> settings) {
        String as = other == null
                ? ""
                : "setpriv --reuid=" + other.getName() + " --regid=" + NO_GROUP + " --clear-groups --";
        List<String> command = new ArrayList<>(List.of(
                "sh", "-c", LEASH, "crossfade-rehearsal", folder.toString(), programs.toString(), superuser, as));
        List<String> all = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=off",
                "full_page_writes=off",
                "max_connections=100",
                "max_wal_senders=0",
                "wal_level=minimal",
                "logging_collector=off",
                "log_destination=stderr",
                "log_min_messages=fatal",
                "log_min_error_statement=panic"));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitUp(long end) throws RehearsalException, InterruptedException {
        while (true) {
            if (Files.exists(folder.resolve("failed"))) {
                throw new RehearsalException("the throwaway server could not be set up: " + said(), null);
            }
            try (Connection connection = connect("postgres")) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                boolean comes = STARTING.equals(e.getSQLState())
                        || !said().replace(STARTING_UP, "").contains("FATAL");
                if (!leash.isAlive() || !comes || System.nanoTime() - end > 0) {
                    throw new RehearsalException(
                            "the throwaway server does not come up: " + e.getMessage() + "; it said: " + said(), null);
                }
            }
            if (System.nanoTime() - end > 0) {
                throw new RehearsalException("the throwaway server does not answer; it said: " + said(), null);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** The end of what the server and initdb have written. */
    private String said() {
        try {
            String log = Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
            return log.substring(Math.max(0, log.length() - LOG_CHARACTERS))
                    .replaceAll("\\s+", " ")
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }

    int port() {
        return port;
    }

    String superuser() {
        return superuser;
    }

    /** Of the superuser, and of every role that may log in. */
    String password() {
        return password;
    }

    /** A folder in it for files of this process, which go with the server. */
    Path folderFor(String name) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.setOwner(made, Files.getOwner(folder));
        return made;
    }

    Connection connect(String database) throws SQLException {
        return connect(database, superuser);
    }

    Connection connect(String database, String user) throws SQLException {
        return Connections.open(port, database, user, password);
    }

    @Override
    public void close() {
        try {
            leash.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("the leash is gone already", e);
        }
        try {
            if (!leash.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the throwaway server in {} does not stop; doctor lists what is left of it", folder);
                return;
            }
            delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the leash goes on by itself
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} is left of a rehearsal and cannot be removed: {}", folder, e.toString());
        }
    }

    private static String newPassword() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
