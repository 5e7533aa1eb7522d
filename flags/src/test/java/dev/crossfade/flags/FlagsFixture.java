package dev.crossfade.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Flags in a file of a test's own, with one migration {@code m}, a gate that notes its calls, and all snapshots. */
final class FlagsFixture implements AutoCloseable {
    static final String STAGE = "migration.m.stage";
    static final String SPEAKS = "migration.m.speaks";
    static final Duration BARRIER_DEADLINE = Duration.ofMillis(100);

    final Path file;
    final FileFlagControl flags;
    final ColumnMigration migration = Migrations.named("m");
    /** What happened, in order: gate calls, and each published "stage/truth/reads". */
    final List<String> events = new ArrayList<>();

    final NotingGate gate = new NotingGate();

    FlagsFixture(Path folder) {
        this(folder, flags -> {});
    }

    FlagsFixture(Path folder, Consumer<FileFlagControl> beforePermit) {
        file = folder.resolve("flags.json");
        flags = FileFlagControl.open(file, BARRIER_DEADLINE);
        flags.gate(gate);
        flags.register(migration);
        beforePermit.accept(flags);
        flags.permit("m", true, Stage.RAMP_DOWN);
        flags.onPublish(snapshot -> note(describe(snapshot)));
    }

    /** As {@code gate} is asked, and what it answers. */
    final class NotingGate implements Gate {
        volatile Consumer<String> answer = question -> {};

        @Override
        public void beforeChange(ColumnMigration m, Stage from, Stage to) {
            ask(from.variant() + "->" + to.variant() + "?");
        }

        @Override
        public void confirmLive(ColumnMigration m) {
            ask("confirm live?");
        }

        private void ask(String question) {
            note(question);
            answer.accept(question);
        }
    }

    private void note(String event) {
        synchronized (events) {
            events.add(event);
        }
    }

    List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** Snapshots alone, without repetitions. */
    List<String> path() {
        List<String> path = new ArrayList<>();
        for (String event : events()) {
            if (!event.endsWith("?")
                    && (path.isEmpty() || !path.get(path.size() - 1).equals(event))) {
                path.add(event);
            }
        }
        return path;
    }

    /** The migration as a client without targeting sees it. */
    String now() {
        return describe(flags.current());
    }

    static String describe(Snapshot snapshot) {
        MigrationState state = snapshot.migrations().get("m");
        return state.inForce().variant() + "/" + state.truth().variant();
    }

    FlagControl.FlagState set(String variant) {
        return flags.set(STAGE, variant, null, null);
    }

    /** Sets all stages up to {@code stage}, then forgets the events. */
    FlagsFixture goTo(Stage stage) {
        for (Stage next = flags.current().migrations().get("m").inForce(); next.isBefore(stage); ) {
            next = next.next();
            set(next.variant());
        }
        synchronized (events) {
            events.clear();
        }
        return this;
    }

    /** The rule of one client in the newest snapshot. */
    MigrationRule rule(String targetingKey) {
        return rule(flags.current(), targetingKey);
    }

    MigrationRule rule(Snapshot snapshot, String targetingKey) {
        RuleSet rules = flags.rules(snapshot, Migrations.client(targetingKey))
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        assertThat(rules.rules()).hasSize(1);
        return rules.rules().get(0);
    }

    /** What the file asks for, by a reader of its own. */
    String inFile() {
        return document().flag(STAGE).defaultVariant();
    }

    FlagDocument document() {
        return FlagDocument.parse(bytes(), file.toString());
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the first such text in the file, as a person with an editor does. */
    void edit(String what, String by) {
        String text = document().text();
        int at = text.indexOf(what);
        assertThat(at).as(what).isNotNegative();
        write(text.substring(0, at) + by + text.substring(at + what.length()));
    }

    void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that {@code call} is refused with {@code problem}. */
    static CrossfadeException refused(Problem problem, ThrowingCallable call) {
        CrossfadeException e = catchThrowableOfType(CrossfadeException.class, call);
        assertThat(e).isNotNull();
        assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem);
        return e;
    }

    static CrossfadeException refusal() {
        return new CrossfadeException(Problem.NOT_PERMITTED, "the gate refuses", null);
    }

    @Override
    public void close() {
        flags.close();
    }
}
