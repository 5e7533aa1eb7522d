package dev.crossfade.admin.tool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a MySQL or MariaDB says of pt-online-schema-change and gh-ost. */
public final class MySqlToolDatabase implements ToolDatabase {
    private static final long SESSION_END_SECONDS = 30;
    private static final int NO_SUCH_THREAD = 1094;
    private static final int ACCESS_DENIED = 1227;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int REMOVE_TRIES = 30;

    /** {@code _t_new}, {@code __t_new} and so on, and {@code _t_old} of pt-online-schema-change; the rest is gh-ost's. */
    private static final String TABLES = """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = ? AND (table_name REGEXP CONCAT('^_{1,10}', ?, '_(new|old)$')
                                        OR table_name REGEXP CONCAT('^_', ?, '_(gho|ghc|del)$'))
            ORDER BY table_name""";

    private static final String EXISTS =
            "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?";

    private static final String TRIGGERS = """
            SELECT trigger_name FROM information_schema.triggers
            WHERE trigger_schema = ? AND trigger_name LIKE 'pt\\_osc\\_%%'
              AND (event_object_table = ? OR event_object_table REGEXP CONCAT('^_{1,10}', ?, '_old$'))
            ORDER BY trigger_name""";

    private final RepackDatabase.Opener opener;
    private final String program;
    private final int tries;

    public MySqlToolDatabase(ChangeTool tool, RepackDatabase.Opener opener) {
        this(tool, opener, REMOVE_TRIES);
    }

    /** @param tries of a lock to remove something by */
    MySqlToolDatabase(ChangeTool tool, RepackDatabase.Opener opener, int tries) {
        this.opener = opener;
        this.program = tool.program();
        this.tries = tries;
    }

    @Override
    public List<String> missing(Job job, String version) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (Connection connection = opener.open()) {
            String engine = one(
                    connection,
                    "SELECT engine FROM information_schema.tables WHERE table_schema = ? AND table_name = ? AND table_type = 'BASE TABLE'",
                    job.schema(),
                    job.table());
            if (engine == null) {
                return List.of("there is no table " + job.schema() + "." + job.table());
            }
            if (!engine.equalsIgnoreCase("InnoDB")) {
                missing.add(job.schema() + "." + job.table() + " is stored by " + engine
                        + "; whether a tool has swapped it can be asked of InnoDB only");
            } else if (identity(connection, job) == null) {
                missing.add("which InnoDB table " + job.schema() + "." + job.table()
                        + " is cannot be asked: GRANT PROCESS ON *.* TO the engine's user");
            }
            if (one(
                            connection,
                            "SELECT 1 FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? AND non_unique = 0 LIMIT 1",
                            job.schema(),
                            job.table())
                    == null) {
                missing.add(program + " needs a primary key or a unique index on " + job.schema() + "." + job.table());
            }
        }
        return missing;
    }

    /** InnoDB's number of the table, which goes with it when it is renamed. */
    private static @Nullable String identity(Connection connection, Job job) throws SQLException {
        boolean maria = String.valueOf(one(connection, "SELECT version()")).contains("MariaDB");
        try {
            return one(
                    connection,
                    "SELECT table_id FROM information_schema." + (maria ? "innodb_sys_tables" : "innodb_tables")
                            + " WHERE name = ?",
                    encoded(job.schema()) + "/" + encoded(job.table()));
        } catch (SQLException e) {
            if (e.getErrorCode() == ACCESS_DENIED) {
                return null;
            }
            throw e;
        }
    }

    /** InnoDB's own spelling: what is neither letter, digit nor underscore is written as @ and four hexadecimal digits. */
    static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '_')) {
                encoded.append(c);
            } else {
                encoded.append(String.format("@%04x", (int) c));
            }
        }
        return encoded.toString();
    }

    @Override
    public String identity(Job job) throws SQLException {
        try (Connection connection = opener.open()) {
            String identity = identity(connection, job);
            if (identity == null) {
                throw new SQLException("table " + job.schema() + "." + job.table() + " is gone", "42S02");
            }
            return identity;
        }
    }

    @Override
    public List<Leftover> leftovers(Job job) throws SQLException {
        try (Connection connection = opener.open()) {
            return leftovers(connection, job.schema(), job.table());
        }
    }

    /**
     * Triggers before the tables they write to: a write would fail on a trigger whose table is gone. Nothing while the table
     * itself is not there: a tool that was killed amid its swap has the only copy of it under another name.
     */
    private static List<Leftover> leftovers(Connection connection, String schema, String table) throws SQLException {
        if (one(connection, EXISTS, schema, table) == null) {
            return List.of();
        }
        List<Leftover> found = new ArrayList<>();
        String pattern = table.replaceAll("([$.])", "[$1]");
        for (String trigger : list(connection, TRIGGERS.replace("%%", "%"), schema, table, pattern)) {
            found.add(new Leftover(
                    "trigger " + trigger, "DROP TRIGGER IF EXISTS " + quote(schema) + "." + quote(trigger)));
        }
        for (String left : list(connection, TABLES, schema, pattern, pattern)) {
            found.add(new Leftover("table " + left, "DROP TABLE IF EXISTS " + quote(schema) + "." + quote(left)));
        }
        return found;
    }

    /** Sessions of that process, by what the client library says of it (performance_schema, on by default). */
    @Override
    public void endSessions(Job job, long pid) throws SQLException, InterruptedException {
        if (pid == 0) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SESSION_END_SECONDS);
        try (Connection connection = opener.open()) {
            while (true) {
                List<String> ids = list(connection, """
                        SELECT p.processlist_id FROM performance_schema.session_connect_attrs p
                        JOIN performance_schema.session_connect_attrs n
                          ON n.processlist_id = p.processlist_id AND n.attr_name = 'program_name' AND n.attr_value LIKE ?
                        JOIN information_schema.processlist l ON l.id = p.processlist_id
                        WHERE p.attr_name = '_pid' AND p.attr_value = ?""", "%" + program, Long.toString(pid));
                if (ids.isEmpty()) {
                    return;
                }
                for (String id : ids) {
                    kill(connection, id);
                }
                if (System.nanoTime() - end > 0) {
                    throw new SQLException("sessions of " + program + ", process " + pid + ", do not end");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static void kill(Connection connection, String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("KILL " + Long.parseLong(id));
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }

    @Override
    public List<Leftover> remove(Job job, List<Leftover> leftovers) throws SQLException, InterruptedException {
        List<Leftover> stay = new ArrayList<>();
        try (Connection connection = opener.open();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = 1");
            for (Leftover leftover : leftovers) {
                // a write fails on a trigger whose table is gone: what comes after one that stays, stays
                if (!stay.isEmpty() || !removed(statement, leftover)) {
                    stay.add(leftover);
                }
            }
        }
        return stay;
    }

    private boolean removed(Statement statement, Leftover leftover) throws SQLException, InterruptedException {
        for (int attempt = 0; attempt < tries; attempt++) {
            try {
                statement.execute(leftover.command());
                return true;
            } catch (SQLException e) {
                if (e.getErrorCode() != LOCK_WAIT_TIMEOUT) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return false;
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static @Nullable String one(Connection connection, String sql, String... parameters) throws SQLException {
        List<String> found = list(connection, sql, parameters);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<String> list(Connection connection, String sql, String... parameters) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
