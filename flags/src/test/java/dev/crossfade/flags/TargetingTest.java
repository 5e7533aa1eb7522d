package dev.crossfade.flags;

import static dev.crossfade.flags.FlagsFixture.SPEAKS;
import static dev.crossfade.flags.FlagsFixture.STAGE;
import static dev.crossfade.flags.FlagsFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are told apart: by percentage, and by targeting that a person wrote. */
class TargetingTest {
    private static final int CLIENTS = 1_000;
    /** Three standard deviations of a share of 25 % among 1,000. */
    private static final int TOLERANCE = 42;

    @TempDir
    Path folder;

    FlagsFixture fixture;

    @BeforeEach
    void open() {
        fixture = new FlagsFixture(folder).goTo(Stage.SHADOW);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aPercentageOfTheClientsReadsNewAndTheyStayAsItGrows() {
        FlagControl.FlagState state = fixture.flags.set(STAGE, "live", 25, null);
        assertThat(state.percent()).isEqualTo(25);
        assertThat(state.targeting()).isFalse();
        Set<String> quarter = readersOfNew(fixture.flags.current());
        assertThat(quarter).hasSizeBetween(250 - TOLERANCE, 250 + TOLERANCE);
        assertThat(readersOfNew(fixture.flags.current())).isEqualTo(quarter);

        fixture.flags.set(STAGE, "live", 50, null);
        assertThat(readersOfNew(fixture.flags.current()))
                .hasSizeBetween(450, 550)
                .containsAll(quarter);
        fixture.flags.set(STAGE, "live", 25, null);
        assertThat(readersOfNew(fixture.flags.current())).isEqualTo(quarter);

        assertThat(fixture.flags.set(STAGE, "live", 100, null).percent()).isNull();
        assertThat(readersOfNew(fixture.flags.current())).hasSize(CLIENTS);
        assertThat(fixture.document().flag(STAGE).targeted()).isFalse();
    }

    @Test
    void atLiveByPercentBothAreWrittenAndNewIsTheTruthForEverybody() {
        fixture.flags.set(STAGE, "live", 1, null);
        for (int i = 0; i < 100; i++) {
            MigrationRule rule = fixture.rule("client-" + i);
            assertThat(rule.writes()).isEqualTo(Writes.BOTH);
            assertThat(rule.truth()).isEqualTo(Side.NEW);
            assertThat(rule.filled()).isTrue();
        }
    }

    @Test
    void aPercentageOfShadowLeavesTheRulesAsTheyAre() {
        fixture.set("dual-write");
        FlagControl.FlagState state = fixture.flags.set(STAGE, "shadow", 10, null);
        assertThat(state.percent()).isEqualTo(10);
        assertThat(readersOfNew(fixture.flags.current())).isEmpty();
    }

    @Test
    void percentOutsideOneToHundredIsRefused() {
        byte[] file = fixture.bytes();
        refused(Problem.INVALID_REQUEST, () -> fixture.flags.set(STAGE, "live", 0, null));
        refused(Problem.INVALID_REQUEST, () -> fixture.flags.set(STAGE, "live", 101, null));
        assertThat(fixture.bytes()).isEqualTo(file);
        assertThat(fixture.now()).isEqualTo("shadow/old");
    }

    @Test
    void targetingOfAPersonsHandIsHonouredKeptAndNotReplacedByAPercentage() {
        fixture.set("live");
        target(STAGE, "live", "{\"if\": [{\"==\": [{\"var\": \"targetingKey\"}, \"canary\"]}, \"complete\", \"off\"]}");
        Awaitility.await().until(() -> fixture.flags.flag(STAGE).orElseThrow().targeting());
        assertThat(fixture.rule("canary").reads()).isEqualTo(Side.NEW);
        assertThat(fixture.rule("canary").writes()).isEqualTo(Writes.BOTH);
        assertThat(fixture.rule("other").reads()).isEqualTo(Side.OLD);
        assertThat(fixture.rule("other").writes()).isEqualTo(Writes.BOTH);
        assertThat(refused(Problem.INVALID_REQUEST, () -> fixture.flags.set(STAGE, "live", 10, null)))
                .hasMessageContaining("targeting of its own");
        fixture.set("shadow");
        assertThat(fixture.document().flag(STAGE).handTargeted()).isTrue();
        assertThat(fixture.rule("canary").reads()).isEqualTo(Side.OLD);
    }

    @Test
    void whatAClientSpeaksCanDependOnItsApplication() {
        target(SPEAKS, "old", "{\"if\": [{\"==\": [{\"var\": \"application\"}, \"test\"]}, \"new\", null]}");
        Awaitility.await().until(() -> fixture.flags.flag(SPEAKS).orElseThrow().targeting());
        assertThat(fixture.rule("a").speaks()).isEqualTo(Side.NEW);
    }

    @Test
    void anOlderSnapshotIsEvaluatedByItsOwnDefinitions() {
        fixture.flags.set(STAGE, "live", 1, null);
        Snapshot few = fixture.flags.current();
        fixture.flags.set(STAGE, "live", 99, null);
        Snapshot many = fixture.flags.current();
        int readNewUnderFew = 0;
        int readNewUnderMany = 0;
        for (int i = 0; i < 200; i++) {
            // Interleaved, so that each has to be got right while the other's definitions are loaded.
            readNewUnderMany += fixture.rule(many, "client-" + i).reads() == Side.NEW ? 1 : 0;
            readNewUnderFew += fixture.rule(few, "client-" + i).reads() == Side.NEW ? 1 : 0;
        }
        assertThat(readNewUnderFew).isLessThan(10);
        assertThat(readNewUnderMany).isGreaterThan(190);
    }

    @Test
    void targetingThatFailsKeepsTheClientsLastGoodValueElseTheSurerSide() {
        fixture.set("live");
        target(STAGE, "live", "{\"if\": [{\"==\": [{\"var\": \"targetingKey\"}, \"canary\"]}, \"live\", \"shadow\"]}");
        Awaitility.await().until(() -> fixture.flags.flag(STAGE).orElseThrow().targeting());
        assertThat(fixture.rule("canary").reads()).isEqualTo(Side.NEW);
        String etag = fixture.flags.flag(STAGE).orElseThrow().etag();
        fixture.edit("\"live\", \"shadow\"]", "\"nowhere\", \"nowhere\"]");
        Awaitility.await()
                .until(() -> !fixture.flags.flag(STAGE).orElseThrow().etag().equals(etag));
        assertThat(fixture.rule("canary").reads()).isEqualTo(Side.NEW);
        assertThat(fixture.rule("stranger").reads()).isEqualTo(Side.OLD);
    }

    @Test
    void withoutTargetingRulesAreReadyAndSharedWithTargetingNotOnTheCallersThread() {
        CompletableFuture<RuleSet> a = rules("a");
        assertThat(a).isCompleted().isSameAs(rules("b"));
        RuleSet shadow = a.join();
        fixture.set("live");
        fixture.set("shadow");
        assertThat(rules("a").join()).isSameAs(shadow);

        fixture.flags.set(STAGE, "live", 50, null);
        rules("c").join();
        assertThat(rules("c")).isSameAs(rules("c")).isCompleted();
        Set<RuleSet> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        IntStream.range(0, 100).forEach(i -> distinct.add(rules("client-" + i).join()));
        assertThat(distinct).hasSize(2);
        assertThat(Thread.getAllStackTraces().keySet())
                .anyMatch(thread -> thread.getName().startsWith("crossfade-flags-"));
    }

    @Test
    void severalInstancesInOneProcessDoNotDisturbEachOther(@TempDir Path other) {
        try (FlagsFixture second = new FlagsFixture(other)) {
            fixture.set("live");
            assertThat(second.now()).isEqualTo("off/old");
            second.set("dual-write");
            assertThat(fixture.now()).isEqualTo("live/new");
        }
        fixture.set("shadow");
        assertThat(fixture.now()).isEqualTo("shadow/old");
    }

    private CompletableFuture<RuleSet> rules(String key) {
        return fixture.flags
                .rules(fixture.flags.current(), Migrations.client(key))
                .toCompletableFuture();
    }

    private Set<String> readersOfNew(Snapshot snapshot) {
        Set<String> readers = new HashSet<>();
        for (int i = 0; i < CLIENTS; i++) {
            if (fixture.rule(snapshot, "client-" + i).reads() == Side.NEW) {
                readers.add("client-" + i);
            }
        }
        return readers;
    }

    /** Gives a flag targeting, by an editor. */
    private void target(String flag, String variant, String targeting) {
        String text = fixture.document().text();
        int at = text.indexOf("\"defaultVariant\": \"" + variant + "\"", text.indexOf(flag));
        assertThat(at).isPositive();
        fixture.write(text.substring(0, at) + "\"targeting\": " + targeting + ",\n      " + text.substring(at));
    }
}
