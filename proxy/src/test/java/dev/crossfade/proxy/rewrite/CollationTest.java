package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An expression that stands for a column has the column's collation, and goes beside others as the column does. */
class CollationTest {
    private static final String DEFAULT = Column.DEFAULT_COLLATION;
    private static final String C = "pg_catalog.\"C\"";
    private static final String EN = "pg_catalog.\"en-x-icu\"";

    private static final TableName NOTES = new TableName("public", "notes");
    private static final TableName PAIRS = new TableName("public", "pairs");
    private static final ColumnMigration RETYPE = retype("retype", NOTES, "short", "long");
    private static final ColumnMigration AGAIN = retype("again", NOTES, "little", "big");
    private static final ColumnMigration MERGE = new ColumnMigration(
            "merge",
            "shop",
            PAIRS,
            Conversion.FUNCTION,
            List.of("a", "b"),
            List.of(new NewColumn("p", "text", "a || b")),
            Map.of("a", "left(p, 1)", "b", "right(p, 1)"));

    private final Rewriter rewriter = new Rewriter();

    private static ColumnMigration retype(String name, TableName table, String old, String added) {
        return new ColumnMigration(
                name,
                "shop",
                table,
                Conversion.FUNCTION,
                List.of(old),
                List.of(new NewColumn(added, "text", "CAST(" + old + " AS text)")),
                Map.of(old, "CAST(" + added + " AS varchar)"));
    }

    private static Column text(String name, int attnum, @Nullable String collation) {
        return new Column(name, attnum, "text", 25, -1, -1, false, null, false, false, false, collation);
    }

    /** Collations of short, long, little, big, a, b, p. */
    private String rewritten(String sql, Stage stage, Side speaks, String... collations) {
        Relation notes = new Relation(
                NOTES,
                1,
                'r',
                List.of(
                        text("short", 1, collations[0]),
                        text("little", 2, collations[2]),
                        text("long", 3, collations[1]),
                        text("big", 4, collations[3])),
                Set.of());
        Relation pairs = new Relation(
                PAIRS,
                2,
                'r',
                List.of(text("a", 1, collations[4]), text("b", 2, collations[5]), text("p", 3, collations[6])),
                Set.of());
        RuleSet rules = new RuleSet(List.of(
                MigrationRule.of(RETYPE, stage, speaks),
                MigrationRule.of(AGAIN, stage, speaks),
                MigrationRule.of(MERGE, stage, speaks)));
        RewriteResult result = rewriter.rewrite(new RewriteRequest(
                sql, List.of(), rules, new Catalog(1, Map.of(NOTES, notes, PAIRS, pairs), Set.of()), Set.of(), true));
        assertThat(result).as(sql).isInstanceOf(RewriteResult.Rewritten.class);
        return ((RewriteResult.Rewritten) result).sql();
    }

    @Test
    void newIsReadByItsOwnCollationWhileOldAloneIs() {
        String[] newHasC = {DEFAULT, C, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT};
        assertThat(rewritten("SELECT 1 FROM notes ORDER BY long", Stage.OFF, Side.NEW, newHasC))
                .endsWith("ORDER BY (crossfade.\"retype_up_1_null\"(\"notes\".\"short\") COLLATE " + C + ")");
        assertThat(rewritten("SELECT 1 FROM notes ORDER BY long", Stage.DUAL_WRITE, Side.NEW, newHasC))
                .as("new is read too, and a column's collation goes before the database's")
                .contains("COALESCE(")
                .doesNotContain("COLLATE");
        String[] oldHasC = {C, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT};
        for (Stage stage : List.of(Stage.OFF, Stage.DUAL_WRITE)) {
            assertThat(rewritten("SELECT 1 FROM notes ORDER BY long", stage, Side.NEW, oldHasC))
                    .as(stage.variant())
                    .endsWith(" COLLATE " + DEFAULT + ")");
        }
    }

    @Test
    void readsWithDifferentCollationsDoNotConflict() {
        String[] both = {C, DEFAULT, EN, DEFAULT, C, EN, DEFAULT};
        for (String sql : List.of(
                "SELECT a || b FROM pairs",
                "SELECT coalesce(a, b) FROM pairs",
                "SELECT CASE WHEN a = 'x' THEN a ELSE b END FROM pairs",
                "SELECT short || little FROM notes",
                "SELECT short || b FROM notes, pairs",
                "SELECT short || x.b FROM notes, public.\"pairs\" x")) {
            assertThat(rewritten(sql, Stage.LIVE, Side.OLD, both))
                    .contains("(SELECT crossfade.")
                    .doesNotContain("((crossfade.")
                    .doesNotContain(" (crossfade.");
        }
    }

    @Test
    void aReadAloneIsOneThatAnIndexServes() {
        String[] one = {C, DEFAULT, DEFAULT, DEFAULT, C, DEFAULT, DEFAULT};
        for (String sql : List.of(
                "SELECT 1 FROM notes WHERE short = 'x' AND little = 'y'",
                "SELECT 1 FROM pairs WHERE a = 'x' AND b = 'y'",
                "SELECT 1 FROM notes m JOIN notes n ON m.short = n.short")) {
            assertThat(rewritten(sql, Stage.LIVE, Side.OLD, one))
                    .contains("(crossfade.")
                    .contains(" COLLATE " + C + ")")
                    .doesNotContain("(SELECT");
        }
        String[] same = {C, DEFAULT, C, DEFAULT, C, C, DEFAULT};
        assertThat(rewritten("SELECT a || b FROM pairs", Stage.LIVE, Side.OLD, same))
                .doesNotContain("(SELECT");
    }
}
