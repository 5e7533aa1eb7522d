package dev.crossfade.admin;

import dev.crossfade.admin.engine.EngineMode;
import dev.crossfade.admin.engine.JdbcMigrationEngine;
import dev.crossfade.admin.handover.FlagFileLock;
import dev.crossfade.admin.handover.HandOverDesk;
import dev.crossfade.admin.handover.ServingState;
import dev.crossfade.admin.rest.AdminServer;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FileFlagControl;
import dev.crossfade.flags.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only one process at a time can have: the admin API, the right to change flags, and the migrations' work. It begins
 * {@linkplain Standing#BESIDE beside} the process that this one takes over from, or alone; and it can be given away.
 *
 * <pre>
 *   BESIDE ──the elder is gone──► ALONE ──{@link #giveUp}──► GIVEN ──{@link #handedOver}──► close
 *                                   ▲─────{@link #takeBack}────┘
 * </pre>
 */
final class ControlPlane implements HandOverDesk.Giving, AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final String GIVEN = "a new process takes over, which changes may be asked of from now on";
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private final FileFlagControl flags;
    private final JdbcMigrationEngine engine;
    private final Reloading reloading;
    private final ReadyDatabases ready;
    private final FlagFileLock lock;
    private final Supplier<AdminServer> adminServer;
    private final CountDownLatch handedOver = new CountDownLatch(1);
    private volatile boolean closed;
    private Standing standing = Standing.ALONE; // guarded by this
    private @Nullable AdminServer admin; // guarded by this
    private volatile URI uri = URI.create("");

    private enum Standing {
        BESIDE,
        ALONE,
        GIVEN
    }

    /** @param adminServer starts one */
    ControlPlane(
            FileFlagControl flags,
            JdbcMigrationEngine engine,
            Reloading reloading,
            ReadyDatabases ready,
            FlagFileLock lock,
            Supplier<AdminServer> adminServer) {
        this.flags = flags;
        this.engine = engine;
        this.reloading = reloading;
        this.ready = ready;
        this.lock = lock;
        this.adminServer = adminServer;
    }

    /** Opens the admin API. */
    synchronized void open() {
        AdminServer started = adminServer.get();
        admin = started;
        uri = started.uri();
    }

    URI uri() {
        return uri;
    }

    /** See {@link CrossfadeNode#reload}. */
    void reload(String actor) {
        AdminServer present;
        synchronized (this) {
            present = admin;
        }
        if (present == null) {
            LOG.warn("configuration not reloaded for {}: {}", actor, GIVEN);
        } else {
            present.reload(actor);
        }
    }

    // ---- taking over -----------------------------------------------------------------------------------------------

    /**
     * Nothing changes any more until the elder is gone; what clients will be served by must be what its clients are served by.
     *
     * @param why told to those who want a change
     * @throws CrossfadeException WRONG_STATE when it is not
     */
    synchronized void standBeside(ServingState inherited, String why) {
        reloading.refuse(why);
        flags.suspend(why);
        var differences = ServingState.of(flags.current(), ready.names()).differences(inherited);
        if (!differences.isEmpty()) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "with these files clients would not be served as they are by the running process: "
                            + String.join("; ", differences),
                    "It goes on. Put the migrations' files and the flags back, or move the stage there first.");
        }
        standing = Standing.BESIDE;
    }

    /** To be called when this process lets clients in: sees to it that changes are possible when the elder is gone. */
    void awaitElder() {
        Thread thread = new Thread(
                () -> {
                    boolean gone = false;
                    while (!closed && !gone) {
                        gone = lock.awaitNoElder(LOOK_AGAIN);
                    }
                    standAlone();
                },
                "crossfade-elder");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void standAlone() {
        if (!closed) {
            proceed();
            LOG.info("the process before this one is gone: stages can change again");
        }
    }

    private void proceed() {
        flags.resume();
        engine.mode(EngineMode.WORKING);
        reloading.refuse(null);
        standing = Standing.ALONE;
    }

    // ---- giving up -------------------------------------------------------------------------------------------------

    @Override
    public synchronized ServingState giveUp() {
        if (closed || admin == null) {
            throw new CrossfadeException(Problem.NOT_READY, "it is starting or stopping", null);
        }
        if (standing == Standing.BESIDE) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE, lock.elder() + ", which came before it, still serves clients", null);
        }
        try {
            reloading.refuse(GIVEN);
            engine.mode(EngineMode.watching(GIVEN));
            flags.suspend(GIVEN);
            if (!lock.becomeElder()) {
                throw new CrossfadeException(Problem.WRONG_STATE, lock.elder() + " still serves clients", null);
            }
        } catch (CrossfadeException e) {
            proceed();
            throw e;
        }
        admin.close();
        admin = null;
        standing = Standing.GIVEN;
        return ServingState.of(flags.current(), ready.names());
    }

    /** Waits until the other process has given back what it had, which it does when it ends, at the latest. */
    @Override
    public void takeBack() {
        while (!closed && !lock.takeBackControl()) {
            park(LOOK_AGAIN);
        }
        while (!closed && !tookBack()) {
            park(LOOK_AGAIN);
        }
    }

    private synchronized boolean tookBack() {
        try {
            if (!closed) {
                proceed();
                open();
                LOG.info("this process goes on: admin API on {}", uri);
            }
            return true;
        } catch (CrossfadeException e) {
            LOG.error("clients are served, but not all of this process is back; trying again: {}", e.getMessage());
            return false;
        }
    }

    private static void park(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void handedOver() {
        LOG.info("handed over: clients may leave and transactions finish, then this process ends");
        handedOver.countDown();
    }

    /** Waits until another process lets clients in. */
    void awaitHandedOver() throws InterruptedException {
        handedOver.await();
    }

    /** Closes the admin API and lets nothing begin any more. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (admin != null) {
                admin.close();
                admin = null;
            }
        }
    }
}
