package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.OwnWords.Beside;
import dev.crossfade.proxy.rewrite.RewriteResult.Touch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnWordsTest {
    private static final String OURS = "PL/pgSQL function crossfade.\"customer-name_up_1_raise\"(text) line 3 at RAISE";

    private static OwnWords words(String text, Stage stage, Side side) {
        OwnWords words = find(text, stage, side, "customer-name", "order-id", "item-label");
        assertThat(words).isNotNull();
        return words;
    }

    private static Beside error(String sqlState, String table) {
        return new Beside(sqlState, table.isEmpty() ? "" : "public", table, "");
    }

    private static Beside in(String context) {
        return new Beside("22000", "", "", context);
    }

    private static @Nullable OwnWords find(String text, Stage stage, @Nullable Side side, String... migrations) {
        List<Touch> touches =
                List.of(migrations).stream().map(m -> new Touch(m, side)).toList();
        return OwnWords.of(text, touches, Shop.rules(stage, Side.OLD), Shop.catalog());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            42803 | column "customers.first_name" must appear in the GROUP BY clause | column "customers.full_name" must appear in the GROUP BY clause
            23502 | null value in column "id_new" of relation "orders" violates not-null constraint | null value in column "id" of relation "orders" violates not-null constraint
            42703 | column "nope" does not exist | column "nope" does not exist
            42703 | column c.title does not exist | column c.title does not exist
            22P02 | invalid input syntax for type integer: "first_name" | invalid input syntax for type integer: "first_name"
            """)
    void messagesCallColumnsByTheClientsNames(String sqlState, String message, String own) {
        assertThat(words("SELECT 1", Stage.LIVE, Side.OLD).field('M', message, error(sqlState, "")))
                .isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"\""})
    void howLongQuotedTextIsTakesNoStack(String part) {
        String message = "syntax error at or near \"" + part.repeat(200_000) + "\"";
        assertThat(words("SELECT 1", Stage.LIVE, Side.OLD).field('M', message, error("42601", "")))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            orders | Key (id_new)=(5) already exists. | Key (id)=(5) already exists.
            items | Key (lower(title))=(id_new) already exists. | Key (lower(label))=(id_new) already exists.
            customers | Failing row contains (null, Ann Lee, a@x, Ann, Lee). | Failing row contains (null, Ann Lee, a@x).
            orders | Failing row contains (1, 2, 3.00, 1). | Failing row contains (1, 2, 3.00).
            people | Failing row contains (1, Ann). | Failing row contains (1, Ann).
            customers | Failing row contains (null, Lee, Ann, a@x, Lee, Ann, ). |
            """)
    void detailsShowTheClientsColumns(String table, String detail, @Nullable String own) {
        assertThat(words("SELECT 1", Stage.LIVE, Side.OLD).field('D', detail, error("23505", table)))
                .isEqualTo(own);
    }

    @Test
    void whoSpeaksNewIsAnsweredInNewNames() {
        OwnWords words = words("SELECT 1", Stage.DUAL_WRITE, Side.NEW);
        assertThat(words.field('M', "null value in column \"id\" of relation \"orders\"", error("23502", "")))
                .isEqualTo("null value in column \"id_new\" of relation \"orders\"");
        assertThat(words.field('M', "column \"customers.full_name\" must appear", error("42803", "")))
                .as("two columns stand for it")
                .isEqualTo("column \"customers.full_name\" must appear");
        assertThat(words.field('D', "Failing row contains (1, Ann Lee, a@x, Ann, Lee).", error("23514", "customers")))
                .isEqualTo("Failing row contains (1, a@x, Ann, Lee).");
        assertThat(words.field('c', "label", error("23502", ""))).isEqualTo("title");
    }

    @Test
    void rowsWhoseOwnSideIsStoredNoLongerAreNotShown() {
        assertThat(words("SELECT 1", Stage.COMPLETE, Side.OLD)
                        .field('D', "Failing row contains (1, GARBAGE, a@x, Ann, Lee).", error("23514", "customers")))
                .isNull();
    }

    /** A catalog in which a text that may have commas stands between columns that have none. */
    private static Catalog notedOrders(String lastType) {
        List<Catalog.Column> columns = List.of(
                Shop.column("id", 1, "integer", 23, null),
                Shop.column("note", 2, "text", 25, null),
                Shop.column("total", 3, "numeric(10,2)", 1700, null),
                Shop.column("id_new", 4, lastType, 20, null));
        return new Catalog(
                1, Map.of(Shop.ORDERS, new Catalog.Relation(Shop.ORDERS, 1002, 'r', columns, Set.of())), Set.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bigint | (1, a, b, , c, 2.00, 1) | (1, a, b, , c, 2.00)
            bigint | (1, plain, 2.00, null) | (1, plain, 2.00)
            text | (1, a, b, 2.00, 1) |
            bigint | (1, 2.00, 1) |
            """)
    void aCommaInAValueOfTheClientsHidesNoRow(String lastType, String row, @Nullable String own) {
        OwnWords words = OwnWords.of(
                "SELECT 1",
                List.of(new Touch("order-id", Side.OLD)),
                Shop.rules(Stage.LIVE, Side.OLD),
                notedOrders(lastType));
        assertThat(words).isNotNull();
        assertThat(words.field('D', "Failing row contains " + row + ".", error("23514", "orders")))
                .isEqualTo(own == null ? null : "Failing row contains " + own + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT ID_NEW FROM orders, false",
        "SELECT id_new2 + my_id_new FROM orders, true",
        "id_new, false",
        "x$id_new, true"
    })
    void aNameIsInATextAsAWordOnly(String text, boolean hidden) {
        assertThat(find(text, Stage.LIVE, Side.OLD, "order-id") != null).isEqualTo(hidden);
    }

    @Test
    void hintsAtTheOtherSideAreLeftOut() {
        OwnWords words = words("SELECT frst_name FROM customers", Stage.LIVE, Side.OLD);
        assertThat(words.field(
                        'H', "Perhaps you meant to reference the column \"customers.first_name\".", error("42703", "")))
                .isNull();
        assertThat(words.field(
                        'H', "Perhaps you meant to reference the column \"customers.email\".", error("42703", "")))
                .isNotNull();
    }

    @Test
    void whatTheClientWroteItselfStays() {
        assertThat(find("SELECT id_new FROM orders", Stage.LIVE, Side.OLD, "order-id"))
                .isNull();
        assertThat(words("SELECT first_name FROM people", Stage.LIVE, Side.OLD)
                        .field('M', "column \"people.first_name\" must appear", error("42803", "")))
                .isEqualTo("column \"people.first_name\" must appear");
    }

    @Test
    void ourFunctionsAreNotWhereItFailed() {
        OwnWords words = words("SELECT 1", Stage.LIVE, Side.OLD);
        assertThat(words.field('W', OURS, in(OURS))).isNull();
        assertThat(words.field('q', "a := 1", in(OURS))).isNull();
        String nested = OURS + "\nPL/pgSQL function own_function() line 1 at SQL statement";
        assertThat(words.field('W', nested, in(nested)))
                .isEqualTo("PL/pgSQL function own_function() line 1 at SQL statement");
        String own = "SQL function \"own\" statement 1";
        assertThat(words.field('W', own, in(own))).isEqualTo(own);
    }

    @Test
    void whatTouchesNothingOrBothSidesIsLeftAlone() {
        assertThat(find("SELECT 1", Stage.LIVE, Side.OLD)).isNull();
        assertThat(OwnWords.of(
                        "SELECT 1",
                        List.of(new Touch("order-id", Side.OLD), new Touch("order-id", Side.NEW)),
                        Shop.rules(Stage.LIVE, Side.OLD),
                        Shop.catalog()))
                .isNull();
    }
}
