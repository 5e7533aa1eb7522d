package dev.crossfade.proxy.census;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.CensusEntry.Outcome;
import dev.crossfade.proxy.plan.SqlRewriter;
import dev.crossfade.proxy.rewrite.mysql.MySqlFingerprint;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the census makes of a text for MySQL: what it is counted by, and what each stage would make of it. */
class MySqlForecastTest {
    private static final TableName TABLE = new TableName("shop", "customers");
    private static final MySqlSession SESSION = MySqlSession.of("shop");

    private final SqlRewriter rewriter = new SqlRewriter();
    private final ColumnMigration migration = new ColumnMigration(
            "customer-name",
            "shop",
            TABLE,
            Conversion.FUNCTION,
            List.of("full_name"),
            List.of(
                    new NewColumn("first_name", "varchar(20)", "substring_index(full_name, ' ', 1)"),
                    new NewColumn("last_name", "varchar(20)", "substring_index(full_name, ' ', -1)")),
            Map.of("full_name", "concat(first_name, ' ', last_name)"));

    /** Before it starts: the new columns are not there yet. */
    private final Catalog catalog = Forecast.expanded(
            new Catalog(
                    1,
                    Map.of(
                            TABLE,
                            new Relation(
                                    TABLE,
                                    1,
                                    'r',
                                    List.of(column("id", 1, "int"), column("full_name", 2, "varchar(40)")),
                                    Set.of())),
                    Set.of()),
            List.of(migration));

    private static Column column(String name, int place, String type) {
        return new Column(name, place, type, 0, -1, -1, false, null, false, false, false);
    }

    private Forecast.Result forecast(String sql) {
        return Forecast.ofMySql(rewriter, sql, migration, catalog, SESSION);
    }

    @Test
    void everyStageIsTried() {
        assertThat(forecast("SELECT `full_name` FROM customers WHERE id = 1 # \"x\"")
                        .outcome())
                .isEqualTo(Outcome.REWRITTEN);
        assertThat(forecast("SELECT id FROM customers").outcome()).isEqualTo(Outcome.UNTOUCHED);
        assertThat(forecast("SELECT full_name FROM elsewhere.customers").outcome())
                .isEqualTo(Outcome.UNTOUCHED);
    }

    @Test
    void whatIsRefusedIsRefusedAtItsStages() {
        Forecast.Result always = forecast("LOAD DATA INFILE 'x' INTO TABLE customers");
        assertThat(always.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(always.refusals()).singleElement().satisfies(refused -> {
            assertThat(refused.from()).isEqualTo(Stage.OFF);
            assertThat(refused.to()).isEqualTo(Stage.COMPLETE);
            assertThat(refused.message()).contains("LOAD DATA");
            assertThat(refused.hint()).contains("INSERT INTO ... SELECT");
        });
        Forecast.Result once = forecast("UPDATE customers SET full_name = uuid()");
        assertThat(once.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(once.refusals())
                .allSatisfy(refused -> assertThat(refused.message()).contains("computed once"))
                .noneMatch(refused -> refused.from() == Stage.OFF);
    }

    private static String fingerprint(String sql) {
        return MySqlFingerprint.of(sql, SESSION, 1_000);
    }

    @Test
    void textsThatDifferInLiteralsAreCountedTogether() {
        assertThat(fingerprint("SELECT `a b`, 'it\\'s', \"secret\" FROM t WHERE id=12 /* c */ AND x IN (0x41, -1.5e3)"))
                .isEqualTo(fingerprint("SELECT `a b`, 'o', 'p' FROM t\n WHERE id=7 AND x IN (x'', -2) # d"))
                .isEqualTo("SELECT `a b`, ?, ? FROM t WHERE id=? AND x IN (?, -?)");
        assertThat(fingerprint("SELECT /*!50000 1 */ FROM t")).isEqualTo("SELECT ? FROM t");
        assertThat(MySqlFingerprint.of("SELECT \"a\" FROM t", MySqlSession.of("shop", false, "ANSI_QUOTES"), 99))
                .isEqualTo("SELECT \"a\" FROM t");
        assertThat(MySqlFingerprint.of(
                        "SELECT '\\', 'shown'", MySqlSession.of("shop", false, "NO_BACKSLASH_ESCAPES"), 99))
                .isEqualTo("SELECT ?, ?");
    }

    @Test
    void noValueIsShownOfATextThatEndsInOne() {
        assertThat(fingerprint("SELECT a FROM t WHERE p = 'secret")).isEqualTo("SELECT a FROM t WHERE p = …");
        assertThat(fingerprint("SELECT 1 /* secret")).isEqualTo("SELECT ? …");
        assertThat(fingerprint("/*! SELECT 'secret")).doesNotContain("secret");
        assertThat(MySqlFingerprint.of("SELECT aaaaaaaaaa, b", SESSION, 9)).isEqualTo("SELECT aa…");
    }
}
