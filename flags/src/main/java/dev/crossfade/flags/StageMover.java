package dev.crossfade.flags;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a migration's stage, one step at a time. Called under the lock of {@link FileFlagControl}.
 *
 * <p>A step is: wait until no transaction is left that must not meet the new position, ask the {@link Gate}, make the
 * change durable, publish. From shadow to live it passes {@link Position#CONFIRMING}, where new is the truth already and
 * the gate counts the dead letters; if that fails, the migration is back at shadow as if nothing had been asked. From live
 * to shadow reads go back at once; new stays the truth until the last transaction that reads new has ended, because until
 * then no dead letter may appear under its eyes.
 */
final class StageMover {
    private static final Logger log = LoggerFactory.getLogger(StageMover.class);

    private final Transactions transactions;
    private final Duration barrierDeadline;
    private final Supplier<Snapshot> publish;
    private @Nullable Gate gate;

    StageMover(Transactions transactions, Duration barrierDeadline, Supplier<Snapshot> publish) {
        this.transactions = transactions;
        this.barrierDeadline = barrierDeadline;
        this.publish = publish;
    }

    void gate(Gate newGate) {
        if (gate != null) {
            throw new CrossfadeException(Problem.WRONG_STATE, "a gate is set already", null);
        }
        gate = newGate;
    }

    /**
     * Goes one step from the stage in force to its neighbour {@code to}.
     *
     * @param wait how long to wait for open transactions before the step; none to try only
     * @param makeDurable makes the change durable, when it is not already
     * @return the sessions in the way; empty when the step is done. If not empty, nothing has changed.
     * @throws CrossfadeException from the gate or {@code makeDurable}; nothing has changed then
     */
    List<String> step(ManagedMigration managed, Stage to, Duration wait, Runnable makeDurable) {
        Stage from = managed.stage();
        if (from == Stage.COMPLETE && to != Stage.COMPLETE) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + managed.migration.name() + " is complete: its old columns are no longer written",
                    "going back needs a new backfill of the old columns");
        }
        if (managed.position == Position.CONFIRMING && to == Stage.DUAL_WRITE) {
            List<String> blockers = settle(managed, wait);
            if (!blockers.isEmpty()) {
                return blockers;
            }
        }
        boolean betweenShadowAndLive =
                Stage.lower(from, to) == Stage.SHADOW && (from == Stage.LIVE || to == Stage.LIVE);
        Position first = betweenShadowAndLive ? Position.CONFIRMING : Position.of(to);
        List<String> blockers = barrier(managed.barrierBefore(first), wait);
        if (!blockers.isEmpty()) {
            return blockers;
        }
        askGate(managed, from, to);
        if (betweenShadowAndLive && to == Stage.LIVE) {
            return goLive(managed, makeDurable);
        }
        makeDurable.run();
        enter(managed, first);
        if (first == Position.CONFIRMING) {
            // Shadow is in force, which is all that was asked. What is left is done later if somebody is in the way.
            List<String> readers = settle(managed, wait);
            if (!readers.isEmpty()) {
                log.info(
                        "migration {}: back at shadow; new stays the truth until these sessions end their transaction: {}",
                        managed.migration.name(),
                        readers);
            }
        }
        return List.of();
    }

    /** Back from live, makes old the truth again once nobody reads new any more. */
    List<String> settle(ManagedMigration managed, Duration wait) {
        if (managed.position != Position.CONFIRMING) {
            return List.of();
        }
        List<String> blockers = barrier(managed.barrierBefore(Position.SHADOW), wait);
        if (blockers.isEmpty()) {
            enter(managed, Position.SHADOW);
        }
        return blockers;
    }

    private List<String> goLive(ManagedMigration managed, Runnable makeDurable) {
        if (managed.position != Position.CONFIRMING) {
            enter(managed, Position.CONFIRMING);
        }
        try {
            List<String> blockers = barrier(managed.barrierBefore(Position.LIVE), barrierDeadline);
            if (!blockers.isEmpty()) {
                settle(managed, Duration.ZERO);
                return blockers;
            }
            if (gate != null) {
                gate.confirmLive(managed.migration);
            }
            requirePermitted(managed, Stage.LIVE);
            makeDurable.run();
        } catch (RuntimeException | Error e) {
            settle(managed, Duration.ZERO);
            throw e;
        }
        enter(managed, Position.LIVE);
        return List.of();
    }

    private void askGate(ManagedMigration managed, Stage from, Stage to) {
        if (gate != null) {
            gate.beforeChange(managed.migration, from, to);
        }
        if (from.isBefore(to)) {
            requirePermitted(managed, to);
        }
    }

    /** Refuses a stage above what evidence permits; asked again after the gate, which may have found evidence stale. */
    static void requirePermitted(ManagedMigration managed, Stage to) {
        if (managed.permitted.isBefore(to)) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + managed.migration.name() + " may go to " + managed.permitted.variant()
                            + " at most by now, not to " + to.variant(),
                    "its status says what is missing");
        }
    }

    private void enter(ManagedMigration managed, Position position) {
        Position before = managed.position;
        managed.position = position;
        managed.left(before, publish.get().number());
    }

    private List<String> barrier(long number, Duration wait) {
        try {
            return transactions.barrier(number, wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrossfadeException(
                    Problem.DEADLINE_PASSED, "interrupted while waiting for open transactions; ask again", null, e);
        }
    }
}
