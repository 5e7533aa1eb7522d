package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.testing.MysqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A default as the catalog has it is, stored in its column, what the server stores by itself: in each mode that reads text otherwise. */
class MySqlDefaultsTest {
    private static final List<String> LITERALS = List.of(
            "int DEFAULT 7",
            "decimal(5,2) DEFAULT -1.5",
            "double DEFAULT 1e10",
            "varchar(20) DEFAULT ''",
            "varchar(20) DEFAULT 'it''s'",
            "varchar(20) DEFAULT 'back\\\\slash''s \\n'",
            "varchar(20) CHARACTER SET latin1 DEFAULT 'é\\\\'",
            "varchar(20) DEFAULT '0x41'",
            "binary(4) DEFAULT 'ab'",
            "binary(4) DEFAULT ''",
            "varbinary(8) DEFAULT ''",
            "varbinary(8) DEFAULT 'a\\\\''b'",
            "varbinary(8) DEFAULT 0xff5c27",
            "bit(5) DEFAULT b'101'",
            "enum('a','it''s') DEFAULT 'it''s'",
            "set('x','y') DEFAULT 'x,y'",
            "date DEFAULT '2024-02-29'",
            "datetime(3) DEFAULT '2024-02-29 12:00:00.125'",
            "time DEFAULT '-01:00:00'",
            "int",
            "varchar(5) DEFAULT NULL");

    private static final List<String> EXPRESSIONS = List.of(
            "varchar(20) DEFAULT (concat('it''s', char(92)))",
            "varchar(40) DEFAULT (concat('x\\\\y''\\n', 'q\\\\''z', \"e\\\\\"))",
            "varchar(40) DEFAULT (concat('a''''b', 'plain'))",
            "json DEFAULT (json_array('a', 1))",
            "blob DEFAULT (0x5c27)");

    @ParameterizedTest
    @ValueSource(strings = {"STRICT_TRANS_TABLES", "", "STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES,ANSI_QUOTES"})
    void theDefaultOfTheCatalogIsTheServersOwn(String mode) throws SQLException {
        MysqlServer server = MysqlServer.shared();
        String database = server.createDatabase();
        List<String> columns = new ArrayList<>(LITERALS);
        if (!mode.contains("NO_BACKSLASH_ESCAPES")) { // with one in an expression the server does not open the table
            columns.addAll(EXPRESSIONS);
        }
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            StringBuilder create = new StringBuilder("CREATE TABLE t (id int PRIMARY KEY");
            for (int i = 0; i < columns.size(); i++) {
                create.append(", c").append(i).append(' ').append(columns.get(i));
            }
            statement.execute(create + ") CHARACTER SET utf8mb4");
            statement.execute("INSERT INTO t (id) VALUES (1)");
            Catalog.Relation table =
                    MySqlShop.catalog(connection, database).relations().get(new TableName(database, "t"));
            statement.execute("SET sql_mode = '" + mode + "'");
            List<String> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add("(" + table.columns().get(i + 1).defaultExpression() + ")");
            }
            statement.execute("INSERT INTO t VALUES (2, " + String.join(", ", values) + ")");
            for (int i = 0; i < columns.size(); i++) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT HEX(CAST(a.c%d AS BINARY)), HEX(CAST(b.c%d AS BINARY)) FROM t a JOIN t b ON a.id = 1 AND b.id = 2"
                                .formatted(i, i))) {
                    row.next();
                    assertThat(row.getString(2))
                            .as(columns.get(i) + ": " + values.get(i))
                            .isEqualTo(row.getString(1));
                }
            }
        }
    }

    @Test
    void onlyAnExpressionIsComputedForEachRow() {
        assertThat(MySqlDefaults.isExpression("DEFAULT_GENERATED on update CURRENT_TIMESTAMP"))
                .isTrue();
        assertThat(MySqlDefaults.isExpression("STORED GENERATED")).isFalse();
        assertThat(MySqlDefaults.sql("int", null, "")).isNull();
    }
}
