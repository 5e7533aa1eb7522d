package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.backend.Borrower;
import dev.crossfade.proxy.backend.Flavor;
import dev.crossfade.proxy.backend.Pool;
import dev.crossfade.proxy.backend.Reports;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.node.Traffic;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.wire.FatalException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server connection that a session has at present, and what has to be on it for the client to notice no change.
 *
 * <pre>
 *             acquire                      lent                 settings differ
 *   <b>none</b> ───────────► <b>waiting</b> ───────────────────────────┬──────────────► <b>restoring</b>
 *    ▲  │ one is free ───────────────────────────────────┤                     │ set
 *    │                                                   ▼ alike               ▼
 *    └──── idle, nothing left in it ──────────────────── <b>held</b> ◄─────────────────┘
 *                 (by session: when the client goes)
 * </pre>
 *
 * Settings that a transaction has changed are read back from the server at its end and set again on the next connection.
 * What cannot be moved pins the session: it keeps its connection until DISCARD ALL or its end. Confined to the session's
 * event loop.
 */
final class Lease implements Borrower {
    /** Custom settings that one session may have before it keeps its connection. */
    private static final int MAX_CUSTOM_NAMES = 100;

    private static final String SETTINGS = "settings";

    /**
     * What servers report that changes answers (https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-ASYNC);
     * search_path since PostgreSQL 18.
     */
    private static final Set<String> REPORTED = Set.of(
            "client_encoding", "DateStyle", "IntervalStyle", "search_path", "standard_conforming_strings", "TimeZone");

    private enum State {
        NONE,
        WAITING,
        RESTORING,
        HELD
    }

    private final Session session;
    private final Pool pool;
    private final Flavor flavor;
    private final boolean byTransaction;
    private final Settings beginning;
    private State state = State.NONE;
    private long waitingSinceNanos;
    private @Nullable ServerConnection connection;
    private Pool.@Nullable Ticket ticket;
    private Settings settings;
    private Map<String, String> told;
    private boolean settingsMayHaveChanged;
    private Set<String> customNames = Set.of();
    private boolean customNamesUnknown;
    private @Nullable Settings changingSettings;

    /** What messages in flight make of {@link #changingSettings}. */
    private final NameChanges<Settings> settingsChanges = new NameChanges<>();

    private boolean readingSettings;
    private boolean reset;
    private boolean othersUsedIt;
    private boolean sequencesMayBeOwn;
    private boolean dying;
    private volatile @Nullable String pinned;

    /**
     * @param byTransaction whether the connection is given back between transactions
     * @param beginning settings of the client's startup packet that are not the flavor's
     * @param told what the client was told by ParameterStatus
     */
    Lease(
            Session session,
            Pool pool,
            Flavor flavor,
            boolean byTransaction,
            Settings beginning,
            Map<String, String> told) {
        this.session = session;
        this.pool = pool;
        this.flavor = flavor;
        this.byTransaction = byTransaction;
        this.beginning = beginning;
        this.settings = beginning;
        this.told = told;
    }

    /** The connection of a session that keeps one from its login on. */
    void begin(ServerConnection first) {
        connection = first;
        state = State.HELD;
        othersUsedIt = first.usedBy(session);
    }

    boolean isByTransaction() {
        return byTransaction;
    }

    /** The connection, whatever its state. */
    @Nullable
    ServerConnection connection() {
        return connection;
    }

    boolean isRestoring() {
        return state == State.RESTORING;
    }

    /** Whether the server is busy with settings, and not with what the client has sent. */
    boolean isBusyWithSettings() {
        return state == State.RESTORING || readingSettings;
    }

    /** Why the session keeps its connection, or null. Any thread. */
    @Nullable
    String pinned() {
        return pinned;
    }

    /** The client's settings as the connection has them; while they are being changed, some that are like no other's. */
    Settings settings() {
        Settings changing = changingSettings;
        return changing == null ? settings : changing;
    }

    /**
     * Whether it will be known only when more is answered what the settings are: what changes them is in flight, and is skipped if
     * something before it fails, which what comes now, behind a Sync, is not.
     */
    boolean areSettingsUncertain() {
        return session.inFlight.isSyncedBehind(settingsChanges.changing(SETTINGS));
    }

    /** Whose connections are like the session's. */
    Flavor flavor() {
        return flavor;
    }

    /**
     * The settings that another connection must have to answer as this one does, as far as they are known: by session, those
     * of them that the server reports. Null while they are being changed.
     */
    @Nullable
    Settings knownSettings() {
        if (!byTransaction) {
            Map<String, String> reported = new LinkedHashMap<>(told);
            reported.keySet().retainAll(REPORTED);
            return Settings.of(reported);
        }
        return changingSettings == null && !readingSettings && !settingsMayHaveChanged && state == State.HELD
                ? settings
                : null;
    }

    /** Whether there is a connection the client's message can be sent on; else the message is held until there is one. */
    boolean acquire() {
        if (state == State.HELD) {
            // a statement is read in a way that the server is just being asked for
            return !readingSettings || settings().isReadingKnown();
        }
        if (state != State.NONE) {
            return false;
        }
        ServerConnection free = pool.borrow(flavor, customNames);
        if (free != null) {
            take(free);
            return state == State.HELD;
        }
        state = State.WAITING;
        waitingSinceNanos = System.nanoTime();
        session.activity.state("waiting");
        ticket = pool.borrow(flavor, this, true);
        return false;
    }

    @Override
    public Set<String> customNames() {
        return customNames;
    }

    @Override
    public void lent(ServerConnection lent) {
        waited();
        ticket = null;
        take(lent);
        if (state == State.HELD) {
            session.resume();
        }
    }

    @Override
    public void refused(FatalException why) {
        waited();
        ticket = null;
        state = State.NONE;
        session.fail(why);
    }

    @Override
    public void refusedByServer(byte[] errorResponse) {
        ticket = null;
        state = State.NONE;
        session.failWith(errorResponse);
    }

    private void waited() {
        session.traffic.add(Traffic.Count.WAIT_NANOS, System.nanoTime() - waitingSinceNanos);
    }

    @SuppressWarnings("ReferenceEquality") // equal ones are one object
    private void take(ServerConnection taken) {
        connection = taken;
        othersUsedIt = taken.usedBy(session);
        sequencesMayBeOwn = false;
        dying = false;
        session.attached(taken);
        taken.customNames(customNames); // those it has at present are set there, too
        // another connection may have been opened under another search_path, which ALTER ROLE sets
        session.planning.attached(taken.finding(settings) instanceof NameLookup known ? known : null);
        if (taken.settings() == settings) {
            held(taken);
        } else {
            state = State.RESTORING;
            session.toServerHidden.runAlone(
                    taken.settings().sqlTo(settings), null, () -> restored(taken), this::notRestored);
            session.settle();
        }
    }

    private void restored(ServerConnection restored) {
        restored.settings(settings);
        held(restored);
    }

    private void notRestored(String error) {
        session.fail(new FatalException(
                Problem.BACKEND_LOST,
                "the session's settings could not be set again on another server connection: " + error,
                "Reconnect. Pooling by session never sets them again."));
        drop();
    }

    private void held(ServerConnection taken) {
        state = State.HELD;
        if (told != taken.reported()) {
            tell(taken.reported());
        }
    }

    /** The server has changed meanwhile what the client was told. */
    private void tell(Map<String, String> reported) {
        reported.forEach((name, value) -> {
            if (!value.equals(told.get(name))) {
                session.tellParameter(name, value);
            }
        });
        told = reported;
    }

    /** The server has sent a ParameterStatus. Returns whether the client is to see it. */
    boolean reported(ServerConnection by, String name, String value) {
        by.reported(name, value);
        if (state == State.RESTORING) {
            return false;
        }
        String begun = reset ? beginning.get(name) : null;
        if (begun == null) {
            told(name, value);
            return true;
        }
        // back to what the client's startup packet said, which the connection's did not
        if (!begun.equals(told.get(name))) {
            session.tellParameter(name, begun);
            told(name, begun);
        }
        return false;
    }

    private void told(String name, String value) {
        Map<String, String> now = new LinkedHashMap<>(told);
        now.put(name, value);
        told = Reports.known(now);
    }

    /**
     * A text is about to be executed that leaves something in the connection, or reads it.
     *
     * @param bits {@link StateScan}'s
     * @param entry what executes it
     */
    void about(int bits, byte[] text, Entry entry) {
        if (!byTransaction) {
            return;
        }
        if ((bits & StateScan.READS_SEQUENCES) != 0 && pinned == null) {
            session.node.sequenceReaders.add(session.user(), session.application());
            pin("currval or lastval");
            if (othersUsedIt && !sequencesMayBeOwn && session.transaction.status() != Transaction.FAILED) {
                // what another session took from a sequence must not look like this one's
                session.toServerHidden.runInOrder("DISCARD SEQUENCES", session.inFlight.maySync());
            }
        }
        sequencesMayBeOwn |= (bits & StateScan.ADVANCES_SEQUENCES) != 0;
        if ((bits & StateScan.PINS) != 0) {
            pin(StateScan.reason(text));
        }
        if ((bits & StateScan.SETTINGS) != 0) {
            changing(
                    StateScan.mayChangeReading(text) || !settings().isReadingKnown()
                            ? Settings.unknown()
                            : settings.changing(),
                    entry);
            settingsMentioned(text);
        }
    }

    /** Until they are known again; unless {@code by} is skipped. One that fails itself may have changed some before. */
    private void changing(Settings next, Entry by) {
        Entry.Undo skipped = settingsChanges.changed(
                SETTINGS, changingSettings, next, by, false, (name, now) -> changingSettings = now);
        by.onFailure(itself -> {
            if (!itself) {
                skipped.run(false);
            }
        });
        changingSettings = next;
    }

    /** What they are is known again, but for what is in flight. */
    @SuppressWarnings("ReferenceEquality") // unknown ones are equal to none other
    private void settingsKnown(@Nullable Settings asOf) {
        if (changingSettings == asOf) { // nothing has been set since
            changingSettings = null;
            settingsChanges.forgetSettled();
        } else {
            settingsChanges.settledAll();
        }
    }

    private void settingsMentioned(byte[] text) {
        Set<String> names = StateScan.customNames(text);
        if (names == null) {
            customNamesUnknown = true;
            pin("a setting whose name cannot be told");
        } else if (customNames.size() + names.size() > MAX_CUSTOM_NAMES && !customNames.containsAll(names)) {
            customNamesUnknown = true;
            pin("too many custom settings");
        } else if (!customNames.containsAll(names)) {
            Set<String> all = new LinkedHashSet<>(customNames);
            all.addAll(names);
            customNames = Set.copyOf(all);
        }
        ServerConnection setting = connection;
        if (setting != null && names != null && !names.isEmpty()) {
            setting.customNames(names);
        }
        if (StateScan.setsByFunction(text)) {
            settingsMayHaveChanged = true;
        }
    }

    /** The server says that SET, RESET or the like was executed. */
    void settingsChanged() {
        settingsMayHaveChanged = true;
    }

    /** The server says that RESET or DISCARD ALL was executed. */
    void settingsReset() {
        settingsMayHaveChanged = true;
        reset = true;
    }

    /** ReadyForQuery, before which the server reports what has changed. */
    void ready() {
        reset = false;
    }

    /** What names mean has been asked of the connection: it is the same for all who share it under the same settings. */
    void found(NameLookup names) {
        ServerConnection shared = connection;
        if (shared != null && byTransaction && pinned == null && changingSettings == null && !readingSettings) {
            shared.finding(settings, names);
        }
    }

    /** From now on the session keeps its connection. */
    void pin(String reason) {
        if (byTransaction && pinned == null) {
            pinned = reason;
        }
    }

    /** DISCARD ALL has left nothing in the connection. */
    void discardedAll() {
        ServerConnection cleared = connection;
        if (cleared != null && byTransaction) {
            pinned = null;
            settingsReset();
            sequencesMayBeOwn = true;
        }
    }

    /** After a burst of the server's messages: the connection goes back when the session is idle and can do without it. */
    void giveBackIfIdle() {
        ServerConnection held = connection;
        if (!byTransaction
                || state != State.HELD
                || held == null
                || pinned != null
                || !session.isIdle()
                || session.isLeaving()) {
            return;
        }
        if (settingsMayHaveChanged) {
            readSettings(held);
            return;
        }
        settingsKnown(changingSettings);
        detach();
        if (dying) {
            Pool.abandon(held);
        } else if (customNamesUnknown) {
            customNamesUnknown = false; // of another connection all is known
            Pool.retire(held);
        } else {
            Pool.giveBack(held);
        }
    }

    /**
     * The server says why it ends the connection, and is asked nothing. Returns whether the session goes on without it, so
     * that the client is not to hear of it; the next in the pool's queue must not get it either.
     */
    boolean dies() {
        dying = byTransaction
                && state == State.HELD
                && pinned == null
                && !settingsMayHaveChanged
                && session.isIdle()
                && !session.isLeaving();
        return dying;
    }

    private void readSettings(ServerConnection held) {
        settingsMayHaveChanged = false;
        readingSettings = true;
        Settings before = changingSettings;
        SettingsReader reader = new SettingsReader(session.backendUser(), customNames);
        session.toServerHidden.runAlone(
                reader.sql(),
                reader,
                () -> {
                    readingSettings = false;
                    if (reader.isUncertain()) {
                        pin("a setting that is not in UTF-8");
                        return;
                    }
                    if (reader.settings().has("idle_session_timeout")) {
                        pin("idle_session_timeout, which is the server's to watch");
                    }
                    held.settings(reader.settings());
                    settings = reader.settings().over(beginning);
                    settingsKnown(before);
                },
                error -> {
                    readingSettings = false;
                    pin("settings that could not be read: " + error);
                });
        session.settle();
    }

    private void detach() {
        connection = null;
        state = State.NONE;
        session.detached();
    }

    /**
     * The client has gone, or is being sent away. The connection goes back where that is safe, else it is closed: the server
     * then rolls back what was open.
     */
    void end() {
        Pool.Ticket waiting = ticket;
        if (waiting != null) {
            ticket = null;
            waiting.cancel();
        }
        ServerConnection left = connection;
        if (left == null) {
            state = State.NONE;
            return;
        }
        changingSettings = null;
        if (state != State.HELD
                || !session.isIdle()
                || session.isLeaving()
                || dying
                || !left.channel().isActive()) {
            drop();
        } else {
            boolean clean = byTransaction && pinned == null && !settingsMayHaveChanged;
            detach();
            if (customNamesUnknown) {
                Pool.retire(left);
            } else if (clean) {
                Pool.giveBack(left);
            } else {
                Pool.giveBackAfterReset(left);
            }
        }
    }

    /** The connection is closed, and stays the session's until it is. */
    void drop() {
        ServerConnection left = connection;
        if (left != null) {
            Pool.discard(left);
        }
    }
}
