package dev.crossfade.admin.engine;

import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ClientLatency;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a migration's {@link Standing}: looks at the stage in force and writes down when it has changed. One that went back
 * without the evidence's doing was taken back, by somebody or by itself, also while no engine looked on, and is to stay there.
 *
 * <p>{@link #look} is for the database's engine thread, everything else for any.
 */
final class Standings {
    private static final Logger LOG = LoggerFactory.getLogger(Standings.class);

    private final MigrationRunner runner;

    /** The flag was set back since the last look; it may be where it was again. */
    private final AtomicBoolean takenBack = new AtomicBoolean();

    /** That it went back by itself, until the database says so. */
    private volatile @Nullable String words;

    private volatile Standing.@Nullable Now known;

    /** Whether the database was asked: at off, where most migrations are, that is enough. For the engine's thread. */
    private boolean looked;

    Standings(MigrationRunner runner) {
        this.runner = runner;
    }

    /** Its flag is about to be set back. */
    void takenBack() {
        takenBack.set(true);
    }

    /** It has gone back by itself: that and why, in words. */
    void wentBack(String why) {
        words = why;
        takenBack.set(true);
    }

    /** It is about to go on. */
    void letGo() {
        words = null;
        Standing.Now last = known;
        if (last != null) {
            Standing was = last.standing();
            known = new Standing.Now(
                    new Standing(was.stage(), was.since(), null, false, was.letters(), was.before()), last.now());
        }
    }

    /** Started anew: nothing that came before holds it. Its row is to go with {@link Standing#forget}. */
    void beginAnew() {
        takenBack.set(false);
        words = null;
        known = null;
    }

    /** That it has gone back by itself and has not gone on since, in words; else null. */
    @Nullable
    String wentBackByItself() {
        String fresh = words;
        Standing.Now last = known;
        return fresh != null || last == null || !last.standing().byItself()
                ? fresh
                : last.standing().heldBack();
    }

    /** What is to be known after a restart. */
    void measured(long letters, ClientLatency.@Nullable Reading before) throws SQLException {
        int rows = runner.database().db().call(c -> Standing.measured(c, runner.name(), letters, before));
        LOG.debug("{}: {} row(s) of what was measured", runner.name(), rows);
    }

    /** Where it stands, with the database's time then; null while it is on its way, or never was started. */
    Standing.@Nullable Now look() throws SQLException {
        MigrationState state = runner.state();
        if (state == null || state.inForce() != state.requested()) {
            return null;
        }
        Stage at = state.inForce();
        Standing.Now last = known;
        // Else nobody wants to know how long it has been there.
        boolean asked = runner.spec().advancesItself() && at != Stage.OFF;
        boolean same =
                at == Stage.OFF ? looked : last != null && last.standing().stage() == at;
        if (!asked && same && !takenBack.get()) {
            return last;
        }
        Db db = runner.database().db();
        if (last == null && !db.call(runner.database().store()::exists)) {
            looked = true;
            return null;
        }
        Standing.Now found = db.find(c -> Standing.read(c, runner.name()));
        boolean wasTakenBack = takenBack.getAndSet(false);
        String why = words;
        if (found == null || found.standing().stage() != at || wasTakenBack) {
            try {
                arrived(found == null ? null : found.standing(), at, wasTakenBack, why);
                found = db.find(c -> Standing.read(c, runner.name()));
            } catch (SQLException e) {
                takenBack.compareAndSet(false, wasTakenBack);
                throw e;
            }
        }
        known = found;
        looked = true;
        if (why != null && why.equals(words)) {
            words = null; // the database says so from here on
        }
        return found;
    }

    private void arrived(@Nullable Standing was, Stage at, boolean wasTakenBack, @Nullable String why)
            throws SQLException {
        boolean back = was != null && (at.isBefore(was.stage()) || (wasTakenBack && at == was.stage()));
        String held = null;
        if (back && (at != Stage.OFF || why != null)) {
            held = why != null
                    ? why
                    : "was taken back to " + at.variant() + ", seen at "
                            + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "; it stays there until advance";
        }
        String heldBack = held;
        DatabaseContext database = runner.database();
        int rows = database.db()
                .call(c -> Standing.arrived(
                        c, database.store(), runner.name(), at, heldBack, heldBack != null && why != null));
        LOG.debug("{}: at {}, {} row(s)", runner.name(), at.variant(), rows);
    }
}
