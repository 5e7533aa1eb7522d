package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small shop with three migrations: a split, a widened serial key and a rename. */
public final class Shop {
    static final TableName CUSTOMERS = new TableName("public", "customers");
    static final TableName ORDERS = new TableName("public", "orders");
    static final TableName ITEMS = new TableName("public", "items");

    public static final ColumnMigration SPLIT = new ColumnMigration(
            "customer-name",
            "shop",
            CUSTOMERS,
            Conversion.FUNCTION,
            List.of("full_name"),
            List.of(
                    new NewColumn("first_name", "text", "split_part(full_name, ' ', 1)"),
                    new NewColumn("last_name", "text", "substr(full_name, length(split_part(full_name, ' ', 1)) + 2)")),
            Map.of("full_name", "CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END"));

    public static final ColumnMigration WIDEN = new ColumnMigration(
            "order-id",
            "shop",
            ORDERS,
            Conversion.CAST,
            List.of("id"),
            List.of(new NewColumn("id_new", "bigint", "CAST(id AS bigint)")),
            Map.of("id", "CAST(id_new AS integer)"));

    public static final ColumnMigration RENAME = new ColumnMigration(
            "item-label",
            "shop",
            ITEMS,
            Conversion.IDENTITY,
            List.of("label"),
            List.of(new NewColumn("title", "character varying(20)", "label")),
            Map.of("label", "title"));

    private Shop() {}

    public static RuleSet rules(Stage stage, Side speaks) {
        return new RuleSet(List.of(
                MigrationRule.of(SPLIT, stage, speaks),
                MigrationRule.of(RENAME, stage, speaks),
                MigrationRule.of(WIDEN, stage, speaks)));
    }

    static Column column(String name, int attnum, String type, int oid, String defaultExpression) {
        return new Column(
                name,
                attnum,
                type,
                oid,
                -1,
                -1,
                false,
                defaultExpression,
                defaultExpression != null && defaultExpression.contains("nextval"),
                false,
                false);
    }

    /** As loaded after {@code expand}: new columns stand at the end. */
    public static Catalog catalog() {
        List<Column> customers = List.of(
                column("id", 1, "integer", 23, "nextval('public.customers_id_seq'::regclass)"),
                column("full_name", 2, "text", 25, null),
                column("email", 3, "text", 25, null),
                column("first_name", 4, "text", 25, null),
                column("last_name", 5, "text", 25, null));
        List<Column> orders = List.of(
                column("id", 1, "integer", 23, "nextval('public.orders_id_seq'::regclass)"),
                column("customer_id", 2, "integer", 23, null),
                column("total", 3, "numeric(10,2)", 1700, "0"),
                column("id_new", 4, "bigint", 20, null));
        List<Column> items = List.of(
                column("order_id", 1, "integer", 23, null),
                column("label", 2, "character varying(20)", 1043, "'none'::character varying"),
                column("qty", 3, "integer", 23, "1"),
                column("title", 4, "character varying(20)", 1043, null));
        List<Column> people =
                List.of(column("person_id", 1, "integer", 23, null), column("first_name", 2, "text", 25, null));
        List<Relation> relations = new ArrayList<>();
        relations.add(new Relation(CUSTOMERS, 1001, 'r', customers, Set.of()));
        relations.add(new Relation(ORDERS, 1002, 'r', orders, Set.of()));
        relations.add(new Relation(ITEMS, 1003, 'r', items, Set.of()));
        relations.add(new Relation(new TableName("public", "people"), 1004, 'r', people, Set.of()));
        relations.add(new Relation(
                new TableName("public", "customer_view"),
                1005,
                'v',
                List.of(column("id", 1, "integer", 23, null), column("full_name", 2, "text", 25, null)),
                Set.of(CUSTOMERS)));
        Map<TableName, Relation> byName = new java.util.HashMap<>();
        relations.forEach(r -> byName.put(r.name(), r));
        return new Catalog(1, byName, Set.of("nextval", "random", "setval", "currval", "clock_timestamp"));
    }

    /** As it is before any migration has added a column. */
    public static Catalog catalogBefore() {
        Map<TableName, Relation> relations = new java.util.HashMap<>(catalog().relations());
        for (ColumnMigration migration : List.of(SPLIT, WIDEN, RENAME)) {
            Relation table = relations.get(migration.table());
            relations.put(
                    table.name(),
                    new Relation(
                            table.name(),
                            table.oid(),
                            table.kind(),
                            table.columns().stream()
                                    .filter(column -> migration.newColumns().stream()
                                            .noneMatch(added -> added.name().equals(column.name())))
                                    .toList(),
                            table.dependsOn()));
        }
        return new Catalog(1, relations, catalog().volatileFunctions());
    }

    static RewriteRequest request(String sql, Stage stage, Side speaks) {
        return new RewriteRequest(sql, List.of(), rules(stage, speaks), catalog(), Set.of(), true);
    }
}
