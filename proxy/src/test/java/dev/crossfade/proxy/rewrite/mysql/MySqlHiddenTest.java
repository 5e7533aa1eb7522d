package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A temporary table hides the migrating one, whether the name stands with its database or without. */
class MySqlHiddenTest {
    private static final TableName ITEMS = new TableName("d", "items");
    private final Rewriter rewriter = new Rewriter();

    private RewriteResult rewrite(String sql, Set<TableName> hidden) {
        String text = "varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci";
        List<Catalog.Column> columns = List.of(
                new Catalog.Column("label", 1, text, 0, -1, -1, false, null, false, false, false),
                new Catalog.Column("title", 2, text, 0, -1, -1, false, null, false, false, false));
        Catalog catalog = new Catalog(
                1, java.util.Map.of(ITEMS, new Catalog.Relation(ITEMS, 1, 'r', columns, Set.of())), Set.of());
        RuleSet rules = new RuleSet(List.of(MigrationRule.of(new MySqlShop("d").rename, Stage.DUAL_WRITE, Side.OLD)));
        return rewriter.rewrite(RewriteRequest.forMySql(sql, rules, catalog, hidden, MySqlSession.of("d")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO items (label) VALUES ('x')",
                "INSERT INTO d.items (label) VALUES ('x')",
                "UPDATE items SET label = ?",
                "SELECT * FROM items",
                "SELECT * FROM d.items"
            })
    void isLeftAlone(String sql) {
        assertThat(rewrite(sql, Set.of())).isInstanceOf(RewriteResult.Rewritten.class);
        assertThat(rewrite(sql, Set.of(ITEMS))).isInstanceOf(RewriteResult.Untouched.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE items", "ALTER TABLE d.items DROP COLUMN label"})
    void mayBeChanged(String sql) {
        assertThat(rewrite(sql, Set.of())).isInstanceOf(RewriteResult.Refused.class);
        assertThat(rewrite(sql, Set.of(ITEMS))).isInstanceOf(RewriteResult.Untouched.class);
    }
}
