package dev.crossfade.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The shop: pgjdbc and HikariCP as they come, one {@link ShopWorker} a thread. It was written for the old columns, and
 * nothing in it changes while they are replaced. {@link #start} and {@link #stop} may alternate.
 */
public final class ShopApplication implements AutoCloseable {
    private static final int POOL_SPARE = 2;
    private static final long STOP_TIMEOUT_MILLIS = 30_000;

    private final HikariDataSource pool;
    private final Meter meter;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final int products;
    private final List<Thread> running = new ArrayList<>();
    private final List<ShopWorker> workers = new ArrayList<>();
    private volatile boolean goOn;

    private ShopApplication(HikariDataSource pool, Meter meter, int products) {
        this.pool = pool;
        this.meter = meter;
        this.products = products;
    }

    /**
     * Takes stock of what is in the shop, {@code direct}ly, and connects to {@code jdbcUrl}.
     *
     * @param threads from 1
     */
    public static ShopApplication open(
            Connection direct, String jdbcUrl, String user, String password, int threads, Meter meter)
            throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("shop");
        config.setJdbcUrl(jdbcUrl);
        config.addDataSourceProperty("ApplicationName", "shop");
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(threads + POOL_SPARE);
        int products;
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*)::int FROM products")) {
            rows.next();
            products = rows.getInt(1);
        }
        ShopApplication application = new ShopApplication(new HikariDataSource(config), meter, products);
        try {
            application.takeStock(direct, threads);
        } catch (SQLException e) {
            application.close();
            throw e;
        }
        return application;
    }

    private void takeStock(Connection direct, int threads) throws SQLException {
        for (int i = 0; i < threads; i++) {
            Ledger ledger = new Ledger();
            ledgers.add(ledger);
            workers.add(new ShopWorker(i, pool, ledger, meter, products, () -> goOn));
        }
        try (Statement statement = direct.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT id, full_name, email FROM customers ORDER BY id")) {
                while (rows.next()) {
                    int id = rows.getInt(1);
                    owner(id).put(id, new Ledger.Customer(rows.getString(2), rows.getString(3)));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT o.id, o.order_number, o.customer_id, o.total, o.status,"
                            + " (SELECT count(*)::int FROM order_lines l WHERE l.order_number = o.order_number)"
                            + " FROM orders o ORDER BY o.id")) {
                while (rows.next()) {
                    owner(rows.getInt(3))
                            .put(
                                    rows.getInt(1),
                                    new Ledger.Order(
                                            rows.getString(2),
                                            rows.getInt(3),
                                            rows.getBigDecimal(4),
                                            rows.getString(5),
                                            rows.getInt(6)));
                }
            }
        }
    }

    /** A customer and its orders belong to one thread, so that it alone knows what they hold. */
    private Ledger owner(int customerId) {
        return ledgers.get(customerId % ledgers.size());
    }

    public void start() {
        goOn = true;
        for (int i = 0; i < workers.size(); i++) {
            Thread thread = new Thread(workers.get(i), "shop-" + i);
            running.add(thread);
            thread.start();
        }
    }

    /** Lets every thread finish its transaction. */
    public void stop() throws InterruptedException {
        goOn = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_TIMEOUT_MILLIS);
        for (Thread thread : running) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                meter.error(thread.getName() + " still waits for an answer after " + STOP_TIMEOUT_MILLIS + " ms");
            }
        }
        running.clear();
    }

    /** What each thread believes; only after {@link #stop}. */
    public List<Ledger> ledgers() {
        return ledgers;
    }

    @Override
    public void close() {
        goOn = false;
        pool.close();
    }
}
