package dev.crossfade.flags;

import java.util.List;
import java.util.Map;

/** Migrations for tests. */
final class Migrations {
    private Migrations() {}

    static ColumnMigration named(String name) {
        return in("shop", name);
    }

    static ColumnMigration in(String database, String name) {
        return new ColumnMigration(
                name,
                database,
                new TableName("public", "orders"),
                ColumnMigration.Conversion.CAST,
                List.of("id"),
                List.of(new ColumnMigration.NewColumn("id_new", "bigint", "id")),
                Map.of("id", "id_new"));
    }

    static ClientContext client(String targetingKey) {
        return new ClientContext(targetingKey, "shop", "app", "test", "127.0.0.1");
    }
}
