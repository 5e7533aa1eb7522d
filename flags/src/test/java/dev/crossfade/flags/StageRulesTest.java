package dev.crossfade.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client's statements keep to, as a table. */
class StageRulesTest {
    @ParameterizedTest(name = "{0} spoken {1}")
    @CsvSource(textBlock = """
            # stage,      speaks, writes, truth, reads, filled, compares
            OFF,          OLD,    OLD,    OLD,   OLD,   false, false
            OFF,          NEW,    OLD,    OLD,   OLD,   false, false
            DUAL_WRITE,   OLD,    BOTH,   OLD,   OLD,   false, false
            DUAL_WRITE,   NEW,    BOTH,   OLD,   OLD,   false, false
            SHADOW,       OLD,    BOTH,   OLD,   OLD,   false, true
            SHADOW,       NEW,    BOTH,   OLD,   OLD,   false, true
            CONFIRMING,   OLD,    BOTH,   NEW,   OLD,   true,  true
            CONFIRMING,   NEW,    BOTH,   NEW,   OLD,   true,  true
            LIVE,         OLD,    BOTH,   NEW,   NEW,   true,  false
            LIVE,         NEW,    BOTH,   NEW,   NEW,   true,  false
            RAMP_DOWN,    OLD,    BOTH,   NEW,   NEW,   true,  false
            RAMP_DOWN,    NEW,    BOTH,   NEW,   NEW,   true,  false
            COMPLETE,     OLD,    NEW,    NEW,   NEW,   true,  false
            COMPLETE,     NEW,    NEW,    NEW,   NEW,   true,  false
            """)
    void ruleForEverybody(
            Position position, Side speaks, Writes writes, Side truth, Side reads, boolean filled, boolean compares) {
        ColumnMigration migration = Migrations.named("m");
        MigrationRule rule = only(new SnapshotRules.ClientRule(state(position), speaks, false, false).rulesForAll());
        assertThat(rule).isEqualTo(new MigrationRule(migration, writes, truth, reads, speaks, filled, compares));
        if (position != Position.CONFIRMING) {
            assertThat(rule).isEqualTo(MigrationRule.of(migration, position.stage(), speaks));
        }
    }

    @ParameterizedTest(name = "{0} in force, flag says {1}")
    @CsvSource(textBlock = """
            # in force,  evaluated,  client
            OFF,         COMPLETE,   OFF
            OFF,         OFF,        OFF
            DUAL_WRITE,  LIVE,       DUAL_WRITE
            DUAL_WRITE,  OFF,        OFF
            SHADOW,      LIVE,       SHADOW
            SHADOW,      DUAL_WRITE, DUAL_WRITE
            SHADOW,      OFF,        DUAL_WRITE
            LIVE,        COMPLETE,   LIVE
            LIVE,        LIVE,       LIVE
            LIVE,        SHADOW,     SHADOW
            LIVE,        OFF,        SHADOW
            RAMP_DOWN,   LIVE,       LIVE
            RAMP_DOWN,   OFF,        LIVE
            COMPLETE,    OFF,        RAMP_DOWN
            """)
    void aClientIsNeverAboveWhatIsInForceAndNeverMoreThanOneBelow(Stage inForce, Stage evaluated, Stage client) {
        assertThat(SnapshotRules.clientStage(evaluated, inForce)).isEqualTo(client);
    }

    @ParameterizedTest(name = "at live, flag says {0}")
    @CsvSource(textBlock = """
            # evaluated, reads, compares
            LIVE,        NEW,   false
            SHADOW,      OLD,   true
            OFF,         OLD,   true
            """)
    void targetingChangesReadsAndNothingElse(Stage evaluated, Side reads, boolean compares) {
        MigrationRule rule = only(
                new SnapshotRules.ClientRule(state(Position.LIVE), Side.OLD, true, false).rules(evaluated, Side.OLD));
        assertThat(rule)
                .isEqualTo(new MigrationRule(
                        Migrations.named("m"), Writes.BOTH, Side.NEW, reads, Side.OLD, true, compares));
    }

    private static MigrationRule only(List<MigrationRule> rules) {
        assertThat(rules).hasSize(1);
        return rules.get(0);
    }

    @Test
    void whatMovesAsOneHasTheSameRule() {
        ColumnMigration companion = new ColumnMigration(
                ColumnMigration.companionName("m", 1),
                "shop",
                new TableName("public", "lines"),
                ColumnMigration.Conversion.CAST,
                List.of("order_id"),
                List.of(new ColumnMigration.NewColumn("order_id_new", "bigint", "order_id")),
                Map.of("order_id", "order_id_new"));
        ColumnMigration lead = Migrations.named("m").with(List.of(companion));
        MigrationState at = new MigrationState(lead, true, Stage.LIVE, Stage.LIVE, Stage.LIVE, Side.NEW);
        assertThat(new SnapshotRules.ClientRule(at, Side.OLD, true, false).rules(Stage.SHADOW, Side.NEW))
                .containsExactly(
                        new MigrationRule(lead, Writes.BOTH, Side.NEW, Side.OLD, Side.NEW, true, true),
                        new MigrationRule(companion, Writes.BOTH, Side.NEW, Side.OLD, Side.NEW, true, true));
        assertThat(ColumnMigration.lead(companion.name())).isEqualTo("m");
        assertThat(ColumnMigration.NAME.matcher(companion.name()).matches())
                .as("no file's migration is called so")
                .isFalse();
    }

    @ParameterizedTest(name = "at shadow, flag says {0}")
    @CsvSource({"SHADOW, true", "DUAL_WRITE, false"})
    void onlyTheShareThatIsAtShadowIsCompared(Stage evaluated, boolean compares) {
        MigrationRule rule = only(
                new SnapshotRules.ClientRule(state(Position.SHADOW), Side.OLD, true, false).rules(evaluated, Side.OLD));
        assertThat(rule.compares()).isEqualTo(compares);
        assertThat(rule.readingNew())
                .isEqualTo(new MigrationRule(
                        Migrations.named("m"), Writes.BOTH, Side.NEW, Side.NEW, Side.OLD, true, false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # position,  may run beside
            OFF,         DUAL_WRITE
            DUAL_WRITE,  OFF SHADOW
            SHADOW,      DUAL_WRITE CONFIRMING
            CONFIRMING,  SHADOW LIVE RAMP_DOWN
            LIVE,        CONFIRMING RAMP_DOWN COMPLETE
            RAMP_DOWN,   CONFIRMING LIVE COMPLETE
            COMPLETE,    LIVE RAMP_DOWN
            """)
    void onlyNeighboursRunAtTheSameTime(Position position, String others) {
        List<String> expected = List.of(others.split(" "));
        for (Position other : Position.values()) {
            assertThat(position.neighbours(other))
                    .as("%s beside %s", position, other)
                    .isEqualTo(other == position || expected.contains(other.name()));
        }
    }

    @ParameterizedTest(name = "announced {0}")
    @CsvSource({"true, 1", "false, 0"})
    void onlyAnnouncedMigrationsHaveRules(boolean announced, int rules) {
        MigrationState state =
                new MigrationState(Migrations.named("m"), announced, Stage.OFF, Stage.OFF, Stage.OFF, Side.OLD);
        Snapshot snapshot = new Snapshot(7, Map.of("m", state));
        assertThat(snapshot.rules().forAll("shop").join().rules()).hasSize(rules);
        assertThat(snapshot.rules().forAll("elsewhere").join()).isSameAs(RuleSet.NONE);
    }

    private static MigrationState state(Position position) {
        return new MigrationState(
                Migrations.named("m"), true, position.stage(), Stage.COMPLETE, position.stage(), position.truth());
    }
}
