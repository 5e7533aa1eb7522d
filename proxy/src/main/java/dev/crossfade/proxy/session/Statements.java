package dev.crossfade.proxy.session;

import dev.crossfade.proxy.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The prepared statements and portals of a session as they will be once everything in flight has been answered. What a
 * message changes here is undone when the server says that it failed, or skips it.
 */
final class Statements {
    /** Texts remembered in one session, to prepare them again when a migration changes what they must say. */
    static final long MAX_TEXT_BYTES = 32L << 20;

    /** Statements without a text above that still count in names. */
    private static final int STATEMENT_BYTES = 128;

    private final Map<String, Statement> statements = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();

    private final NameChanges<Statement> changes = new NameChanges<>();
    private final NameChanges<Portal> portalChanges = new NameChanges<>();
    private long bytes;

    /** What was found last, and is still there: mostly what is asked for next. */
    private @Nullable Statement lastFound;

    /** A portal, the plan of the statement it was bound from, and whether that deallocates another one in place of the client's. */
    static final class Portal {
        final Plan plan;
        final @Nullable Statement statement;
        final boolean standsIn;
        boolean bound;

        /** What Bind said behind its names, where that is read again beside the client; empty where it was too long. */
        byte @Nullable [] parameters;

        Portal(Plan plan, @Nullable Statement statement, boolean standsIn) {
            this.plan = plan;
            this.statement = statement;
            this.standsIn = standsIn;
        }
    }

    /** The text of each; null for one that was too long to be remembered. */
    Stream<byte @Nullable []> texts() {
        return statements.values().stream().map(statement -> statement.text);
    }

    @Nullable
    Statement find(byte[] name) {
        Statement last = lastFound;
        if (last != null && Arrays.equals(last.name, name)) {
            return last;
        }
        Statement found = statements.get(Statement.key(name));
        lastFound = found;
        return found;
    }

    /** The texts of the statement with this key, or of all for null; null when one of them is not remembered. */
    @Nullable
    List<byte[]> texts(@Nullable String key) {
        List<byte[]> texts = new ArrayList<>();
        for (Map.Entry<String, Statement> entry : statements.entrySet()) {
            if (key == null || entry.getKey().equals(key)) {
                byte[] text = entry.getValue().text;
                if (text == null) {
                    return null;
                }
                texts.add(text);
            }
        }
        return texts;
    }

    /** Whether {@code textBytes} more can be remembered. */
    boolean hasRoomFor(int textBytes) {
        return bytes + textBytes <= MAX_TEXT_BYTES;
    }

    /** A Parse is being sent; {@code entry} is told how to undo it. */
    void parsed(Statement statement, Entry entry) {
        change(Statement.key(statement.name), statement, entry, statement.name.length == 0);
    }

    /** A Close of a statement, or a DEALLOCATE of it, is being sent. */
    void closed(byte[] name, Entry entry) {
        String key = Statement.key(name);
        if (isKnown(key)) {
            change(key, null, entry, false);
        }
    }

    /** A message is being sent that drops the unnamed statement even if it fails. */
    void unnamedDropped(Entry entry) {
        if (isKnown("")) {
            change("", null, entry, true);
        }
    }

    /** What closes all statements but the unnamed one (DropAllPreparedStatements) is being sent. */
    void closedAll(Entry entry) {
        Set<String> keys = new HashSet<>(statements.keySet());
        keys.addAll(changes.changing());
        keys.remove("");
        keys.forEach(key -> change(key, null, entry, false));
    }

    /** Whether there is one of that name, or may be: what has closed it may be skipped. */
    private boolean isKnown(String key) {
        return statements.containsKey(key) || changes.changing(key) != null;
    }

    private void change(String key, @Nullable Statement to, Entry entry, boolean clears) {
        Statement before = replace(key, to);
        changes.change(key, before, to, entry, clears, this::replace);
    }

    /** What was sent last to change which statement a name means, and has not been answered; else null. */
    @Nullable
    Entry changing(byte[] name) {
        return changes.isQuiet() ? null : changes.changing(Statement.key(name));
    }

    /** The same of a portal. */
    @Nullable
    Entry changingPortal(byte[] name) {
        return portalChanges.isQuiet() ? null : portalChanges.changing(Statement.key(name));
    }

    /** What is being sent, and has not been answered, to change what the statement of this key is, or any for null. */
    List<Entry> changing(@Nullable String key) {
        return (key == null ? changes.changing() : List.of(key))
                .stream().map(changes::changing).filter(Objects::nonNull).toList();
    }

    /** The statement is prepared again under another plan: what a hidden Parse undoes when it fails. */
    void preparedAgain(Statement statement, Plan plan, Entry parse) {
        Plan before = statement.plan;
        boolean was = statement.onServer;
        statement.plan = plan;
        statement.onServer = true;
        statement.preparing = parse;
        parse.undo = itself -> {
            statement.plan = before;
            statement.onServer = !itself && was; // the Close in front of the Parse has succeeded, whatever that does
        };
    }

    private @Nullable Statement replace(String key, @Nullable Statement statement) {
        lastFound = null;
        Statement before = statement == null ? statements.remove(key) : statements.put(key, statement);
        if (before != null) {
            bytes -= before.bytes() + STATEMENT_BYTES + key.length();
        }
        if (statement != null) {
            bytes += statement.bytes() + STATEMENT_BYTES + key.length();
        }
        return before;
    }

    /** A Bind is being sent. */
    void bound(byte[] portalName, Portal portal, Entry entry) {
        changePortal(Statement.key(portalName), portal, entry);
        entry.done = () -> portal.bound = true;
    }

    @Nullable
    Portal portal(byte[] name) {
        return portals.get(Statement.key(name));
    }

    /** A Close of a portal is being sent. */
    void portalClosed(byte[] name, Entry entry) {
        String key = Statement.key(name);
        if (portals.containsKey(key) || portalChanges.changing(key) != null) {
            changePortal(key, null, entry);
        }
    }

    private void changePortal(String key, @Nullable Portal to, Entry entry) {
        Portal before = replacePortal(key, to);
        portalChanges.change(key, before, to, entry, false, this::replacePortal);
    }

    private @Nullable Portal replacePortal(String key, @Nullable Portal portal) {
        return portal == null ? portals.remove(key) : portals.put(key, portal);
    }

    /** A transaction has ended, and with it the portals that were bound in it. */
    void transactionEnded() {
        changes.forgetSettled();
        portalChanges.forgetSettled();
        if (!portals.isEmpty()) {
            portals.values().removeIf(portal -> portal.bound);
        }
    }

    /**
     * One of several statements in a text, DEALLOCATE of one statement, has succeeded; what is on its way was not there then.
     *
     * @param names {@link SqlPrepares#allDeallocated}
     */
    void deallocatedOne(@Nullable List<byte[]> names, List<Statement> onTheirWay) {
        statements.forEach((key, statement) ->
                statement.maybeGone |= !onTheirWay.contains(statement) && SqlPrepares.isAmong(names, key));
    }

    /**
     * DEALLOCATE ALL or DISCARD ALL has succeeded that was not seen coming; the unnamed statement stays, and what is on its way
     * behind it.
     */
    void deallocatedAll(Iterable<Statement> onTheirWay) {
        List<Statement> kept = new ArrayList<>();
        Statement unnamed = statements.get("");
        if (unnamed != null) {
            kept.add(unnamed);
        }
        onTheirWay.forEach(kept::add);
        changes.settledAll();
        statements.clear();
        lastFound = null;
        bytes = 0;
        kept.forEach(statement -> replace(Statement.key(statement.name), statement));
    }
}
