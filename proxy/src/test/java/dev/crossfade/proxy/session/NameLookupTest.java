package dev.crossfade.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.testing.FakeRewriter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A lookup costs the client a round trip: it is asked again only when its answer may be another. */
class NameLookupTest {
    private static final TableName CUSTOMERS = new TableName("public", "customers");
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final Catalog CATALOG = new Catalog(1, Map.of(), Set.of());

    private static Watch watch(TableName... tables) {
        return new FakeRewriter(tables).watch(RuleSet.NONE, CATALOG);
    }

    private final NameLookup lookup = new NameLookup(watch(CUSTOMERS), CATALOG);

    @Test
    void anotherStageAsksNothingNew() {
        assertThat(lookup.answers(watch(CUSTOMERS), CATALOG)).isTrue();
    }

    @Test
    void anotherMigrationDoes() {
        assertThat(lookup.answers(watch(CUSTOMERS, ORDERS), CATALOG)).isFalse();
        assertThat(lookup.answers(watch(ORDERS), CATALOG)).isFalse();
    }

    @Test
    void anotherCatalogDoes() {
        assertThat(lookup.answers(watch(CUSTOMERS), new Catalog(2, Map.of(), Set.of())))
                .isFalse();
    }
}
