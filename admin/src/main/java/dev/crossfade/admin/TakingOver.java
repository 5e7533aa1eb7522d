package dev.crossfade.admin;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.engine.EngineMode;
import dev.crossfade.admin.handover.FlagFileLock;
import dev.crossfade.admin.handover.Predecessor;
import dev.crossfade.admin.handover.ServingState;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.CrossfadeProxy;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node that starts gets the right to change flags: there is nobody else, or the process that has it hands over. One
 * thread.
 */
final class TakingOver {
    /** Less than the running process waits for. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(45);

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration END_WITHIN = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(TakingOver.class);

    private final FlagFileLock lock;
    private final @Nullable Predecessor predecessor;
    private final @Nullable ServingState inherited;
    private final List<String> databases;
    private final String why;

    private TakingOver(
            FlagFileLock lock,
            @Nullable Predecessor predecessor,
            @Nullable ServingState inherited,
            List<String> databases) {
        this.lock = lock;
        this.predecessor = predecessor;
        this.inherited = inherited;
        this.databases = databases;
        this.why = lock.elder()
                + ", which this one took over from, still serves clients. It ends when they have gone,"
                + " and SIGTERM makes it wait no longer for those that are idle";
    }

    /**
     * Has control of the flag file when it returns.
     *
     * @param parts gets what is to be closed
     * @throws CrossfadeException WRONG_STATE when another process has it and keeps it
     */
    static TakingOver begin(Configuration configuration, Deque<AutoCloseable> parts) {
        FlagFileLock lock = FlagFileLock.open(configuration.flags());
        parts.push(lock);
        boolean handOver = configuration.running().listening().handOver();
        Predecessor predecessor = handOver ? Predecessor.find(configuration.flags(), lock) : null;
        ServingState inherited = null;
        if (predecessor != null) {
            parts.remove(lock);
            parts.push(predecessor); // closed last: it takes back what is given back by then
            parts.push(lock);
            inherited = predecessor.takeOver();
        }
        if (!lock.takeControl()) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "flags " + configuration.flags() + " are in use by " + lock.controller() + ", another Crossfade",
                    handOver
                            ? "It does not hand over: it starts, stops, belongs to another user, or runs without `shutdown:"
                                    + " {handOver: true}`."
                            : "Stop it first. With `shutdown: {handOver: true}` in the configuration of both it would"
                                    + " hand over.");
        }
        if (inherited == null) {
            requireNoElder(configuration, lock);
        }
        List<String> databases =
                configuration.databases().stream().map(Database::name).toList();
        return new TakingOver(lock, predecessor, inherited, databases);
    }

    /** One that has handed over to a process which is gone by now: its clients are served by stages that must not change. */
    private static void requireNoElder(Configuration configuration, FlagFileLock lock) {
        if (!lock.hasElder()) {
            return;
        }
        LOG.warn("waiting for the end of {}, which still serves clients", lock.elder());
        Duration longest = configuration
                .running()
                .listening()
                .clientsMayStay()
                .plus(configuration.running().drainTimeout())
                .plus(END_WITHIN);
        if (!lock.awaitNoElder(longest)) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    lock.elder() + " has handed over, and still serves clients after " + longest.toSeconds() + " s",
                    "End it, then start this one again.");
        }
    }

    boolean isNobody() {
        return inherited == null;
    }

    /** What the engine may do at first. */
    EngineMode mode() {
        return isNobody() ? EngineMode.WORKING : EngineMode.held(why);
    }

    FlagFileLock lock() {
        return lock;
    }

    /**
     * Opens the admin API; then, where there is a process to take over from, waits until everything is ready and lets clients
     * in.
     *
     * @throws CrossfadeException when it cannot be; the running process goes on when this one has closed everything
     */
    void follow(ControlPlane control, CrossfadeProxy proxy, ReadyDatabases ready) {
        if (inherited == null || predecessor == null) {
            control.open();
            return;
        }
        awaitReady(inherited.ready().stream().filter(databases::contains).toList(), ready);
        control.standBeside(inherited, why);
        control.open();
        predecessor.ready();
        proxy.listen();
        predecessor.accepting();
        LOG.info("took over from {}; no stage changes until it is gone", lock.elder());
        control.awaitElder();
    }

    private static void awaitReady(List<String> wanted, ReadyDatabases ready) {
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(READY_WITHIN);
        while (!wanted.stream().allMatch(ready::contains)) {
            for (String database : wanted) {
                String refused = ready.whyRefused(database);
                if (refused != null) {
                    throw new CrossfadeException(Problem.NOT_READY, refused, "The running process goes on.");
                }
            }
            if (System.nanoTime() - end >= 0) {
                throw new CrossfadeException(
                        Problem.NOT_READY,
                        "not ready within " + READY_WITHIN.toSeconds() + " s, as they are in the running process: "
                                + String.join(
                                        ", ",
                                        wanted.stream()
                                                .filter(name -> !ready.contains(name))
                                                .toList()),
                        "The running process goes on. The log above says what kept them.");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
