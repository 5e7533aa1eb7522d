package dev.crossfade.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * An embedded PostgreSQL 15 with the extension pg_repack, and its program, both out of Debian's package postgresql-15-repack. One
 * for all tests of this JVM, with which it stops; Docker's image has no such extension.
 */
public final class RepackServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    /** Such that each of libpq's and our own escapes is needed. */
    private static final String PASSWORD = "pa:ss\\wo\"rd '%s";

    private static final class Holder {
        private static final RepackServer SHARED = start();
    }

    private final int port;

    private RepackServer(int port) {
        this.port = port;
    }

    public static RepackServer shared() {
        return Holder.SHARED;
    }

    /** The program. */
    public static Path program() {
        return packages().resolve("usr/lib/postgresql/15/bin/pg_repack");
    }

    private static Path packages() {
        return DebianPackages.unpacked("postgresql-15-repack", "postgresql-15-repack", "libpq5");
    }

    /** What the program needs to find its own libpq, where the machine has none. */
    public static Map<String, String> environment() {
        Path multiarch = packages().resolve("usr/lib/x86_64-linux-gnu");
        return Map.of("LD_LIBRARY_PATH", multiarch.toString());
    }

    /** A program in {@code folder} that needs no such environment. */
    public static Path launcher(Path folder) throws IOException {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        environment()
                .forEach((name, value) -> script.append("export ")
                        .append(name)
                        .append("='")
                        .append(value)
                        .append("'\n"));
        script.append("exec '").append(program()).append("' \"$@\"\n");
        Path launcher = Files.writeString(folder.resolve("pg_repack"), script);
        return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static RepackServer start() {
        try {
            Path data = Files.createTempDirectory("crossfade-repack");
            @SuppressWarnings("resource") // stops in a shutdown hook of its own
            EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "100")
                    .setDataDirectory(data)
                    .setOverrideWorkingDirectory(
                            data.resolveSibling(data.getFileName() + "-bin").toFile())
                    .start();
            RepackServer server = new RepackServer(embedded.getPort());
            try (Connection connection = embedded.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                install(statement);
                statement.execute("SET password_encryption = 'scram-sha-256'");
                statement.execute("ALTER ROLE postgres PASSWORD '" + PASSWORD.replace("'", "''") + "'");
                Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
                statement.execute("SELECT pg_reload_conf()");
            }
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no PostgreSQL with pg_repack for the tests", e);
        }
    }

    private static void install(Statement statement) throws SQLException, IOException {
        String libraries = setting(statement, "PKGLIBDIR");
        String shared = setting(statement, "SHAREDIR");
        copy(packages().resolve("usr/lib/postgresql/15/lib/pg_repack.so"), Path.of(libraries));
        try (Stream<Path> files = Files.list(packages().resolve("usr/share/postgresql/15/extension"))) {
            for (Path file : files.toList()) {
                copy(file, Path.of(shared, "extension"));
            }
        }
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT setting FROM pg_config WHERE name = '" + name + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void copy(Path file, Path folder) throws IOException {
        try {
            Files.copy(file, folder.resolve(file.getFileName()));
        } catch (FileAlreadyExistsException e) {
            // of an earlier server in the same folder
        }
    }

    /** A new database, with the extension or without. */
    public String createDatabase(boolean withExtension) {
        String name = "r" + DATABASES.incrementAndGet();
        sql("postgres", "CREATE DATABASE " + name);
        if (withExtension) {
            sql(name, "CREATE EXTENSION pg_repack");
        }
        return name;
    }

    public int port() {
        return port;
    }

    public String user() {
        return "postgres";
    }

    public String password() {
        return PASSWORD;
    }

    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", PASSWORD);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    public void sql(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(List.of(statements).toString(), e);
        }
    }

    public String one(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
