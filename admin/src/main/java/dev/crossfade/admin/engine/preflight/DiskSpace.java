package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.sql.Shape;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The room that a migration needs on the server's disk, beside what is free there. No SQL tells what is free: it is asked of the file
 * system where the server runs on this machine for certain, else the note says what to compare it with.
 */
public final class DiskSpace {
    private static final long MEGABYTE = 1_000_000;

    /** Row versions, their index entries and those of the guard are logged, and a page once whole after each checkpoint. */
    private static final int WAL_FACTOR = 2;

    /** Of the lines of {@code postmaster.pid}: https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/utils/pidfile.h. */
    private static final int PID_LINE_START = 2;

    private static final int PID_LINE_PORT = 3;

    /** Between the two times that a server gives for its start. */
    private static final long START_SECONDS = 60;

    private static final String SIZES = """
            SELECT pg_catalog.pg_table_size(c.oid), pg_catalog.pg_indexes_size(c.oid),
                   (SELECT coalesce(sum(pg_catalog.pg_relation_size(i.indexrelid)), 0)::bigint FROM pg_catalog.pg_index i
                    WHERE i.indrelid = c.oid
                      AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                  WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey) AND a.attname = ANY (?))),
                   coalesce(nullif(pg_catalog.pg_tablespace_location(c.reltablespace), ''), '')
            FROM pg_catalog.pg_class c WHERE c.oid = ?::bigint::oid""";

    private static final String DIRECTORY = """
            SELECT current_setting('data_directory', true), current_setting('port'),
                   extract(epoch FROM pg_catalog.pg_postmaster_start_time())::bigint
            WHERE pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE')""";

    private DiskSpace() {}

    /**
     * What it takes, in bytes.
     *
     * @param rows of which each gets one more version, at most, until vacuum has been
     * @param entries each version has one in each index
     * @param copies of the indexes over old columns
     * @param tablespace where the table is; empty for the server's own directory
     */
    record Need(long rows, long entries, long copies, String tablespace) {
        long total() {
            return rows + entries + copies;
        }
    }

    /** In words, with what to do. */
    public static List<String> of(Connection connection, Shape shape, String host) throws SQLException {
        Need need = Db.first(
                connection,
                SIZES,
                row -> new Need(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)),
                Db.array(connection, shape.migration().oldColumns()),
                shape.tableOid());
        return need == null
                ? List.of()
                : List.of(words(shape.migration().table().toString(), need, free(connection, need, host)));
    }

    static String words(String table, Need need, @Nullable Long free) {
        String needs = "backfill of " + table + " needs up to " + megabytes(need.total())
                + " of the server's disk until vacuum has"
                + " been: " + megabytes(need.rows()) + " for a second version of each row, " + megabytes(need.entries())
                + " for their index entries, " + megabytes(need.copies())
                + " for the new columns' indexes; and writes about "
                + megabytes(WAL_FACTOR * need.total()) + " of WAL";
        if (free == null) {
            return needs
                    + ". What is free a server does not tell: compare it with df on the server, with room for the WAL that"
                    + " replicas and archiving have not taken yet";
        }
        return needs + "; " + megabytes(free) + " are free there"
                + (free < need.total()
                        ? ", which is TOO LITTLE. Make room first, or let backfill go slowly (backfill: minPause) with autovacuum"
                                + " close behind"
                        : "");
    }

    private static String megabytes(long bytes) {
        return Math.max(1, bytes / MEGABYTE) + " MB";
    }

    /** Null where it is not known. */
    private static @Nullable Long free(Connection connection, Need need, String host) throws SQLException {
        record Server(@Nullable String directory, String port, long started) {}
        Server server =
                Db.first(connection, DIRECTORY, row -> new Server(row.getString(1), row.getString(2), row.getLong(3)));
        if (server == null || server.directory() == null) {
            return null;
        }
        try {
            Path directory = Path.of(server.directory());
            if (!InetAddress.getByName(host).isLoopbackAddress()
                    || !isThatServers(directory, server.port(), server.started())) {
                return null;
            }
            Path where = need.tablespace().isEmpty() ? directory : Path.of(need.tablespace());
            return Files.getFileStore(where).getUsableSpace();
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            return null; // not this machine's, or not ours to look at
        }
    }

    /** A loopback address may lead into a container: a folder of that name here says nothing unless this server runs in it. */
    private static boolean isThatServers(Path directory, String port, long started) throws IOException {
        Path pid = directory.resolve("postmaster.pid");
        if (!Files.isReadable(pid)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pid);
        return lines.size() > PID_LINE_PORT
                && lines.get(PID_LINE_PORT).strip().equals(port)
                && Math.abs(Long.parseLong(lines.get(PID_LINE_START).strip()) - started) <= START_SECONDS;
    }
}
