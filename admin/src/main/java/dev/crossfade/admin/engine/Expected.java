package dev.crossfade.admin.engine;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How long a step is expected to take, from what the server's statistics say of the table. Orders of magnitude, on purpose on the slow
 * side; what is measured as a step runs is in its progress. Pure.
 */
public final class Expected {
    /** What reading a table is expected to manage, for want of better knowledge. */
    private static final long BYTES_PER_SECOND = 100_000_000;

    /** Backfill has been seen at 1.4 to 2.8 times that, see CONTRIBUTING.md. */
    private static final long ROWS_PER_SECOND_ALONE = 100_000;

    /** Seen: 1,300 to 10,000, five million rows at 2,200 on two cores that are half busy. */
    private static final long ROWS_PER_SECOND_BESIDE_CLIENTS = 2_000;

    private static final long MEGABYTE = 1_000_000;
    private static final long SECONDS_SAID_AS_SECONDS = 180;
    private static final long SECONDS_SAID_AS_MINUTES = 3 * 3_600;

    /** Nothing to speak of. */
    public static final String AT_ONCE = "at once";

    /** A change of the catalog, once its lock is had. */
    public static final String CATALOG = "milliseconds, once the lock is had";

    /** A barrier. */
    public static final String TRANSACTIONS = "as long as the oldest transaction that is open in the database";

    private Expected() {}

    /**
     * What statistics say of a table.
     *
     * @param rows estimated; -1 when it was never analyzed
     * @param bytes without its indexes
     */
    public record Size(long rows, long bytes) {
        static final Size NONE = new Size(0, 0);

        static Size read(Connection connection, long tableOid) throws SQLException {
            Size size = Db.first(
                    connection,
                    "SELECT c.reltuples::bigint, pg_catalog.pg_table_size(c.oid) FROM pg_catalog.pg_class c"
                            + " WHERE c.oid = ?::bigint::oid",
                    row -> new Size(row.getLong(1), row.getLong(2)),
                    tableOid);
            return size == null ? NONE : size;
        }

        /** The two together; never analyzed when one of them was not. */
        Size and(Size other) {
            return new Size(rows < 0 || other.rows < 0 ? -1 : rows + other.rows, bytes + other.bytes);
        }

        private String words() {
            return (rows < 0 ? "never analyzed" : "about " + rows + " rows") + ", " + Math.max(1, bytes / MEGABYTE)
                    + " MB";
        }
    }

    /** Something that reads the table {@code passes} times. */
    public static String reading(Size size, int passes) {
        return "about " + time(passes * size.bytes() / BYTES_PER_SECOND) + " (" + size.words()
                + (passes > 1 ? ", read " + passes + " times" : "") + ", at 100 MB/s)";
    }

    /** Backfill. */
    static String filling(Size size) {
        if (size.rows() < 0) {
            return "not to be told: " + size.words() + "; ANALYZE it. Its progress tells the time left";
        }
        return "about " + time(size.rows() / ROWS_PER_SECOND_ALONE) + " where nobody else is at work, "
                + time(size.rows() / ROWS_PER_SECOND_BESIDE_CLIENTS)
                + " and more beside clients, to whom it gives way ("
                + size.words() + ", at 100,000 and 2,000 rows/s); its progress tells the time left";
    }

    private static String time(long seconds) {
        long most = Math.max(1, seconds);
        if (most <= SECONDS_SAID_AS_SECONDS) {
            return most + " s";
        }
        return most <= SECONDS_SAID_AS_MINUTES ? most / 60 + " min" : most / 3_600 + " h";
    }
}
