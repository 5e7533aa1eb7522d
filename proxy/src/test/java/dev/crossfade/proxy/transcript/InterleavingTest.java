package dev.crossfade.proxy.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.transcript.Player.Delivery;
import dev.crossfade.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Messages in any order get the same answers direct and through the proxy. Who loses track of which answer belongs to which
 * message shows here. {@code -Dcrossfade.interleavings.seconds} makes it longer, {@code -Dcrossfade.interleavings.seed}
 * different; a failure prints its script in the corpus's format.
 */
@Timeout(900)
class InterleavingTest {
    private static final int SECONDS = Integer.getInteger("crossfade.interleavings.seconds", 2);
    private static final long SEED = Long.getLong("crossfade.interleavings.seed", 20261123L);
    private static final List<Stage> STAGES = List.of(Stage.DUAL_WRITE, Stage.SHADOW, Stage.LIVE, Stage.RAMP_DOWN);

    private static Theatre theatre(Pooling.Mode mode) throws SQLException {
        return new Theatre(PostgresServer.shared(), Pooling.DEFAULT.withMode(mode));
    }

    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void messagesInAnyOrderWithoutRules(Pooling.Mode mode) throws Exception {
        boolean shared = mode == Pooling.Mode.TRANSACTION;
        try (Theatre theatre = theatre(mode)) {
            theatre.rules(RuleSet.NONE, Catalog.EMPTY);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            int scripts = 0;
            int messages = 0;
            for (long seed = SEED; System.nanoTime() - end < 0; seed++) {
                Script script = Interleaver.script(seed, false, shared);
                Transcript direct = Player.play(script, theatre.direct(), Delivery.WHOLE);
                assertThat(direct.answers()).as(() -> print(script)).doesNotContain(Answer.SILENCE);
                Transcript proxied =
                        Player.play(script, theatre.proxied(), seed % 2 == 0 ? Delivery.WHOLE : Delivery.PIECES);
                assertThat(direct.difference(proxied, "direct", "proxy"))
                        .as(() -> print(script))
                        .isEmpty();
                scripts++;
                messages += direct.answers().size();
            }
            System.out.printf(
                    "interleavings without rules: %d scripts, %d messages, from seed %d%n", scripts, messages, SEED);
            assertThat(scripts).isGreaterThan(SECONDS);
        }
    }

    /** Rows migrate meanwhile: the stage goes back and forth between and within the exchanges. */
    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void messagesInAnyOrderOnMigratingTables(Pooling.Mode mode) throws Exception {
        try (Theatre theatre = theatre(mode)) {
            try (Twins twins = new Twins(theatre)) {
                twins.fresh(Stage.LIVE);
                AtomicBoolean over = new AtomicBoolean();
                CompletableFuture<Void> flips = CompletableFuture.runAsync(() -> {
                    Random random = new Random(SEED);
                    while (!over.get()) {
                        theatre.flags.publish(Shop.rules(STAGES.get(random.nextInt(STAGES.size())), Side.OLD));
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
                    }
                });
                try {
                    play(theatre, twins, mode == Pooling.Mode.TRANSACTION);
                } finally {
                    over.set(true);
                    flips.get(10, TimeUnit.SECONDS);
                }
            }
        }
    }

    /**
     * The server ignores a malformed Sync or Flush while it copies, and calls it an error when the copy has failed before: nobody
     * but the server knows which, so the session ends rather than lose track of which answer belongs to which message.
     */
    @ParameterizedTest
    @EnumSource(Pooling.Mode.class)
    void aMalformedMessageInACopyEndsTheSession(Pooling.Mode mode) throws Exception {
        try (Theatre theatre = theatre(mode)) {
            theatre.rules(RuleSet.NONE, Catalog.EMPTY);
            for (String message : List.of("S", "H")) {
                for (String copy : List.of("Query", "Extended")) {
                    for (String answered : List.of("Await G", "Flush")) {
                        Script script = script(
                                "Query CREATE TEMP TABLE t (a int)",
                                "Await Z",
                                copy + " COPY t FROM STDIN",
                                answered,
                                "CopyData x\\n",
                                "Message " + message + " \"x\"",
                                "Query SELECT 1",
                                "AwaitEnd ");
                        List<Answer> answers = Player.play(script, theatre.proxied(), Delivery.WHOLE)
                                .answers();
                        assertThat(answers).doesNotContain(Answer.SILENCE);
                        assertThat(answers)
                                .as(() -> print(script))
                                .filteredOn(answer -> answer.text().contains("S=FATAL"))
                                .singleElement()
                                .satisfies(answer ->
                                        assertThat(answer.text()).contains("C=08P01", "invalid message format"));
                        assertThat(answers)
                                .filteredOn(answer -> answer.text().contains("DataRow"))
                                .isEmpty();
                    }
                }
            }
        }
    }

    private static Script script(String... lines) {
        return new Script(
                "made here",
                "made here",
                Stream.of(lines)
                        .map(line -> new Script.Step(
                                line.substring(0, line.indexOf(' ') < 0 ? line.length() : line.indexOf(' ')),
                                line.indexOf(' ') < 0 ? "" : line.substring(line.indexOf(' ') + 1),
                                line))
                        .toList());
    }

    private static void play(Theatre theatre, Twins twins, boolean shared) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int scripts = 0;
        int messages = 0;
        int refused = 0;
        for (long seed = SEED; System.nanoTime() - end < 0; seed++) {
            Script script = Interleaver.script(seed, true, shared);
            Transcript direct = Player.play(script, twins.twin(), Delivery.WHOLE);
            assertThat(direct.answers()).as(() -> print(script)).doesNotContain(Answer.SILENCE);
            Transcript proxied =
                    Player.play(script, theatre.proxied(), seed % 2 == 0 ? Delivery.WHOLE : Delivery.PIECES);
            scripts++;
            messages += direct.answers().size();
            if (proxied.answers().stream().anyMatch(a -> a.text().contains("C=0A000"))) {
                refused++; // what was not done there has been done in the twin
                twins.fresh(Stage.LIVE);
                continue;
            }
            assertThat(direct.difference(proxied, "twin", "proxy"))
                    .as(() -> print(script))
                    .isEmpty();
        }
        System.out.printf(
                "interleavings on migrating tables: %d scripts, %d of them with a refusal, %d messages, from seed %d%n",
                scripts, refused, messages, SEED);
        assertThat(refused).isLessThan(Math.max(2, scripts / 5));
    }

    private static String print(Script script) {
        return script.steps().stream()
                .map(step -> step.verb() + " " + step.rest())
                .collect(Collectors.joining("\n", "\n== " + script.name() + "\n", "\n"));
    }
}
