package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Updates rows of {@code people} one at a time, connects again when its connection is gone, and knows what may be in each:
 * the value last acknowledged, or one whose acknowledgement never came.
 */
final class ReconnectingWriter implements Runnable {
    private static final long THINK_NANOS = 2_000_000;

    private final int port;
    private final int rows;
    private final Random random;
    private final Map<Integer, List<String>> possible = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Thread thread;
    private volatile boolean goOn = true;
    private long written;
    private long lost;

    ReconnectingWriter(int port, int rows, long seed) {
        this.port = port;
        this.rows = rows;
        this.random = new Random(seed);
        this.thread = new Thread(this, "reconnecting-writer");
        thread.start();
    }

    @Override
    public void run() {
        while (goOn) {
            try (Connection connection = Installation.connect(port);
                    PreparedStatement update =
                            connection.prepareStatement("UPDATE people SET full_name = ? WHERE id = ?")) {
                while (goOn) {
                    write(update);
                    LockSupport.parkNanos(THINK_NANOS);
                }
            } catch (SQLException e) {
                // 08: the connection is gone or refused; 57P: the server side is going away or not ready yet.
                String state = String.valueOf(e.getSQLState());
                if (!state.startsWith("08") && !state.startsWith("57P")) {
                    problems.add(e.getSQLState() + " " + e.getMessage());
                }
                lost++;
                LockSupport.parkNanos(10 * THINK_NANOS);
            }
        }
    }

    private void write(PreparedStatement update) throws SQLException {
        int id = 1 + random.nextInt(rows);
        String name = random.nextInt(3) == 0 ? "Writer" + written : "Writer  No " + written;
        possible.computeIfAbsent(id, ReconnectingWriter::initially).add(name); // sent is enough to be there
        update.setString(1, name);
        update.setInt(2, id);
        int changed = update.executeUpdate();
        if (changed != 1) {
            problems.add("row " + id + ": " + changed + " rows changed");
        }
        possible.put(id, new ArrayList<>(List.of(name)));
        written++;
    }

    /** As the table was filled. */
    static List<String> initially(int id) {
        List<String> names = new ArrayList<>();
        names.add(
                switch (id % 4) {
                    case 0 -> "Plato";
                    case 1 -> "Ada Lovelace " + id;
                    case 2 -> null;
                    default -> "Ludwig van  Beethoven";
                });
        return names;
    }

    void stop() {
        goOn = false;
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).isFalse();
    }

    List<String> problems() {
        return problems;
    }

    long written() {
        return written;
    }

    long lost() {
        return lost;
    }

    /** Every row holds what may be in it; only after {@link #stop}. */
    void compare(String database) throws SQLException {
        assertThat(written).isPositive();
        try (Connection direct = Installation.SERVER.connect(database);
                Statement statement = direct.createStatement();
                ResultSet found = statement.executeQuery("SELECT id, full_name FROM people ORDER BY id")) {
            while (found.next()) {
                int id = found.getInt(1);
                List<String> maybe = possible.getOrDefault(id, initially(id));
                assertThat(maybe.contains(found.getString(2)))
                        .as("row %d holds <%s> and may hold %s", id, found.getString(2), maybe)
                        .isTrue();
            }
        }
    }
}
