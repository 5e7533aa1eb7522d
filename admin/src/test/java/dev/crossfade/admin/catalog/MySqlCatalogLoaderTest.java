package dev.crossfade.admin.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.testing.MysqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MySqlCatalogLoaderTest {
    private static final MysqlServer SERVER = MysqlServer.shared();

    private final String database = SERVER.createDatabase();
    private final MySqlCatalogLoader loader = new MySqlCatalogLoader();

    private TableName name(String table) {
        return new TableName(database, table);
    }

    @Test
    void readsTablesViewsAndFunctions() throws SQLException {
        SERVER.execute(
                database,
                "CREATE TABLE Items (id int AUTO_INCREMENT PRIMARY KEY, label varchar(20) NOT NULL DEFAULT 'none',"
                        + " twice int AS (char_length(label) * 2) STORED, at timestamp NULL ON UPDATE CURRENT_TIMESTAMP)",
                "CREATE VIEW labels AS SELECT label FROM Items",
                "CREATE VIEW more AS SELECT * FROM labels",
                "CREATE FUNCTION dice() RETURNS int NOT DETERMINISTIC NO SQL RETURN 6 * RAND()",
                "CREATE FUNCTION six() RETURNS int DETERMINISTIC NO SQL RETURN 6");
        try (Connection connection = SERVER.connect(database)) {
            Catalog catalog = loader.load(connection);
            Relation items = catalog.relation(name("Items"));
            assertThat(items).isNotNull();
            assertThat(items.columns()).extracting(Catalog.Column::name).containsExactly("id", "label", "twice", "at");
            assertThat(items.columns())
                    .extracting(Catalog.Column::identityAlways)
                    .containsExactly(true, false, false, false);
            assertThat(items.columns())
                    .extracting(Catalog.Column::generated)
                    .containsExactly(false, false, true, false);
            assertThat(items.column("label"))
                    .satisfies(c -> assertThat(c.type())
                            .isEqualTo("varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci"))
                    .satisfies(c -> assertThat(c.defaultExpression()).isEqualTo("'none'"))
                    .satisfies(c -> assertThat(c.notNull()).isTrue());
            assertThat(catalog.relation(name("more")))
                    .satisfies(v -> assertThat(v.kind()).isEqualTo('v'))
                    .satisfies(v -> assertThat(v.dependsOn()).containsExactlyInAnyOrder(name("labels"), name("Items")));
            assertThat(catalog.volatileFunctions()).contains("dice").doesNotContain("six");
            assertThat(loader.load(connection)).as("nothing has changed").isSameAs(catalog);
            SERVER.execute(database, "ALTER TABLE Items ADD more int");
            assertThat(loader.load(connection).version()).isEqualTo(catalog.version() + 1);
        }
    }

    /** Each default in the catalog's words is what the server stores where a row gives none. */
    @Test
    void aDefaultInSqlIsTheServersDefault() throws SQLException {
        SERVER.execute(
                database,
                "CREATE TABLE d (k int PRIMARY KEY, plain varchar(20) DEFAULT 'it''s', slash varchar(20) DEFAULT 'a\\\\b',"
                        + " umlaut varchar(20) DEFAULT 'Zoë', number decimal(5,2) DEFAULT 1.5, bits bit(3) DEFAULT b'101',"
                        + " fixed binary(4) DEFAULT 'ab', zero varbinary(8) DEFAULT 'a\\0b', high varbinary(4) DEFAULT 'abc',"
                        + " made varchar(40) DEFAULT (CONCAT('ü', ', ', '(x)')), asked varchar(9) DEFAULT (CONCAT('a', '?')))",
                "INSERT INTO d (k) VALUES (1)");
        try (Connection connection = SERVER.connect(database);
                Statement statement = connection.createStatement()) {
            Relation table = loader.load(connection).relation(name("d"));
            assertThat(table).isNotNull();
            for (Catalog.Column column : table.columns()) {
                if (column.name().equals("k")) {
                    continue;
                }
                statement.execute("DELETE FROM d WHERE k = 2");
                statement.execute(
                        "INSERT INTO d (k, " + column.name() + ") VALUES (2, " + column.defaultExpression() + ")");
                try (ResultSet row = statement.executeQuery(
                        "SELECT COUNT(DISTINCT HEX(" + column.name() + ")), MAX(HEX(" + column.name() + ")) FROM d")) {
                    row.next();
                    assertThat(row.getInt(1))
                            .as("%s %s is %s", column.name(), column.defaultExpression(), row.getString(2))
                            .isEqualTo(1);
                }
            }
        }
    }
}
