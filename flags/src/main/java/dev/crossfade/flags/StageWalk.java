package dev.crossfade.flags;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks stages: as far as a person asks, or to where flag and evidence want them. Under the lock of {@link FileFlagControl}. */
final class StageWalk {
    private static final Logger log = LoggerFactory.getLogger(StageWalk.class);

    private final StageMover mover;
    private final FlagStore store;
    private final Runnable publish;
    private final Duration barrierDeadline;

    StageWalk(StageMover mover, FlagStore store, Runnable publish, Duration barrierDeadline) {
        this.mover = mover;
        this.store = store;
        this.publish = publish;
        this.barrierDeadline = barrierDeadline;
    }

    /** A person's request: one step forward, or back as far as asked, each step durable before it is published. */
    void set(ManagedMigration managed, FlagDefinition flag, String variant, @Nullable Integer percent) {
        Stage to = FlagChange.stage(flag, variant);
        Stage from = managed.stage();
        ObjectNode wanted = FlagChange.toStage(flag, variant, to, percent);
        if (to == from) {
            FlagReader.Reading reading = store.reading(flag.key(), wanted);
            if (store.changes(reading)) {
                store.write(reading);
                publish.run();
            }
        } else if (from.isBefore(to)) {
            if (to != from.next()) {
                throw new CrossfadeException(
                        Problem.STAGE_JUMP,
                        "migration " + managed.migration.name() + " is at " + from.variant() + "; it cannot jump to "
                                + to.variant(),
                        "the next stage is " + from.next().variant());
            }
            StageMover.requirePermitted(managed, to);
            step(managed, to, store.reading(flag.key(), wanted));
        } else {
            for (Stage next = from.previous(); to.isBefore(next); next = next.previous()) {
                step(managed, next, store.reading(flag.key(), flag.with(FlagChange.variantOf(flag, next), null)));
            }
            step(managed, to, store.reading(flag.key(), wanted));
        }
    }

    private void step(ManagedMigration managed, Stage to, FlagReader.Reading reading) {
        List<String> blockers = mover.step(managed, to, barrierDeadline, () -> store.write(reading));
        if (!blockers.isEmpty()) {
            throw new CrossfadeException(
                    Problem.DEADLINE_PASSED,
                    stillOpen(managed, to, blockers),
                    "end these transactions, then ask again");
        }
    }

    private String stillOpen(ManagedMigration managed, Stage to, List<String> blockers) {
        return "migration " + managed.migration.name() + " stays at "
                + managed.stage().variant() + " and does not go to " + to.variant() + ": after "
                + barrierDeadline.toMillis()
                + " ms there are still transactions open that began before the last change, in "
                + String.join("; ", blockers);
    }

    /** Moves the stage to where flag and evidence want it, as far as it goes now. */
    void reconcile(ManagedMigration managed, Duration wait) {
        try {
            while (managed.refused == null && managed.stage() != managed.goal()) {
                Stage to = managed.stage().isBefore(managed.goal())
                        ? managed.stage().next()
                        : managed.stage().previous();
                List<String> blockers = mover.step(managed, to, wait, () -> {});
                if (!blockers.isEmpty()) {
                    if (to == Stage.LIVE) {
                        // Trying means making new the truth for a moment: not something to do four times a second.
                        managed.refused = stillOpen(managed, to, blockers);
                        log.warn("{}; not tried again before the flag or the evidence changes", managed.refused);
                    }
                    return;
                }
            }
            List<String> unused = mover.settle(managed, Duration.ZERO); // else with the next poll
            if (!managed.announceWanted && managed.announced && managed.position == Position.OFF) {
                managed.announced = false;
                publish.run();
            }
        } catch (RuntimeException e) {
            managed.refused = String.valueOf(e.getMessage());
            log.warn(
                    "migration {} stays at {} although its flag asks for {}: {}; not tried again before the flag or the"
                            + " evidence changes",
                    managed.migration.name(),
                    managed.stage().variant(),
                    managed.requested.variant(),
                    managed.refused,
                    e instanceof CrossfadeException ? null : e);
        }
    }
}
