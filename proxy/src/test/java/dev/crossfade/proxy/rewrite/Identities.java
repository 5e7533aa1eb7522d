package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.RewriteResult.ResultColumn;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which column of which table the server says that a result column is, by name: what drivers make it an updatable row by. */
final class Identities {
    private static final Field FIELDS;
    private static final Method TABLE;
    private static final Method ATTRIBUTE;

    static {
        try {
            FIELDS = Class.forName("org.postgresql.jdbc.PgResultSet").getDeclaredField("fields");
            FIELDS.setAccessible(true);
            Class<?> described = Class.forName("org.postgresql.core.Field");
            TABLE = described.getMethod("getTableOid");
            ATTRIBUTE = described.getMethod("getPositionInTable");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the driver keeps what RowDescription says elsewhere now", e);
        }
    }

    private final Map<Long, String> names = new HashMap<>();
    private final HeldRows held = new HeldRows();

    static Identities load(Connection connection) throws SQLException {
        Identities identities = new Identities();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT a.attrelid::bigint, a.attnum, c.relname, a.attname"
                        + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attrelid > 16000"
                        + " AND c.relkind IN ('r', 'p', 'v')")) {
            while (rows.next()) {
                identities.names.put(key(rows.getLong(1), rows.getInt(2)), rows.getString(3) + "." + rows.getString(4));
            }
        }
        return identities;
    }

    private static long key(long table, int attribute) {
        return (table << 16) | (attribute & 0xffff);
    }

    /** The text that is run, and what the proxy says of its rows. */
    Seen of(String sql, RewriteResult result, boolean prepared) {
        RewriteResult.Rewritten rewritten = result instanceof RewriteResult.Rewritten yes ? yes : null;
        return new Seen(rewritten, prepared ? null : held.read(sql, rewritten != null && rewritten.holdsRows(), true));
    }

    /** As the client is told it, statement by statement, with what HeldRows does for a session. */
    final class Seen {
        private final RewriteResult.@Nullable Rewritten rewritten;
        private final @Nullable List<HeldRows.@Nullable Act> acts;
        private int statement;

        private Seen(RewriteResult.@Nullable Rewritten rewritten, @Nullable List<HeldRows.@Nullable Act> acts) {
            this.rewritten = rewritten;
            this.acts = acts;
        }

        private HeldRows.@Nullable Act act() {
            return acts == null || statement >= acts.size() ? null : acts.get(statement);
        }

        private List<ResultColumn> told() {
            return rewritten == null ? List.of() : rewritten.resultColumns(statement);
        }

        List<String> columns(ResultSet rows) {
            HeldRows.Act act = act();
            List<ResultColumn> seen = act == null || held.columns(act).isEmpty() ? told() : held.columns(act);
            List<String> columns = new ArrayList<>();
            try {
                Object[] fields = (Object[]) FIELDS.get(rows);
                for (int i = 0; i < fields.length; i++) {
                    long table = Integer.toUnsignedLong((int) TABLE.invoke(fields[i]));
                    int attribute = (int) ATTRIBUTE.invoke(fields[i]);
                    for (ResultColumn column : seen) {
                        table = column.index() == i ? column.tableOid() : table;
                        attribute = column.index() == i ? column.attnum() : attribute;
                    }
                    columns.add(table == 0 ? "" : names.getOrDefault(key(table, attribute), "other"));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            return columns;
        }

        /** The next of the text's statements has succeeded. */
        void done() {
            HeldRows.Act act = act();
            if (act != null) {
                held.done(act, told());
            }
            statement++;
        }
    }
}
