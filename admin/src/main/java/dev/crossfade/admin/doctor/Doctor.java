package dev.crossfade.admin.doctor;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Backend;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.Configuration.User;
import dev.crossfade.admin.config.FiledMigration;
import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.doctor.Finding.Verdict;
import dev.crossfade.admin.engine.MySqlGreeting;
import dev.crossfade.admin.rehearsal.LeftBehind;
import dev.crossfade.admin.tool.ChangeTool;
import dev.crossfade.admin.tool.ToolException;
import dev.crossfade.admin.tool.ToolPrograms;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.proxy.ProxySettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Examines a configuration against the world it describes. */
public final class Doctor {
    private static final int OLDEST_VERSION = 12; // stored generated columns are read from pg_attribute.attgenerated
    private static final int TESTED_VERSION = 15;

    private final Configuration configuration;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Configuration configuration) {
        this.configuration = configuration;
    }

    /** All findings, good ones too, in the order of the configuration. */
    public static List<Finding> examine(Configuration configuration) {
        Doctor doctor = new Doctor(configuration);
        doctor.listener("admin", configuration.admin().listen());
        doctor.flags(configuration.flags());
        doctor.findings.addAll(AccessChecks.entrance(configuration));
        doctor.rehearsals(configuration.rehearsal().folder());
        doctor.tools(configuration.tools());
        Set<InetSocketAddress> listeners = new LinkedHashSet<>();
        for (Database database : configuration.databases()) {
            if (listeners.add(database.listen())) {
                doctor.listener(database.name(), database.listen());
            }
            if (database.engine() == ProxySettings.Engine.MYSQL) {
                doctor.mySql(database);
            } else {
                doctor.blue(database);
            }
            if (database.green() != null) {
                doctor.findings.add(new Finding(
                        database.name() + " green",
                        "use",
                        Verdict.WARNING,
                        "not examined: this version serves from blue only",
                        "leave it for later, or remove it"));
            }
        }
        return List.copyOf(doctor.findings);
    }

    private void listener(String subject, InetSocketAddress address) {
        String shown = address.getAddress().getHostAddress() + ":" + address.getPort();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            findings.add(Finding.ok(subject, "listen", shown + " is free"));
        } catch (IOException e) {
            findings.add(new Finding(
                    subject,
                    "listen",
                    Verdict.WARNING,
                    shown + " cannot be listened on: " + e.getMessage(),
                    "fine if Crossfade runs already; else choose another address"));
        }
    }

    private void flags(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        boolean writable = folder != null
                && Files.isWritable(folder)
                && (!Files.exists(file) || (Files.isReadable(file) && Files.isWritable(file)));
        findings.add(
                writable
                        ? Finding.ok("flags", "file", file + (Files.exists(file) ? "" : " will be created"))
                        : new Finding(
                                "flags",
                                "file",
                                Verdict.FAILED,
                                file + " cannot be written",
                                "make the file and its folder writable for this user"));
    }

    private void rehearsals(Path folder) {
        for (LeftBehind.Left left : LeftBehind.in(folder)) {
            findings.add(new Finding(
                    "rehearsal",
                    "leftovers",
                    Verdict.WARNING,
                    left.folder() + " is a throwaway server whose Crossfade is gone",
                    left.removeBy()));
        }
    }

    /** Those that are named; one that is not may never be needed. */
    private void tools(ToolPrograms programs) {
        for (ChangeTool tool : ChangeTool.ALL) {
            if (programs.configured().containsKey(tool.program())) {
                try {
                    findings.add(Finding.ok(
                            "tools", tool.program(), programs.find(tool).toString()));
                } catch (ToolException e) {
                    findings.add(new Finding(
                            "tools", tool.program(), Verdict.FAILED, String.valueOf(e.getMessage()), e.hint()));
                }
            }
        }
    }

    /** Nobody but clients logs in there: whether a server answers, and which. */
    private void mySql(Database database) {
        String subject = database.name() + " blue";
        Backend backend = database.blue();
        try {
            findings.add(Finding.ok(subject, "version", MySqlGreeting.server(backend.host(), backend.port())));
        } catch (IOException e) {
            findings.add(new Finding(
                    subject,
                    "connect",
                    Verdict.FAILED,
                    backend.host() + ":" + backend.port() + ": " + e.getMessage(),
                    "check host and port of this backend, and that the server runs"));
        }
    }

    private void blue(Database database) {
        String subject = database.name() + " blue";
        Backend backend = database.blue();
        List<ColumnMigration> migrations = configuration.migrations().stream()
                .map(MigrationSpec::migration)
                .filter(migration -> migration.database().equals(database.name()))
                .toList();
        try (Connection connection = BackendLogin.connect(backend)) {
            findings.add(Finding.ok(subject, "login", backend.user() + " at " + backend.host() + ":" + backend.port()));
            server(subject, connection, !migrations.isEmpty());
            pool(subject, database, connection);
            Finding lookup = AccessChecks.lookup(database, connection);
            if (lookup != null) {
                findings.add(lookup);
            }
            if (!migrations.isEmpty()) {
                schema(subject, connection);
            }
            for (ColumnMigration migration : migrations) {
                table(migration, connection);
            }
            findings.addAll(Rewrites.of(configuration, database));
            findings.addAll(Leftovers.in(
                    subject,
                    connection,
                    configuration.filed().stream()
                            .filter(filed -> filed.database().equals(database.name()))
                            .map(FiledMigration::name)
                            .collect(Collectors.toSet())));
        } catch (SQLException e) {
            findings.add(failedLogin(subject, backend, backend.user(), e));
        }
        for (User user : database.users()) {
            login(database, user);
        }
    }

    private void server(String subject, Connection connection, boolean migrating) throws SQLException {
        int version = Integer.parseInt(one(connection, "SHOW server_version_num")) / 10_000;
        String shown = "PostgreSQL " + one(connection, "SHOW server_version");
        if (version < OLDEST_VERSION) {
            findings.add(new Finding(
                    subject, "version", Verdict.FAILED, shown + " is too old", "use " + OLDEST_VERSION + " or newer"));
        } else if (version != TESTED_VERSION) {
            findings.add(new Finding(
                    subject,
                    "version",
                    Verdict.WARNING,
                    shown,
                    "Crossfade is tested with PostgreSQL " + TESTED_VERSION));
        } else {
            findings.add(Finding.ok(subject, "version", shown));
        }
        boolean recovery = "t".equals(one(connection, "SELECT pg_is_in_recovery()"));
        findings.add(
                recovery
                        ? new Finding(
                                subject,
                                "role",
                                migrating ? Verdict.FAILED : Verdict.WARNING,
                                "in recovery: it can only be read",
                                "name the primary as backend")
                        : Finding.ok(subject, "role", "primary"));
    }

    /** Whether the pools of the users that are listed fit into the server. */
    private void pool(String subject, Database database, Connection connection) throws SQLException {
        int perUser = database.pooling().limit();
        int together = database.pooling().maxPerDatabase();
        if (perUser == 0 && together == 0) {
            return; // by session, as many as clients
        }
        long users = database.users().stream()
                .map(user -> user.backendUser() == null ? user.name() : user.backendUser())
                .distinct()
                .count();
        long wanted = together > 0 && (perUser == 0 || together < perUser * users) ? together : perUser * users;
        long taken = Long.parseLong(one(connection, "SHOW max_connections"))
                - Long.parseLong(one(connection, "SHOW superuser_reserved_connections"));
        findings.add(
                wanted <= taken
                        ? Finding.ok(
                                subject, "pool", "up to " + wanted + " server connections; the server takes " + taken)
                        : new Finding(
                                subject,
                                "pool",
                                Verdict.WARNING,
                                "up to " + wanted + " server connections, but the server takes " + taken,
                                "lower size or maxPerDatabase of pooling, or raise max_connections"));
    }

    private void schema(String subject, Connection connection) throws SQLException {
        String schema = ColumnMigration.SCHEMA;
        String exists = one(connection, "SELECT count(*) FROM pg_namespace WHERE nspname = ?", schema);
        String may = exists.equals("0")
                ? one(connection, "SELECT has_database_privilege(current_database(), 'CREATE')")
                : one(connection, "SELECT has_schema_privilege(?, 'CREATE')", schema);
        findings.add(
                may.equals("t")
                        ? Finding.ok(
                                subject,
                                "schema",
                                "schema " + schema + (exists.equals("0") ? " can be created" : " can be used"))
                        : new Finding(
                                subject,
                                "schema",
                                Verdict.FAILED,
                                "the engine's user may not create in "
                                        + (exists.equals("0") ? "the database" : "schema " + schema),
                                exists.equals("0")
                                        ? "GRANT CREATE ON DATABASE … TO the engine's user"
                                        : "make the engine's user the owner of schema " + schema));
    }

    private void table(ColumnMigration migration, Connection connection) throws SQLException {
        String owner = one(
                connection,
                "SELECT coalesce((SELECT pg_has_role(c.relowner, 'USAGE')::text FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?), 'missing')",
                migration.table().schema(),
                migration.table().name());
        String check = "table " + migration.table();
        findings.add(
                switch (owner) {
                    case "true" -> Finding.ok(migration.name(), check, "the engine's user may alter it");
                    case "missing" ->
                        new Finding(
                                migration.name(),
                                check,
                                Verdict.FAILED,
                                "there is no such table",
                                "write schema.table as the catalog stores them");
                    default ->
                        new Finding(
                                migration.name(),
                                check,
                                Verdict.FAILED,
                                "the engine's user does not own it and so may not add columns",
                                "GRANT the owner's role to the engine's user");
                });
    }

    private void login(Database database, User user) {
        String backendUser = user.backendUser() == null ? user.name() : user.backendUser();
        String password = (user.backendPassword() == null ? user.password() : user.backendPassword()).value();
        String subject = database.name() + " user " + user.name();
        try (Connection connection = BackendLogin.connect(database.blue(), backendUser, password)) {
            findings.add(Finding.ok(subject, "login", one(connection, "SELECT current_user")));
        } catch (SQLException e) {
            findings.add(failedLogin(subject, database.blue(), backendUser, e));
        }
    }

    private static Finding failedLogin(String subject, Backend backend, String user, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String hint = switch (state) {
            case "28P01", "28000" -> "check the name and the password, and pg_hba.conf";
            case "3D000" -> "check the backend's database";
            case "08001", "08006", "08004" -> "check host and port, and that the server runs";
            case "53300" -> "raise max_connections";
            default -> "see the server's log";
        };
        return new Finding(
                subject,
                "login",
                Verdict.FAILED,
                user + " at " + backend.host() + ":" + backend.port() + ": " + firstLine(e.getMessage()) + " (" + state
                        + ")",
                hint);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }

    private static String one(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                String value = rows.next() ? rows.getString(1) : null;
                return value == null ? "" : value;
            }
        }
    }
}
