package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.DatabaseConnection;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.BackendTls;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes a database on the throwaway server as the real one is, but for its rows: roles without their passwords, and the schema
 * by pg_dump and pg_restore. In two halves, so that rows come in between, where no trigger fires and no order matters.
 */
final class SchemaCopy {
    private static final int MOST_NOTES = 20;
    private static final String LOCK_WAIT_MILLIS = "2000";

    private final Programs programs;
    private final ThrowawayServer server;
    private final Origin origin;
    private final List<String> notes = new ArrayList<>();
    private final Path folder;

    SchemaCopy(Programs programs, ThrowawayServer server, Origin origin) throws IOException {
        this.programs = programs;
        this.server = server;
        this.origin = origin;
        this.folder = server.folderFor("schema");
    }

    /** What could not be copied, in words. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Roles, database, and of the schema what can hold rows. */
    void before(Connection real, DatabaseConnection where, long deadlineSeconds)
            throws SQLException, RehearsalException, InterruptedException, IOException {
        try (Connection admin = server.connect("postgres")) {
            origin.roles(real, server.password()).forEach(sql -> tryTo(admin, sql));
            createDatabase(admin);
        }
        try (Connection copy = server.connect(origin.database())) {
            List<String> available =
                    Db.rows(copy, "SELECT name::text FROM pg_catalog.pg_available_extensions", row -> row.getString(1));
            origin.extensions().stream()
                    .filter(name -> !available.contains(name))
                    .forEach(name -> note("extension " + name + " is not installed on this machine; what needs it is"
                            + " missing in the rehearsal"));
            origin.grantsAndSettings(real).forEach(sql -> tryTo(copy, sql));
        }
        dump(where, deadlineSeconds);
        restore("pre-data", deadlineSeconds);
    }

    /** Indexes, constraints, triggers. */
    void after(long deadlineSeconds) throws RehearsalException, InterruptedException, IOException {
        restore("post-data", deadlineSeconds);
    }

    private void createDatabase(Connection admin) throws SQLException {
        String owned = "CREATE DATABASE " + TableName.quote(origin.database()) + " OWNER "
                + TableName.quote(origin.owner()) + " TEMPLATE template0 ENCODING '";
        String create = owned + origin.encoding() + "'";
        String locale = " LC_COLLATE " + literal(origin.collate()) + " LC_CTYPE " + literal(origin.ctype());
        try {
            Db.execute(admin, List.of(create + locale));
        } catch (SQLException e) {
            note("the database's locale " + origin.collate() + " cannot be had here (" + firstLine(e)
                    + "); texts sort by their bytes in the rehearsal");
            Db.execute(admin, List.of(owned + "UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"));
        }
    }

    private void tryTo(Connection connection, String sql) {
        try {
            Db.execute(connection, List.of(sql));
        } catch (SQLException e) {
            note(sql.replaceAll("PASSWORD '[^']*'", "PASSWORD …") + ": " + firstLine(e));
        }
    }

    private void dump(DatabaseConnection where, long deadlineSeconds)
            throws RehearsalException, InterruptedException, IOException {
        ProcessBuilder dump = new ProcessBuilder(
                programs.dump().toString(),
                "--format=custom",
                "--schema-only",
                "--exclude-schema=" + ColumnMigration.SCHEMA,
                "--lock-wait-timeout=" + LOCK_WAIT_MILLIS,
                "--no-publications",
                "--no-subscriptions",
                "--no-password",
                "--file=" + folder.resolve("schema.dump"));
        Map<String, String> environment = dump.environment();
        environment.put("PGHOST", where.host());
        environment.put("PGPORT", Integer.toString(where.port()));
        environment.put("PGDATABASE", where.database());
        environment.put("PGUSER", where.user());
        environment.put("PGPASSWORD", where.password());
        environment.put("PGAPPNAME", Connections.APPLICATION_NAME);
        tls(environment, where.tls());
        String said = run(dump, "pg_dump", deadlineSeconds);
        if (!said.isEmpty()) {
            throw new RehearsalException(
                    "pg_dump could not read the schema: "
                            + said.lines()
                                    .limit(3)
                                    .reduce((a, b) -> a + " " + b)
                                    .orElse(""),
                    said.contains("permission denied")
                            ? "GRANT pg_read_all_data TO the engine's user, or SELECT on what it names"
                            : null);
        }
    }

    private static void tls(Map<String, String> environment, BackendTls tls) {
        environment.put("PGSSLMODE", tls.mode().word());
        if (tls.verifies()) {
            environment.put("PGSSLROOTCERT", String.valueOf(tls.ca()));
        }
        if (tls.certificate() != null) {
            environment.put("PGSSLCERT", String.valueOf(tls.certificate()));
            environment.put("PGSSLKEY", String.valueOf(tls.key()));
        }
    }

    private void restore(String section, long deadlineSeconds)
            throws RehearsalException, InterruptedException, IOException {
        ProcessBuilder restore = new ProcessBuilder(
                programs.restore().toString(),
                "--section=" + section,
                "--no-tablespaces",
                "--no-password",
                "--dbname=" + origin.database(),
                folder.resolve("schema.dump").toString());
        Map<String, String> environment = restore.environment();
        environment.put("PGHOST", "127.0.0.1");
        environment.put("PGPORT", Integer.toString(server.port()));
        environment.put("PGUSER", server.superuser());
        environment.put("PGPASSWORD", server.password());
        environment.put("PGSSLMODE", "disable");
        String object = "";
        for (String line : run(restore, "pg_restore", deadlineSeconds).lines().toList()) {
            int entry = line.indexOf("from TOC entry ");
            int error = line.indexOf("error: ");
            if (entry >= 0) {
                object = line.substring(entry).replaceFirst("from TOC entry [0-9; ]*", "");
            } else if (error >= 0) {
                note("not restored: " + object + ": "
                        + line.substring(error + 7).replace("could not execute query: ERROR:  ", ""));
            }
        }
    }

    /** What it wrote to its standard error, when it failed; else nothing. */
    private String run(ProcessBuilder builder, String program, long deadlineSeconds)
            throws RehearsalException, InterruptedException, IOException {
        Path errors = folder.resolve(program + ".err");
        builder.environment().put("LC_ALL", "C");
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        Process process = builder.start();
        try {
            if (!process.waitFor(deadlineSeconds, TimeUnit.SECONDS)) {
                throw new RehearsalException(
                        program + " has not ended within " + deadlineSeconds + " s", "rehearsal: {stepDeadline: …}");
            }
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(errors, StandardCharsets.UTF_8).strip();
        if (process.exitValue() == 0) {
            return "";
        }
        return said.isEmpty() ? program + " ended with exit code " + process.exitValue() : said;
    }

    private void note(String what) {
        if (notes.size() < MOST_NOTES) {
            notes.add(what);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " (" + e.getSQLState() + ")";
    }
}
