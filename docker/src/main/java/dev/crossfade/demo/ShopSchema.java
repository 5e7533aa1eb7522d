package dev.crossfade.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The shop's tables and rows, and the two migration files. */
public final class ShopSchema {
    public static final String CUSTOMER_NAME = "customer-name";
    public static final String ORDER_ID = "order-id";

    /** {@code orders.id} is a key that nothing refers to: lines know their order by its number. */
    private static final List<String> TABLES =
            List.of("""
            CREATE TABLE customers (
                id serial PRIMARY KEY,
                full_name text NOT NULL,
                email text NOT NULL,
                city text,
                created_at timestamptz NOT NULL DEFAULT now())""", """
            CREATE TABLE products (
                id serial PRIMARY KEY,
                name text NOT NULL,
                price numeric(10,2) NOT NULL)""", """
            CREATE TABLE orders (
                id serial PRIMARY KEY,
                order_number text NOT NULL UNIQUE,
                customer_id integer NOT NULL REFERENCES customers,
                total numeric(12,2) NOT NULL,
                status text NOT NULL DEFAULT 'new',
                created_at timestamptz NOT NULL DEFAULT now())""", """
            CREATE TABLE order_lines (
                order_number text NOT NULL REFERENCES orders (order_number),
                line integer NOT NULL,
                product_id integer NOT NULL REFERENCES products,
                quantity integer NOT NULL,
                PRIMARY KEY (order_number, line))""", "CREATE INDEX orders_customer ON orders (customer_id)");

    /** Any text comes back: what follows the first space is the last name, and without a space there is none. */
    private static final String CUSTOMER_NAME_FILE = """
            name: customer-name
            database: shop
            table: public.customers
            columns:
              old: [full_name]
              new:
                - {name: first_name, type: text, up: "split_part(full_name, ' ', 1)"}
                - {name: last_name, type: text, up: "CASE WHEN position(' ' in full_name) > 0 THEN substr(full_name, position(' ' in full_name) + 1) END"}
              down: {full_name: "first_name || coalesce(' ' || last_name, '')"}
            backfill: {maxShare: 100%}
            """;

    private static final String ORDER_ID_FILE = """
            name: order-id
            database: shop
            table: public.orders
            retype: {column: id, to: bigint, as: id_big}
            backfill: {maxShare: 100%}
            """;

    private ShopSchema() {}

    /** Creates and fills all tables as {@code owner}, for {@code user}; {@code rows} in total, roughly. */
    public static void create(Connection superuser, String owner, String user, long rows) throws SQLException {
        long products = Math.max(10, rows / 200);
        long customers = Math.max(100, rows / 4);
        long orders = Math.max(100, rows * 2 / 5);
        long lines = Math.max(100, rows - products - customers - orders);
        try (Statement statement = superuser.createStatement()) {
            statement.execute("SET ROLE " + owner);
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + user);
            statement.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO " + user);
            statement.execute("INSERT INTO products (name, price)"
                    + " SELECT 'product ' || i, (i % 90) + 9.90 FROM generate_series(1, " + products + ") i");
            statement.execute("INSERT INTO customers (full_name, email, city) SELECT " + name("i")
                    + ", 'c' || i || '@example.com', (ARRAY['Oslo', 'Turin', 'Lyon', NULL])[i % 4 + 1]"
                    + " FROM generate_series(1, " + customers + ") i");
            statement.execute("INSERT INTO orders (order_number, customer_id, total)"
                    + " SELECT 'L-' || i, i % " + customers + " + 1, (i % 500) + 0.50 FROM generate_series(1, " + orders
                    + ") i");
            statement.execute("INSERT INTO order_lines SELECT 'L-' || (i % " + orders + " + 1), i / " + orders
                    + " + 1, i % " + products + " + 1, i % 5 + 1 FROM generate_series(1, " + lines + ") i");
            statement.execute("RESET ROLE");
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static String name(String i) {
        return "CASE " + i + " % 5 WHEN 0 THEN 'Plato' || " + i + " WHEN 1 THEN 'Ada Lovelace-' || " + i
                + " WHEN 2 THEN 'Ludwig van Beethoven ' || " + i + " WHEN 3 THEN 'Zoë  Ångström ' || " + i
                + " ELSE 'Grace Hopper ' END"; // one space, two in a row, one at the end, none
    }

    /** Writes both migration files into {@code folder}. */
    public static void writeMigrations(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(CUSTOMER_NAME + ".yaml"), CUSTOMER_NAME_FILE);
        Files.writeString(folder.resolve(ORDER_ID + ".yaml"), ORDER_ID_FILE);
    }
}
