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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of one table as a migration, in a database whose script makes and drops that table as it likes: integers are
 * widened to bigint by a cast, text is turned round by functions, everything else is renamed.
 */
final class RegressSubject {
    private static final String STATE = """
            SELECT n.nspname, c.relkind = 'r' AND NOT c.relispartition AND NOT c.relhassubclass AND NOT c.relhasrules
                     AND c.relpersistence <> 't' AND c.reloftype = 0
                     AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
                     AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)
                     AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f'
                       AND a.attnum = ANY (f.conkey) AND (f.confupdtype IN ('c', 'n', 'd') OR f.confdeltype IN ('n', 'd'))),
                   pg_catalog.format_type(a.atttypid, a.atttypmod), a.attgenerated = '',
                   (SELECT pg_catalog.format('%%I.%%I', cn.nspname, co.collname) FROM pg_catalog.pg_collation co
                     JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                     WHERE co.oid = a.attcollation AND co.collname <> 'default'),
                   EXISTS (SELECT FROM pg_catalog.pg_attribute x WHERE x.attrelid = c.oid AND x.attname = '%s'),
                   pg_catalog.pg_get_userbyid(c.relowner) = current_user
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = '%s' AND NOT a.attisdropped
            WHERE c.oid = pg_catalog.to_regclass('%s')""";

    private final Connection connection;
    private final String table;
    private final String column;
    private final Stage stage;
    private @Nullable ColumnMigration migration;
    private Catalog catalog = Catalog.EMPTY;

    RegressSubject(Connection connection, String table, String column, Stage stage) {
        this.connection = connection;
        this.table = table;
        this.column = column;
        this.stage = stage;
    }

    /** Whether the table is there now and its column migrates. */
    boolean isMigrating() {
        return migration != null;
    }

    /** For statements that change tables: the migration ends before them and starts again after. */
    void suspend() throws SQLException {
        ColumnMigration ended = migration;
        migration = null;
        if (ended != null) {
            execute("ALTER TABLE " + quoted(ended) + " DROP COLUMN IF EXISTS " + TableName.quote(added()));
        }
    }

    private static String quoted(ColumnMigration migration) {
        return TableName.quote(migration.table().schema()) + "."
                + TableName.quote(migration.table().name());
    }

    private String added() {
        return column + "_new";
    }

    /** Looks what has become of the table, and lets the column migrate if it can. */
    void resume() throws SQLException {
        migration = null;
        String sql = STATE.formatted(added(), column, table);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next() && row.getBoolean(2) && row.getBoolean(4) && row.getBoolean(7)) {
                ColumnMigration found = migration(new TableName(row.getString(1), table), row.getString(3));
                if (!row.getBoolean(6)) {
                    begin(found, row.getString(5));
                }
                migration = found;
            }
        }
        catalog = RegressCatalog.load(connection);
    }

    private ColumnMigration migration(TableName name, String type) {
        String old = TableName.quote(column);
        String added = TableName.quote(added());
        Conversion conversion = switch (type) {
            case "integer", "smallint" -> Conversion.CAST;
            case "text" -> Conversion.FUNCTION;
            default -> Conversion.IDENTITY;
        };
        String newType = conversion == Conversion.CAST ? "bigint" : type;
        String up = conversion == Conversion.FUNCTION ? "reverse(" + old + ")" : old;
        String down = conversion == Conversion.FUNCTION
                ? "reverse(" + added + ")"
                : conversion == Conversion.CAST ? "CAST(" + added + " AS " + type + ")" : added;
        return new ColumnMigration(
                "regress",
                "regress",
                name,
                conversion,
                List.of(column),
                List.of(new NewColumn(added(), newType, up)),
                Map.of(column, down));
    }

    private void begin(ColumnMigration of, @Nullable String collation) throws SQLException {
        String name = TableName.quote(added());
        execute("ALTER TABLE " + quoted(of) + " ADD COLUMN " + name + " "
                + of.newColumns().get(0).type() + (collation == null ? "" : " COLLATE " + collation));
        fill(of);
        grant(of);
        index(of);
    }

    /** As the engine's step enforce does, so that what the old column's index makes fast stays so. */
    private void index(ColumnMigration of) throws SQLException {
        String over = of.conversion() == Conversion.FUNCTION
                ? of.down(0, false) + "(" + TableName.quote(added()) + ")"
                : TableName.quote(added());
        String found = "";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_catalog.pg_index i JOIN"
                        + " pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND i.indkey[0] = a.attnum JOIN"
                        + " pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = c.relam"
                        + " WHERE i.indrelid = pg_catalog.to_regclass('" + quoted(of) + "') AND i.indnatts = 1 AND"
                        + " i.indpred IS NULL AND m.amname = 'btree' AND i.indoption[0] = 0 AND a.attname = '" + column
                        + "'")) {
            row.next();
            found = row.getInt(1) > 0 ? "CREATE INDEX ON " + quoted(of) + " (" + over + ")" : "";
        }
        if (!found.isEmpty()) {
            execute(found);
        }
    }

    /** As the engine's step enforce does: who may use the old column may use the new one. */
    private void grant(ColumnMigration of) throws SQLException {
        List<String> grants = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_catalog.format('GRANT %s (%I) ON %s TO %s%s',"
                        + " g.privilege_type, '" + added()
                        + "', a.attrelid::regclass, CASE g.grantee WHEN 0 THEN 'public'"
                        + " ELSE quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,"
                        + " CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)"
                        + " FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) g WHERE a.attrelid ="
                        + " pg_catalog.to_regclass('" + quoted(of) + "') AND a.attname = '" + column + "'")) {
            while (rows.next()) {
                grants.add(rows.getString(1));
            }
        }
        for (String grant : grants) {
            execute(grant);
        }
    }

    /** Fills the new column, before live in half of the rows, and leaves the rows where they are. */
    private void fill(ColumnMigration of) throws SQLException {
        if (stage == Stage.OFF) {
            return;
        }
        String old = TableName.quote(column);
        String up = up(of, old);
        String value = stage.isBefore(Stage.LIVE)
                ? "CASE WHEN pg_catalog.hashtext(" + old + "::text) % 2 = 0 THEN " + up + " END"
                : up;
        String name = TableName.quote(added());
        execute("ALTER TABLE " + quoted(of) + " ALTER COLUMN " + name + " TYPE "
                + of.newColumns().get(0).type() + " USING " + value);
    }

    private static String up(ColumnMigration of, String old) {
        return of.conversion() == Conversion.FUNCTION ? "pg_catalog.reverse(" + old + ")" : old;
    }

    /** After rows came in beside the rewriter. */
    void refill() throws SQLException {
        if (migration != null) {
            fill(migration);
        }
    }

    RewriteRequest request(String sql, Stage at) {
        RuleSet rules =
                migration == null ? RuleSet.NONE : new RuleSet(List.of(MigrationRule.of(migration, at, Side.OLD)));
        return new RewriteRequest(sql, List.of(), rules, catalog, Set.of(), true);
    }

    /** How many rows have a new value that is not what the old one becomes. */
    @Nullable
    String disagreement() {
        if (migration == null || stage == Stage.OFF) {
            return null;
        }
        String added = TableName.quote(added());
        return "SELECT count(*) FROM " + quoted(migration) + " WHERE "
                + (stage.isBefore(Stage.LIVE) ? added + " IS NOT NULL AND " : "")
                + added + "::text IS DISTINCT FROM (" + up(migration, TableName.quote(column)) + ")::text";
    }

    /** The functions that the engine would make in step announce. */
    static void functions(Connection connection) throws SQLException {
        ColumnMigration any = new ColumnMigration(
                "regress",
                "regress",
                new TableName("public", "t"),
                Conversion.FUNCTION,
                List.of("a"),
                List.of(new NewColumn("b", "text", "reverse(a)")),
                Map.of("a", "reverse(b)"));
        TwinSchema.run(connection, "CREATE SCHEMA crossfade", "GRANT USAGE ON SCHEMA crossfade TO public");
        for (ColumnMigration.OnFailure failure : ColumnMigration.OnFailure.values()) {
            TwinSchema.run(
                    connection,
                    "CREATE FUNCTION " + any.up(0, failure) + "(v text) RETURNS text LANGUAGE plpgsql "
                            + (failure == ColumnMigration.OnFailure.RECORD ? "VOLATILE" : "IMMUTABLE")
                            + " AS $$ BEGIN RETURN reverse(v); END $$");
        }
        TwinSchema.run(
                connection,
                "CREATE FUNCTION " + any.down(0, false)
                        + "(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT reverse(v) $$",
                "CREATE FUNCTION " + any.down(0, true)
                        + "(v text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN reverse(v); END $$");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
