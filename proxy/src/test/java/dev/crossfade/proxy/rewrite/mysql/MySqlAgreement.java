package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether both sides of every row of the shop agree. */
final class MySqlAgreement {
    private MySqlAgreement() {}

    /** What counts rows that do not agree at a stage; none where one side is not kept. */
    private static List<String> queries(MySqlShop shop, Stage stage) {
        if (stage == Stage.OFF || stage == Stage.COMPLETE) {
            return List.of();
        }
        ColumnMigration split = shop.split;
        String up1 = MySqlShop.quoted(split.up(0, OnFailure.NULL)) + "(full_name)";
        String up2 = MySqlShop.quoted(split.up(1, OnFailure.NULL)) + "(full_name)";
        String down = MySqlShop.quoted(split.down(0, false)) + "(first_name, last_name)";
        List<String> queries = new ArrayList<>(List.of(
                "SELECT count(*) FROM customers WHERE NOT (first_name IS NULL AND last_name IS NULL)"
                        + " AND NOT (BINARY first_name <=> BINARY " + up1 + " AND BINARY last_name <=> BINARY " + up2
                        + ") AND NOT (BINARY full_name <=> BINARY " + down + ")",
                "SELECT count(*) FROM orders WHERE id_new IS NOT NULL AND NOT id_new <=> id",
                "SELECT count(*) FROM items WHERE title IS NOT NULL AND NOT BINARY title <=> BINARY label"));
        // rows that came after the backfill's start are filled, if there is something to fill
        queries.add("SELECT count(*) FROM customers WHERE first_name IS NULL AND last_name IS NULL AND " + up1
                + " IS NOT NULL" + (stage.isBefore(Stage.LIVE) ? " AND id > 60" : ""));
        queries.add("SELECT count(*) FROM orders WHERE id_new IS NULL"
                + (stage.isBefore(Stage.LIVE) ? " AND id > 400" : ""));
        return queries;
    }

    /** The queries that found rows. {@code migrating} reaches the server beside the proxy. */
    static List<String> problems(MySqlShop shop, Connection migrating, Stage stage) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String query : queries(shop, stage)) {
            try (Statement statement = migrating.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                if (rows.getInt(1) > 0) {
                    found.add(rows.getInt(1) + " rows do not agree: " + query);
                }
            }
        }
        return found;
    }
}
