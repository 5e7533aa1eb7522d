package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.lex.Lexer;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatchListTest {
    private static final int WATCHED = WatchList.WATCHED;
    private static final int NAMES = WatchList.NAME_STATE;
    private static final int PREPARE = WatchList.SQL_PREPARE;

    private final WatchList list = WatchList.of(Shop.rules(Stage.LIVE, Side.OLD), Shop.catalog());

    private int scan(String text) {
        return scan(text, true);
    }

    private int scan(String text, boolean standardConformingStrings) {
        byte[] bytes = ("\"x" + text + "customers").getBytes(StandardCharsets.UTF_8);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return list.scan(bytes, 2, length, standardConformingStrings);
    }

    private record Case(String text, int bits) {}

    @Test
    void findsWhatCountsAndNothingElse() {
        for (Case c : List.of(
                new Case("SELECT * FROM customers", WATCHED),
                new Case("select * from CUSTOMERS where 1=1", WATCHED),
                new Case("select * from public.\"customers\"", WATCHED),
                new Case("select * from\"customers\"", WATCHED),
                new Case("select * from \"Customers\"", 0),
                new Case("select * from customers2, xcustomers, customers$a", 0),
                new Case("select 'customers'", 0),
                new Case("select 'it''s customers'", 0),
                new Case("select E'it\\'s customers'", 0),
                new Case("select 'a\\' from customers --'", WATCHED),
                new Case("select E'a' \n '\\' customers '", 0),
                new Case("select 'a' -- c \n ' customers '", 0),
                new Case("select 1 -- customers", 0),
                new Case("select 1 -- x\n from customers", WATCHED),
                new Case("select /* customers /* */ customers */ 1", 0),
                new Case("select /* /* */ */ 1 from customers", WATCHED),
                new Case("select 1/**/from/**/customers", WATCHED),
                new Case("select $$ customers $$", WATCHED),
                new Case("select $a$ $$ orders $a$", WATCHED),
                new Case("select $1, x$a$ from y", 0),
                new Case("select b$x$, customers from y", WATCHED),
                new Case("select * from U&\"\\0063ustomers\"", WATCHED),
                new Case("select U&'customers'", 0),
                new Case("DO 'begin delete from Customers; end'", WATCHED),
                new Case("DO E'begin delete from custom\\145rs; end'", WATCHED),
                new Case("DO U&'begin delete from custom\\0065rs; end'", WATCHED),
                new Case("create function f() returns int language sql as 'select 1 from \"orders\"'", WATCHED),
                new Case("select * from customer_view", WATCHED),
                new Case("select * from items i", WATCHED),
                new Case("SET search_path TO x", NAMES),
                new Case("select set_config('a', 'b', false)", NAMES),
                new Case("create TEMP table x (a int)", NAMES),
                new Case("create table pg_temp_3.x (a int)", NAMES),
                new Case("create table pg_temp.x (a int)", NAMES),
                new Case("rollback", NAMES),
                new Case("DISCARD ALL", NAMES),
                new Case("PREPARE p AS SELECT 1", PREPARE),
                new Case("execute p(1)", PREPARE),
                new Case("prepare p as select * from orders", PREPARE | WATCHED),
                new Case("", 0),
                new Case("'", 0),
                new Case("\"", 0),
                new Case("$", 0),
                new Case("$$ customers", WATCHED),
                new Case("/*", 0),
                new Case("e'\\", 0),
                new Case("u&", 0))) {
            assertThat(scan(c.text())).as(c.text()).isEqualTo(c.bits());
        }
    }

    @Test
    void heedsStandardConformingStrings() {
        String text = "select 'a\\' customers --'";
        assertThat(scan(text, true)).isEqualTo(WATCHED);
        assertThat(scan(text, false)).isZero();
    }

    @Test
    void cutsNamesAsTheServerDoesAndDoubtsOtherAlphabets() {
        String name = "t".repeat(63);
        ColumnMigration longName = new ColumnMigration(
                "long",
                "shop",
                new TableName("public", name),
                ColumnMigration.Conversion.IDENTITY,
                List.of("a"),
                List.of(new ColumnMigration.NewColumn("b", "text", "a")),
                java.util.Map.of("a", "b"));
        WatchList watch =
                WatchList.of(new RuleSet(List.of(MigrationRule.of(longName, Stage.LIVE, Side.OLD))), Catalog.EMPTY);
        byte[] cut = ("select * from " + name + "andmore").getBytes(StandardCharsets.UTF_8);
        assertThat(watch.scan(cut, 0, cut.length, true)).isEqualTo(WATCHED);
        ColumnMigration umlaut = new ColumnMigration(
                "umlaut",
                "shop",
                new TableName("public", "kläger"),
                ColumnMigration.Conversion.IDENTITY,
                List.of("a"),
                List.of(new ColumnMigration.NewColumn("b", "text", "a")),
                java.util.Map.of("a", "b"));
        watch = WatchList.of(new RuleSet(List.of(MigrationRule.of(umlaut, Stage.LIVE, Side.OLD))), Catalog.EMPTY);
        byte[] latin1 = "select * from kläger".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(watch.scan(latin1, 0, latin1.length, true)).isEqualTo(WATCHED);
    }

    /** What the lexer calls a watched name the scan must find; the lexer itself is held by the twin test's server. */
    @Test
    void neverMissesAName() {
        String[] parts = {
            "customers",
            "CUSTOMERS",
            "\"orders\"",
            "x",
            " ",
            "\n",
            "'",
            "''",
            "\"",
            "$",
            "$$",
            "$a$",
            "E'",
            "e'",
            "U&'",
            "U&\"",
            "N'",
            "B'",
            "--",
            "/*",
            "*/",
            "\\",
            "\\'",
            ".",
            "(",
            ")",
            "1",
            "$1",
            "é",
            "+",
            "-",
            "/",
            "*",
            ";",
            "items",
            "a",
            "\t"
        };
        Random random = new Random(42);
        int watched = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(14); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            boolean standard = random.nextBoolean();
            boolean named;
            try {
                named = Lexer.tokens(text.toString(), standard).stream().anyMatch(WatchListTest::isWatched);
            } catch (LexicalError e) {
                continue; // the server refuses the text as a whole
            }
            if (named) {
                watched++;
                assertThat(scan(text.toString(), standard) & WATCHED)
                        .as("%s, standard_conforming_strings %s", text, standard)
                        .isEqualTo(WATCHED);
            }
        }
        assertThat(watched).isGreaterThan(10_000);
    }

    private static boolean isWatched(Token token) {
        return token.kind() == Token.Kind.UNICODE_WORD
                || (token.isName() && List.of("customers", "orders", "items").contains(token.value()));
    }
}
