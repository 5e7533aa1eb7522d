package dev.crossfade.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of the demo: every row against what the application believes, and old against new. */
public final class Comparison {
    private static final int FETCH_ROWS = 5_000;

    private final List<Ledger> ledgers;
    private final Meter meter;
    private long rows;

    public Comparison(List<Ledger> ledgers, Meter meter) {
        this.ledgers = ledgers;
        this.meter = meter;
    }

    /**
     * As the application sees them, through the proxy; then as they are, on the server.
     *
     * @param bothSides whether new must agree with old: not at stage off, where new is left behind
     * @return how many rows were looked at
     */
    public long run(Connection throughProxy, Connection direct, boolean bothSides) throws SQLException {
        Map<Integer, Ledger.Customer> customers = customers();
        throughProxy.setAutoCommit(false); // so that fetch size counts
        customers(throughProxy, "through the proxy", customers);
        orders(throughProxy, "through the proxy", "id");
        if (bothSides) {
            newNames(throughProxy, customers);
        }
        throughProxy.commit();
        direct.setAutoCommit(false);
        customers(direct, "on the server", customers);
        orders(direct, "on the server", "id");
        if (bothSides) {
            agree(direct, "customers", "full_name IS NOT DISTINCT FROM first_name || coalesce(' ' || last_name, '')");
            agree(direct, "orders", "id IS NOT DISTINCT FROM id_big");
        }
        direct.commit();
        return rows;
    }

    /** The same when the old columns are gone: the application still sees them, on the server there are the new ones. */
    public long runOfNew(Connection throughProxy, Connection direct) throws SQLException {
        Map<Integer, Ledger.Customer> customers = customers();
        throughProxy.setAutoCommit(false);
        customers(throughProxy, "through the proxy", customers);
        orders(throughProxy, "through the proxy", "id");
        newNames(throughProxy, customers);
        throughProxy.commit();
        direct.setAutoCommit(false);
        newNames(direct, customers);
        orders(direct, "on the server", "id_big");
        direct.commit();
        return rows;
    }

    private Map<Integer, Ledger.Customer> customers() {
        Map<Integer, Ledger.Customer> customers = new HashMap<>();
        ledgers.forEach(ledger -> customers.putAll(ledger.customers()));
        return customers;
    }

    private void customers(Connection connection, String where, Map<Integer, Ledger.Customer> expected)
            throws SQLException {
        Map<Integer, Ledger.Customer> missing = new HashMap<>(expected);
        each(connection, "SELECT id, full_name, email FROM customers", row -> {
            int id = row.getInt(1);
            Ledger.Customer found = new Ledger.Customer(row.getString(2), row.getString(3));
            same("customer " + id + " " + where, missing.remove(id), found);
        });
        missing.forEach((id, customer) -> same("customer " + id + " " + where, customer, null));
    }

    private void orders(Connection connection, String where, String idColumn) throws SQLException {
        Map<Integer, Ledger.Order> missing = new HashMap<>();
        ledgers.forEach(ledger -> missing.putAll(ledger.orders()));
        String sql = "SELECT o." + idColumn
                + ", o.order_number, o.customer_id, o.total, o.status, coalesce(l.lines, 0) FROM orders o"
                + " LEFT JOIN (SELECT order_number, count(*) AS lines FROM order_lines GROUP BY order_number) l"
                + " ON l.order_number = o.order_number";
        each(connection, sql, row -> {
            int id = row.getInt(1);
            Ledger.Order found = new Ledger.Order(
                    row.getString(2), row.getInt(3), row.getBigDecimal(4), row.getString(5), row.getInt(6));
            same("order " + id + " " + where, missing.remove(id), found);
        });
        missing.forEach((id, order) -> same("order " + id + " " + where, order, null));
    }

    /** What an application that was written for the new columns sees. */
    private void newNames(Connection connection, Map<Integer, Ledger.Customer> expected) throws SQLException {
        each(connection, "SELECT id, first_name, last_name FROM customers", row -> {
            Ledger.Customer customer = expected.get(row.getInt(1));
            if (customer == null) {
                return; // counted above
            }
            int space = customer.fullName().indexOf(' ');
            String first = space < 0 ? customer.fullName() : customer.fullName().substring(0, space);
            String last = space < 0 ? null : customer.fullName().substring(space + 1);
            same("first_name of customer " + row.getInt(1), first, row.getString(2));
            same("last_name of customer " + row.getInt(1), last, row.getString(3));
        });
    }

    private void agree(Connection direct, String table, String condition) throws SQLException {
        each(direct, "SELECT id FROM " + table + " WHERE (" + condition + ") IS NOT TRUE", row -> {
            meter.mismatch("old and new do not agree in row " + row.getInt(1) + " of " + table);
        });
    }

    private void same(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            meter.mismatch(what + " should be " + expected + " and is " + found);
        }
    }

    private interface RowCheck {
        void check(ResultSet row) throws SQLException;
    }

    private void each(Connection connection, String sql, RowCheck check) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows++;
                    check.check(result);
                }
            }
        }
    }
}
