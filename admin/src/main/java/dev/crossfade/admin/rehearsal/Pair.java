package dev.crossfade.admin.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client on both: through Crossfade to the migrating copy, and directly to the twin. Each transaction runs on both; when
 * all its answers are the same, both commit, or both roll back after the same error; when one differs, both roll back, so that
 * the two stay equal. For use by one thread.
 */
final class Pair implements AutoCloseable {
    private static final String LIMIT = "SET statement_timeout = '30s'";
    private static final int SHOWN_CHARACTERS = 200;

    private final Opening proxied;
    private final Opening direct;
    private final Meter meter;
    private Connection through;
    private Connection twin;

    /** Opens a connection. */
    interface Opening {
        Connection open() throws SQLException;
    }

    /**
     * A statement and its parameters, untyped.
     *
     * @param sql with {@code ?} for parameters
     */
    record Ask(String sql, List<@Nullable String> parameters) {}

    /** The same on both. */
    record Step(Ask through, Ask twin, Answer.Compare compare) {
        static Step same(String sql, List<@Nullable String> parameters) {
            Ask ask = new Ask(sql, parameters);
            return new Step(ask, ask, Answer.Compare.ALL);
        }
    }

    Pair(Opening proxied, Opening direct, Meter meter) throws SQLException {
        this.proxied = proxied;
        this.direct = direct;
        this.meter = meter;
        this.through = open(proxied);
        try {
            this.twin = open(direct);
        } catch (SQLException e) {
            through.close();
            throw e;
        }
    }

    private static Connection open(Opening opening) throws SQLException {
        Connection connection = opening.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMIT);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Runs a transaction on both. What differs is counted as a failure.
     *
     * @return whether both did it and committed
     */
    boolean transaction(List<Step> steps) throws SQLException {
        boolean failed = false;
        for (Step step : steps) {
            long began = System.nanoTime();
            Answer mine = ask(through, step.through());
            meter.statement(System.nanoTime() - began);
            Answer theirs = ask(twin, step.twin());
            String differs = mine.differsFrom(theirs, step.compare());
            if (differs != null && meter.isFailure(mine)) {
                meter.failure(shown(step.through().sql()) + ": " + differs);
            }
            failed |= differs != null || mine.isError();
            if (failed) {
                break;
            }
        }
        String commit = failed ? null : end(through);
        if (commit != null) {
            meter.failure("COMMIT through Crossfade: " + commit);
            failed = true;
        }
        if (failed) {
            through = ended(through, proxied);
            twin = ended(twin, direct);
            return false;
        }
        twin.commit();
        return true;
    }

    /** Only on the twin, rolled back: whether a statement works at all. */
    Answer tryOnTwin(Ask ask) throws SQLException {
        Answer answer = ask(twin, ask);
        twin = ended(twin, direct);
        return answer;
    }

    private static Answer ask(Connection connection, Ask ask) {
        try (PreparedStatement statement = connection.prepareStatement(ask.sql())) {
            for (int i = 0; i < ask.parameters().size(); i++) {
                statement.setString(i + 1, ask.parameters().get(i));
            }
            return Answer.of(statement);
        } catch (SQLException e) {
            return Answer.failed(e);
        }
    }

    private static @Nullable String end(Connection connection) {
        try {
            connection.commit();
            return null;
        } catch (SQLException e) {
            return SchemaCopy.firstLine(e);
        }
    }

    /** Rolled back; a connection that was lost is opened again. */
    private static Connection ended(Connection connection, Opening again) throws SQLException {
        try {
            connection.rollback();
            if (!connection.isClosed()) {
                return connection;
            }
        } catch (SQLException e) {
            close(connection);
        }
        return open(again);
    }

    private static String shown(String sql) {
        String line = sql.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…";
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // lost already
        }
    }

    @Override
    public void close() {
        close(through);
        close(twin);
    }
}
