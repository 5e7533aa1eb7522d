package dev.crossfade.proxy.census;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.CensusEntry;
import dev.crossfade.proxy.CensusEntry.Outcome;
import dev.crossfade.proxy.plan.SqlRewriter;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.testing.FakeFlags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** With the real rewriter, and {@link Shop}'s migrations before they have added a column. */
class CensusTest {
    private static final Census.Client APP = new Census.Client("app", "orders-service", "10.0.0.1");

    private final FakeFlags flags = new FakeFlags();
    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private Catalog catalog = before();
    private boolean busy;
    private final Census census = new Census("shop", new SqlRewriter(), flags, () -> catalog, () -> false, task -> {
        if (busy) {
            throw new RejectedExecutionException();
        }
        work.add(task);
    });

    private static Catalog before() {
        return Shop.catalogBefore();
    }

    private Census.Mark executed(Census.Mark before, String sql) {
        return census.executed(before, sql.getBytes(StandardCharsets.UTF_8), List::of, true, APP);
    }

    private void tried() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private Map<String, CensusEntry> byStatement() {
        Map<String, CensusEntry> entries = new HashMap<>();
        census.report().forEach(entry -> entries.put(entry.statement(), entry));
        return entries;
    }

    @Test
    void withoutMigrationsNothingIsCounted() {
        assertThat(census.isActive()).isFalse();
        executed(null, "SELECT * FROM customers");
        assertThat(census.report()).isEmpty();
    }

    @Test
    void saysWhatEachStageWouldMakeOfAStatement() {
        flags.announceNothing(Shop.SPLIT);
        assertThat(census.isActive()).isTrue();
        executed(null, "SELECT full_name FROM customers WHERE id = 17");
        executed(null, "SELECT full_name FROM customers WHERE id = 18");
        executed(null, "SELECT count(*) FROM customers");
        executed(null, "DO $$ BEGIN UPDATE customers SET full_name = ''; END $$");
        executed(null, "SELECT 1 FROM orders");
        assertThat(census.report()).extracting(CensusEntry::outcome).containsOnly(Outcome.PENDING);
        tried();
        Map<String, CensusEntry> entries = byStatement();
        assertThat(entries).hasSize(3);
        CensusEntry select = entries.get("SELECT full_name FROM customers WHERE id = ?");
        assertThat(select.outcome()).isEqualTo(Outcome.REWRITTEN);
        assertThat(select.executions()).isEqualTo(2);
        assertThat(select.user()).isEqualTo("app");
        assertThat(select.application()).isEqualTo("orders-service");
        assertThat(select.address()).isEqualTo("10.0.0.1");
        assertThat(entries.get("SELECT count(*) FROM customers").outcome()).isEqualTo(Outcome.UNTOUCHED);
        CensusEntry first = census.report().get(0);
        assertThat(first.statement()).isEqualTo("DO ?");
        assertThat(first.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(first.refusals()).singleElement().satisfies(refused -> {
            assertThat(refused.from()).isEqualTo(Stage.OFF);
            assertThat(refused.to()).isEqualTo(Stage.COMPLETE);
            assertThat(refused.message()).contains("DO on");
            assertThat(refused.hint()).isNotEmpty();
        });
    }

    @Test
    void aPreparedStatementIsScannedOnceAndCountedEachTime() {
        flags.announceNothing(Shop.SPLIT);
        Census.Mark mark = executed(null, "SELECT full_name FROM customers WHERE id = $1");
        assertThat(executed(mark, "SELECT full_name FROM customers WHERE id = $1"))
                .isSameAs(mark);
        tried();
        assertThat(census.report())
                .singleElement()
                .extracting(CensusEntry::executions)
                .isEqualTo(2L);
        Census.Mark other = executed(null, "SELECT 1");
        assertThat(executed(other, "SELECT 1")).isSameAs(other);
        assertThat(census.report()).hasSize(1);
    }

    @Test
    void aMigrationThatComesLaterFindsStatementsPreparedBefore() {
        flags.announceNothing(Shop.RENAME);
        Census.Mark mark = executed(null, "SELECT full_name FROM customers");
        flags.announceNothing(Shop.RENAME, Shop.SPLIT);
        assertThat(executed(mark, "SELECT full_name FROM customers")).isNotSameAs(mark);
        tried();
        assertThat(census.report())
                .singleElement()
                .extracting(CensusEntry::migration)
                .isEqualTo("customer-name");
    }

    @Test
    void whatSqlPreparesIsReadAsWhatItPrepares() {
        flags.announceNothing(Shop.SPLIT);
        for (String named : List.of(
                "PREPARE p AS SELECT full_name FROM customers",
                "PREPARE p (int) AS SELECT * FROM customers WHERE id = $1",
                "SELECT 1; PREPARE p (int) AS UPDATE customers SET full_name = 'x' WHERE id = $1;")) {
            assertThat(census.names("customer-name", named)).as(named).isTrue();
            assertThat(census.mayName("customer-name").test(named.getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
        }
        String other = "PREPARE p (int) AS SELECT age FROM customers WHERE id = $1";
        assertThat(census.names("customer-name", other)).isFalse();
        assertThat(census.mayName("customer-name").test("SELECT 1 FROM orders".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(census.mayName("other").test(other.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void underLoadItIsTriedWhenItComesAgain() {
        flags.announceNothing(Shop.SPLIT);
        busy = true;
        executed(null, "SELECT full_name FROM customers");
        assertThat(census.report())
                .singleElement()
                .extracting(CensusEntry::outcome)
                .isEqualTo(Outcome.PENDING);
        busy = false;
        executed(null, "SELECT full_name FROM customers");
        tried();
        assertThat(census.report())
                .singleElement()
                .extracting(CensusEntry::outcome)
                .isEqualTo(Outcome.REWRITTEN);
    }

    @Test
    void anotherCatalogHasStatementsTriedAgain() {
        flags.announceNothing(Shop.SPLIT);
        executed(null, "INSERT INTO customers (id, full_name) VALUES (1, 'Ada')");
        tried();
        catalog = new Catalog(7, catalog.relations(), catalog.volatileFunctions());
        assertThat(census.report())
                .singleElement()
                .extracting(CensusEntry::outcome)
                .isEqualTo(Outcome.REWRITTEN);
        assertThat(work).hasSize(1);
    }

    @Test
    void whatIsTooMuchIsCountedTogether() {
        flags.announceNothing(Shop.SPLIT);
        for (int i = 0; i < Census.MAX_STATEMENTS + 5; i++) {
            executed(null, "SELECT full_name AS n" + i + " FROM customers");
        }
        CensusEntry last = byStatement().values().stream()
                .filter(entry -> entry.statement().startsWith("("))
                .findFirst()
                .orElseThrow();
        assertThat(last.executions()).isEqualTo(5);
        assertThat(last.outcome()).isEqualTo(Outcome.PENDING);
    }

    @Test
    void longStatementsAreToldApartBehindWhatIsShown() {
        flags.announceNothing(Shop.SPLIT);
        String list = "id, ".repeat(500);
        executed(null, "SELECT " + list + "full_name FROM customers WHERE id = 1");
        executed(null, "SELECT " + list + "full_name FROM customers WHERE id = 2");
        executed(null, "SELECT " + list + "email FROM customers");
        assertThat(census.report()).hasSize(2);
    }
}
