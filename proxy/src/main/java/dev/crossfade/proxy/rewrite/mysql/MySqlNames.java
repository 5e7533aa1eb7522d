package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names in the form in which they are compared. In MySQL case never counts in a column's name, and in those of tables and
 * databases where {@code lower_case_table_names} says so
 * (https://dev.mysql.com/doc/refman/8.0/en/identifier-case-sensitivity.html); in PostgreSQL names are compared as stored.
 */
public final class MySqlNames {
    private final @Nullable MySqlSession session;
    private final Catalog given;
    private final Map<TableName, Map<String, String>> stored = new HashMap<>();

    public MySqlNames(@Nullable MySqlSession session, Catalog given) {
        this.session = session;
        this.given = given;
    }

    public String table(String name) {
        return session != null && session.lowerCaseTableNames()
                ? name.replace('\u0130', 'i').toLowerCase(Locale.ROOT)
                : name;
    }

    private TableName table(TableName name) {
        return new TableName(table(name.schema()), table(name.name()));
    }

    private static String column(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A column as it is stored. */
    public String stored(TableName relation, String column) {
        return stored.getOrDefault(relation, Map.of()).getOrDefault(column, column);
    }

    /** The catalog with names as they are compared. */
    public Catalog catalog() {
        if (session == null) {
            return given;
        }
        Map<TableName, Catalog.Relation> relations = new HashMap<>();
        given.relations().values().forEach(r -> relations.put(table(r.name()), relation(r)));
        return new Catalog(given.version(), relations, given.volatileFunctions());
    }

    private Catalog.Relation relation(Catalog.Relation relation) {
        List<Catalog.Column> columns = new ArrayList<>();
        Map<String, String> names = stored.computeIfAbsent(table(relation.name()), n -> new HashMap<>());
        for (Catalog.Column c : relation.columns()) {
            names.put(column(c.name()), c.name());
            columns.add(new Catalog.Column(
                    column(c.name()),
                    c.attnum(),
                    c.type(),
                    c.typeOid(),
                    c.typeSize(),
                    c.typmod(),
                    c.notNull(),
                    c.defaultExpression(),
                    c.defaultIsVolatile(),
                    c.generated(),
                    c.identityAlways()));
        }
        Set<TableName> dependsOn = new HashSet<>();
        relation.dependsOn().forEach(d -> dependsOn.add(table(d)));
        Set<String> gone = new HashSet<>();
        relation.gone().forEach(name -> gone.add(column(name)));
        return new Catalog.Relation(
                table(relation.name()),
                relation.oid(),
                relation.kind(),
                columns,
                dependsOn,
                relation.columnGrants(),
                relation.guarded(),
                relation.triggered(),
                gone);
    }

    /** A rule with names as they are compared. */
    public MigrationRule rule(MigrationRule rule) {
        if (session == null) {
            return rule;
        }
        ColumnMigration migration = rule.migration();
        List<String> olds =
                migration.oldColumns().stream().map(MySqlNames::column).toList();
        List<ColumnMigration.NewColumn> news = migration.newColumns().stream()
                .map(n -> new ColumnMigration.NewColumn(column(n.name()), n.type(), n.up()))
                .toList();
        Map<String, String> down = new HashMap<>();
        migration.down().forEach((name, expression) -> down.put(column(name), expression));
        TableName table = table(migration.table());
        Map<String, String> names = stored.computeIfAbsent(table, n -> new HashMap<>());
        migration.newColumns().forEach(n -> names.putIfAbsent(column(n.name()), n.name()));
        return new MigrationRule(
                new ColumnMigration(
                        migration.name(), migration.database(), table, migration.conversion(), olds, news, down),
                rule.writes(),
                rule.truth(),
                rule.reads(),
                rule.speaks(),
                rule.filled(),
                rule.compares());
    }
}
