package dev.crossfade.admin.tool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a PostgreSQL says of pg_repack. Its objects live in schema {@code repack} and carry the table's oid
 * (https://reorg.github.io/pg_repack/#details); while it works it holds an advisory lock for the table.
 */
public final class RepackDatabase implements ToolDatabase {
    /** The first half of pg_repack's advisory locks; the second is the table's oid less 2^31. */
    private static final int ADVISORY = 16_185_446;

    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '1s'";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int REMOVE_TRIES = 60;
    private static final long SESSION_END_SECONDS = 30;

    /** What of a password means something else where pg_repack writes it for its further connections, without quotes. */
    private static final Pattern UNQUOTED = Pattern.compile("[\\s'\\\\]");

    private static final String TABLE = """
            SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r'""";

    private static final String LEFTOVERS = """
            SELECT o.what, o.command FROM (
              SELECT 1 AS rank, t.tgrelid AS tab,
                     'trigger repack_trigger of ' || t.tgrelid::pg_catalog.regclass AS what,
                     pg_catalog.format('DROP TRIGGER repack_trigger ON %s', t.tgrelid::pg_catalog.regclass) AS command
              FROM pg_catalog.pg_trigger t WHERE t.tgname = 'repack_trigger' AND NOT t.tgisinternal
              UNION ALL
              SELECT CASE WHEN c.relname ~ '^log_' THEN 2 ELSE 3 END, s.oid::pg_catalog.oid, 'table repack.' || c.relname,
                     pg_catalog.format('DROP TABLE repack.%I', c.relname)
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace,
                   pg_catalog.substring(c.relname, '^(?:log|table)_(\\d{1,10})$') AS s(oid)
              WHERE n.nspname = 'repack' AND c.relkind = 'r' AND s.oid IS NOT NULL
              UNION ALL
              SELECT 4, s.oid::pg_catalog.oid, 'type repack.' || y.typname, pg_catalog.format('DROP TYPE repack.%I', y.typname)
              FROM pg_catalog.pg_type y JOIN pg_catalog.pg_namespace n ON n.oid = y.typnamespace,
                   pg_catalog.substring(y.typname, '^pk_(\\d{1,10})$') AS s(oid)
              WHERE n.nspname = 'repack' AND s.oid IS NOT NULL
            ) AS o
            WHERE (?::pg_catalog.int8 = 0 OR o.tab = ?::pg_catalog.int8::pg_catalog.oid)
              AND (?::pg_catalog.int8 <> 0 OR NOT EXISTS (
                SELECT FROM pg_catalog.pg_locks l
                WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = :prefix::pg_catalog.oid
                  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
                  AND l.objid::pg_catalog.int8 = (o.tab::pg_catalog.int8 - 2147483648 + 4294967296) % 4294967296))
            ORDER BY o.tab, o.rank, o.what""".replace(":prefix", Integer.toString(ADVISORY));

    private final Opener opener;
    private final int tries;

    /** Opens connections with deadlines of their own; the caller here closes them. */
    public interface Opener {
        Connection open() throws SQLException;
    }

    public RepackDatabase(Opener opener) {
        this(opener, REMOVE_TRIES);
    }

    /** @param tries of a lock to remove something by */
    RepackDatabase(Opener opener, int tries) {
        this.opener = opener;
        this.tries = tries;
    }

    /** What runs of pg_repack that are over have left at any table of a database. */
    public static List<Leftover> abandoned(Connection connection) throws SQLException {
        return leftovers(connection, 0);
    }

    private static List<Leftover> leftovers(Connection connection, long oid) throws SQLException {
        List<Leftover> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LEFTOVERS)) {
            statement.setLong(1, oid);
            statement.setLong(2, oid);
            statement.setLong(3, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Leftover(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return found;
    }

    @Override
    public List<String> missing(Job job, String version) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (Connection connection = opener.open()) {
            String table = job.schema() + "." + job.table();
            long oid = oid(connection, job);
            if (oid == 0) {
                return List.of("there is no ordinary table " + table);
            }
            String installed =
                    one(connection, "SELECT max(extversion) FROM pg_catalog.pg_extension WHERE extname = 'pg_repack'");
            if (installed == null) {
                String available = one(
                        connection,
                        "SELECT max(default_version) FROM pg_catalog.pg_available_extensions WHERE name = 'pg_repack'");
                missing.add("the extension pg_repack is not in the database: "
                        + (available == null
                                ? "install it on the server's machine (Debian: postgresql-NN-repack), then "
                                : "")
                        + "CREATE EXTENSION pg_repack, as a superuser");
            } else if (!version.strip().endsWith(" " + installed)) {
                missing.add(
                        "the program is " + version.strip() + " and the extension in the database " + installed
                                + ": they must be the same. Install the other one, or DROP EXTENSION and CREATE EXTENSION pg_repack");
            }
            if (job.options().containsKey(PgRepack.JOBS)
                    && UNQUOTED.matcher(job.server().password()).find()) {
                missing.add(
                        "with option jobs pg_repack cannot log in with a password that holds blanks, quotes or backslashes");
            }
            if (!"true".equals(job.options().get(PgRepack.NO_SUPERUSER_CHECK))
                    && !"t"
                            .equals(one(
                                    connection,
                                    "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER"))) {
                missing.add(
                        "pg_repack asks for a superuser, and " + job.server().user() + " is none");
            }
            if (!"t".equals(one(connection, """
                    SELECT EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = %d AND i.indisunique AND i.indisvalid
                      AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indimmediate
                      AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid
                                      AND a.attnum = ANY (i.indkey) AND NOT a.attnotnull))""".formatted(oid)))) {
                missing.add("pg_repack needs a primary key, or a unique index over NOT NULL columns, on " + table);
            }
        }
        return missing;
    }

    @Override
    public String identity(Job job) throws SQLException {
        try (Connection connection = opener.open()) {
            String file = one(connection, "SELECT pg_catalog.pg_relation_filenode(" + oid(connection, job) + ")");
            if (file == null) {
                throw new SQLException("table " + job.schema() + "." + job.table() + " is gone", "42P01");
            }
            return file;
        }
    }

    @Override
    public List<Leftover> leftovers(Job job) throws SQLException {
        try (Connection connection = opener.open()) {
            long oid = oid(connection, job);
            return oid == 0 ? List.of() : leftovers(connection, oid);
        }
    }

    /** By their name: {@link Job#mark}. Another machine's Crossfade may have begun them. */
    @Override
    public void endSessions(Job job, long pid) throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SESSION_END_SECONDS);
        try (Connection connection = opener.open()) {
            while (true) {
                try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(a.pid)) FROM pg_catalog.pg_stat_activity a
                        WHERE a.datname = pg_catalog.current_database() AND a.application_name = ?
                          AND a.pid <> pg_catalog.pg_backend_pid()""")) {
                    statement.setString(1, job.mark());
                    try (ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        if (rows.getLong(1) == 0) {
                            return;
                        }
                    }
                }
                if (System.nanoTime() - end > 0) {
                    throw new SQLException("sessions named " + job.mark() + " do not end", "57014");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** Each in a transaction of its own, the lock asked for again and again for at most 1 s each time. */
    @Override
    public List<Leftover> remove(Job job, List<Leftover> leftovers) throws SQLException, InterruptedException {
        List<Leftover> stay = new ArrayList<>();
        try (Connection connection = opener.open()) {
            connection.setAutoCommit(false);
            for (Leftover leftover : leftovers) {
                // a write fails on a trigger whose table is gone: what comes after one that stays, stays
                if (!stay.isEmpty() || !removed(connection, leftover)) {
                    stay.add(leftover);
                }
            }
        }
        return stay;
    }

    private boolean removed(Connection connection, Leftover leftover) throws SQLException, InterruptedException {
        for (int attempt = 0; attempt < tries; attempt++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK_TIMEOUT);
                statement.execute(leftover.command());
                connection.commit();
                return true;
            } catch (SQLException e) {
                connection.rollback();
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return false;
    }

    private static long oid(Connection connection, Job job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, job.schema());
            statement.setString(2, job.table());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static @org.jspecify.annotations.Nullable String one(Connection connection, String sql)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
