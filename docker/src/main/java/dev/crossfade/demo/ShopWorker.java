package dev.crossfade.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * One thread of the shop: picks a piece of business at random, does it in one transaction, and compares every answer with
 * its {@link Ledger}. It knows a table by the columns it was written for, never retries a statement, and learns of
 * Crossfade nothing. Names of customers are written as they come: with a space, with several, with none.
 */
final class ShopWorker implements Runnable {
    /** Between two transactions a thread thinks for half of this on average, as an application's users do. */
    private static final long THINK_NANOS_MOST = TimeUnit.MILLISECONDS.toNanos(20);

    private static final List<String> CUSTOMER_COLUMNS = List.of("id", "full_name", "email", "city", "created_at");
    private static final List<String> ORDER_COLUMNS =
            List.of("id", "order_number", "customer_id", "total", "status", "created_at");
    private static final List<String> FIRST = List.of("Ada", "Björk", "Çelik", "Dana", "Émile", "O'Neil", "Frida");
    private static final List<String> LAST =
            List.of("", " ", " Lovelace", " van Dyck", " de la Cruz", "  Doe", " Ng ", " \\N", " $1", " 李");
    private static final List<String> STATUS = List.of("new", "paid", "packed", "sent");

    private interface Business {
        void run(Connection connection) throws SQLException;
    }

    private record Weighted(int weight, boolean transaction, Business business) {}

    private interface Call<T> {
        T run() throws SQLException;
    }

    private final int number;
    private final DataSource pool;
    private final Ledger ledger;
    private final Meter meter;
    private final BooleanSupplier goOn;
    private final Random random;
    private final int products;
    private final List<Weighted> businesses;
    private final int weights;
    private final List<Runnable> onceCommitted = new ArrayList<>();
    private long orderNumber;
    private String lastStatement = "";

    ShopWorker(int number, DataSource pool, Ledger ledger, Meter meter, int products, BooleanSupplier goOn) {
        this.number = number;
        this.pool = pool;
        this.ledger = ledger;
        this.meter = meter;
        this.products = products;
        this.goOn = goOn;
        this.random = new Random(number);
        this.businesses = List.of(
                new Weighted(16, true, this::placeOrder),
                new Weighted(14, true, this::renameCustomer),
                new Weighted(4, true, this::changeOfMind),
                new Weighted(4, true, this::newCustomers),
                new Weighted(6, true, this::processOrders),
                new Weighted(8, true, this::addToOrder),
                new Weighted(5, true, this::cancelOrder),
                new Weighted(12, false, this::showCustomer),
                new Weighted(14, false, this::showOrder),
                new Weighted(8, false, this::invoice),
                new Weighted(5, false, this::turnover),
                new Weighted(4, false, this::latestOrders));
        this.weights = businesses.stream().mapToInt(Weighted::weight).sum();
    }

    @Override
    public void run() {
        while (goOn.getAsBoolean()) {
            Weighted next = pick();
            if (next.transaction()) {
                transaction(next.business());
            } else {
                single(next.business());
            }
            LockSupport.parkNanos(random.nextLong(THINK_NANOS_MOST));
        }
    }

    private Weighted pick() {
        int at = random.nextInt(weights);
        for (Weighted candidate : businesses) {
            at -= candidate.weight();
            if (at < 0) {
                return candidate;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    private void single(Business business) {
        try (Connection connection = pool.getConnection()) {
            business.run(connection);
            meter.transaction();
        } catch (SQLException e) {
            failed(e);
        }
    }

    private void transaction(Business business) {
        onceCommitted.clear();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                business.run(connection);
                timed("COMMIT", () -> {
                    connection.commit();
                    return true;
                });
                onceCommitted.forEach(Runnable::run);
                meter.transaction();
            } catch (SQLException e) {
                failed(e);
                connection.rollback();
            }
        } catch (SQLException e) {
            failed(e);
        }
    }

    private void failed(SQLException e) {
        meter.error("thread " + number + ", SQLSTATE " + e.getSQLState() + ", " + e.getMessage() + "\n  statement: "
                + lastStatement);
    }

    /** An order with its lines: generated key, multi-row INSERT. */
    private void placeOrder(Connection connection) throws SQLException {
        int customer = ledger.anyCustomer(random);
        check(
                "full_name of customer " + customer,
                ledger.customer(customer).fullName(),
                one(connection, "SELECT full_name FROM customers WHERE id = ?", String.class, customer));
        String orderNumberText = "W" + number + "-" + ++orderNumber;
        BigDecimal total = money();
        int id;
        String sql = "INSERT INTO orders (order_number, customer_id, total) VALUES (?, ?, ?)";
        if (random.nextBoolean()) {
            id = intOf(one(connection, sql + " RETURNING id", Integer.class, orderNumberText, customer, total));
        } else {
            try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                bind(insert, orderNumberText, customer, total);
                check("rows inserted", 1, timed(sql, insert::executeUpdate));
                try (ResultSet keys = insert.getGeneratedKeys()) { // pgjdbc appends RETURNING *
                    check("columns of generated keys", ORDER_COLUMNS, columns(keys));
                    keys.next();
                    id = keys.getInt("id");
                }
            }
        }
        int lines = 1 + random.nextInt(3);
        StringBuilder values = new StringBuilder("INSERT INTO order_lines VALUES (?, 1, ?, ?)");
        List<Object> parameters = new ArrayList<>(List.of(orderNumberText, product(), 1 + random.nextInt(5)));
        for (int line = 2; line <= lines; line++) {
            values.append(", (?, ").append(line).append(", ?, ?)");
            parameters.addAll(List.of(orderNumberText, product(), 1 + random.nextInt(5)));
        }
        check("lines inserted", lines, update(connection, values.toString(), parameters.toArray()));
        onceCommitted.add(() -> ledger.put(id, new Ledger.Order(orderNumberText, customer, total, "new", lines)));
    }

    private void renameCustomer(Connection connection) throws SQLException {
        int id = ledger.anyCustomer(random);
        Ledger.Customer now = ledger.customer(id);
        String name = name();
        if (random.nextInt(4) == 0) { // an expression over the column itself
            check(
                    "customers renamed",
                    1,
                    update(connection, "UPDATE customers SET full_name = full_name || ? WHERE id = ?", " jr", id));
            name = now.fullName() + " jr";
            if (name.length() > 200) { // do not let them grow for ever
                name = "Ada";
                update(connection, "UPDATE customers SET full_name = 'Ada' WHERE id = ?", id);
            }
        } else {
            check(
                    "customers renamed",
                    1,
                    update(connection, "UPDATE customers SET full_name = ? WHERE id = ?", name, id));
        }
        String written = name;
        check(
                "full_name just written",
                written,
                one(connection, "SELECT c.full_name FROM customers c WHERE c.id = ?", String.class, id));
        onceCommitted.add(() -> ledger.put(id, new Ledger.Customer(written, now.email())));
    }

    /** Changes a customer and an order, and rolls back: nothing may remain. */
    private void changeOfMind(Connection connection) throws SQLException {
        int customer = ledger.anyCustomer(random);
        update(connection, "UPDATE customers SET full_name = 'Nobody At All' WHERE id = ?", customer);
        update(
                connection,
                "INSERT INTO orders (order_number, customer_id, total) VALUES (?, ?, 1)",
                "W" + number + "-rolled-back",
                customer);
        timed("ROLLBACK", () -> {
            connection.rollback();
            return true;
        });
    }

    /** Several rows in one INSERT, their keys by RETURNING. */
    private void newCustomers(Connection connection) throws SQLException {
        List<Ledger.Customer> made = new ArrayList<>();
        StringBuilder sql = new StringBuilder("INSERT INTO customers (full_name, email) VALUES ");
        List<Object> parameters = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Ledger.Customer customer = new Ledger.Customer(name(), "w" + number + "@example.com");
            made.add(customer);
            sql.append(i == 0 ? "(?, ?)" : ", (?, ?)");
            parameters.add(customer.fullName());
            parameters.add(customer.email());
        }
        sql.append(" RETURNING id, full_name");
        try (PreparedStatement insert = connection.prepareStatement(sql.toString())) {
            bind(insert, parameters.toArray());
            try (ResultSet rows = timed(sql.toString(), insert::executeQuery)) {
                for (Ledger.Customer customer : made) {
                    check("a row returned", true, rows.next());
                    check("full_name returned", customer.fullName(), rows.getString("full_name"));
                    int id = rows.getInt("id");
                    onceCommitted.add(() -> ledger.put(id, customer));
                }
            }
        }
    }

    /** A JDBC batch. */
    private void processOrders(Connection connection) throws SQLException {
        if (!ledger.hasOrders()) {
            return;
        }
        TreeSet<Integer> ids = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            ids.add(ledger.anyOrder(random));
        }
        String status = STATUS.get(random.nextInt(STATUS.size()));
        String sql = "UPDATE orders SET status = ? WHERE id = ?";
        try (PreparedStatement batch = connection.prepareStatement(sql)) {
            for (int id : ids) {
                bind(batch, status, id);
                batch.addBatch();
            }
            for (int changed : timed("batch of " + ids.size() + ": " + sql, batch::executeBatch)) {
                check("orders changed by each of a batch", 1, changed);
            }
        }
        for (int id : ids) {
            Ledger.Order o = ledger.order(id);
            onceCommitted.add(
                    () -> ledger.put(id, new Ledger.Order(o.number(), o.customerId(), o.total(), status, o.lines())));
        }
    }

    private void addToOrder(Connection connection) throws SQLException {
        if (!ledger.hasOrders()) {
            return;
        }
        int id = ledger.anyOrder(random);
        Ledger.Order order = ledger.order(id);
        BigDecimal more = money();
        BigDecimal expected = order.total().add(more);
        String sql = "UPDATE orders SET total = total + ? WHERE id = ? RETURNING total";
        check("total of order " + id, expected, one(connection, sql, BigDecimal.class, more, id));
        onceCommitted.add(() -> ledger.put(
                id, new Ledger.Order(order.number(), order.customerId(), expected, order.status(), order.lines())));
    }

    private void cancelOrder(Connection connection) throws SQLException {
        if (!ledger.hasOrders()) {
            return;
        }
        int id = ledger.anyOrder(random);
        Ledger.Order order = ledger.order(id);
        check(
                "lines deleted",
                order.lines(),
                update(connection, "DELETE FROM order_lines WHERE order_number = ?", order.number()));
        check("orders deleted", 1, update(connection, "DELETE FROM orders WHERE id = ?", id));
        onceCommitted.add(() -> ledger.removeOrder(id));
    }

    /** SELECT *: the columns the application was written for, not one more. */
    private void showCustomer(Connection connection) throws SQLException {
        int id = ledger.anyCustomer(random);
        String sql = "SELECT * FROM customers WHERE id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, id);
            try (ResultSet rows = timed(sql, select::executeQuery)) {
                check("columns of customers", CUSTOMER_COLUMNS, columns(rows));
                check("customer " + id + " is there", true, rows.next());
                check("full_name of customer " + id, ledger.customer(id).fullName(), rows.getString("full_name"));
                check("email of customer " + id, ledger.customer(id).email(), rows.getString(3));
            }
        }
    }

    private void showOrder(Connection connection) throws SQLException {
        if (!ledger.hasOrders()) {
            return;
        }
        int id = ledger.anyOrder(random);
        String sql = "SELECT * FROM orders WHERE id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, id);
            try (ResultSet rows = timed(sql, select::executeQuery)) {
                check("columns of orders", ORDER_COLUMNS, columns(rows));
                check("type of orders.id", "serial", rows.getMetaData().getColumnTypeName(1)); // the catalog is asked
                check("order " + id + " is there", true, rows.next());
                check("id", id, rows.getObject(1));
                check("total of order " + id, ledger.order(id).total(), rows.getBigDecimal("total"));
                check("status of order " + id, ledger.order(id).status(), rows.getString("status"));
            }
        }
    }

    /** A join of both migrating tables. */
    private void invoice(Connection connection) throws SQLException {
        if (!ledger.hasOrders()) {
            return;
        }
        int id = ledger.anyOrder(random);
        Ledger.Order order = ledger.order(id);
        String sql = "SELECT o.id, c.full_name, o.total, count(l.line) AS lines FROM orders o"
                + " JOIN customers c ON c.id = o.customer_id LEFT JOIN order_lines l ON l.order_number = o.order_number"
                + " WHERE o.id = ? GROUP BY o.id, c.full_name, o.total";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, id);
            try (ResultSet rows = timed(sql, select::executeQuery)) {
                check("order " + id + " is there", true, rows.next());
                check("id", id, rows.getInt("id"));
                check(
                        "full_name on the invoice",
                        ledger.customer(order.customerId()).fullName(),
                        rows.getString("full_name"));
                check("lines on the invoice", order.lines(), rows.getInt("lines"));
            }
        }
    }

    /** An aggregate. */
    private void turnover(Connection connection) throws SQLException {
        int customer = ledger.anyCustomer(random);
        BigDecimal expected = BigDecimal.ZERO;
        for (int id : ledger.ordersOf(customer)) {
            expected = expected.add(ledger.order(id).total());
        }
        BigDecimal sum = one(
                connection,
                "SELECT coalesce(sum(total), 0) FROM orders WHERE customer_id = ?",
                BigDecimal.class,
                customer);
        check("turnover of customer " + customer, 0, sum == null ? -1 : expected.compareTo(sum));
    }

    /** Ordered by the migrating key. */
    private void latestOrders(Connection connection) throws SQLException {
        int customer = ledger.anyCustomer(random);
        List<Integer> expected = new TreeSet<>(ledger.ordersOf(customer))
                .descendingSet().stream().limit(5).toList();
        List<Integer> found = new ArrayList<>();
        String sql = "SELECT id, status FROM orders WHERE customer_id = ? ORDER BY id DESC LIMIT 5";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, customer);
            try (ResultSet rows = timed(sql, select::executeQuery)) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        }
        check("latest orders of customer " + customer, expected, found);
    }

    private <T> T one(Connection connection, String sql, Class<T> type, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = timed(sql, statement::executeQuery)) {
                if (!rows.next()) {
                    throw new SQLException("no row where the ledger has one", "02000");
                }
                return rows.getObject(1, type);
            }
        }
    }

    private int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return timed(sql, statement::executeUpdate);
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            names.add(metaData.getColumnName(i));
        }
        return names;
    }

    private <T> T timed(String sql, Call<T> call) throws SQLException {
        lastStatement = sql;
        long started = System.nanoTime();
        try {
            return call.run();
        } finally {
            meter.statement(sql, started, System.nanoTime());
        }
    }

    private void check(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            meter.mismatch("thread " + number + ": " + what + " should be <" + expected + "> and is <" + found
                    + ">\n  statement: " + lastStatement);
        }
    }

    private static int intOf(Integer value) {
        return value;
    }

    private int product() {
        return 1 + random.nextInt(products);
    }

    private BigDecimal money() {
        return BigDecimal.valueOf(100 + random.nextInt(50_000), 2);
    }

    private String name() {
        return FIRST.get(random.nextInt(FIRST.size())) + LAST.get(random.nextInt(LAST.size()));
    }
}
