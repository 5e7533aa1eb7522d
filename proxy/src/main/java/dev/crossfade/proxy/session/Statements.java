package dev.crossfade.proxy.session;

import dev.crossfade.proxy.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final NameChanges changes = new NameChanges();
    private long bytes;

    /** What was found last, and is still there: mostly what is asked for next. */
    private @Nullable Statement lastFound;

    /** A portal, and the plan of the statement it was bound from. */
    static final class Portal {
        final Plan plan;
        final @Nullable Statement statement;
        boolean bound;

        /** What Bind said behind its names, where that is read again beside the client; empty where it was too long. */
        byte @Nullable [] parameters;

        Portal(Plan plan, @Nullable Statement statement) {
            this.plan = plan;
            this.statement = statement;
        }
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

    /** A Close of a statement, or a simple Query, which drops the unnamed one, is being sent. */
    void closed(byte[] name, Entry entry) {
        String key = Statement.key(name);
        if (statements.containsKey(key) || changes.changing(key) != null) { // what has closed it may be skipped
            change(key, null, entry, false);
        }
    }

    /** What closes all statements but the unnamed one (DropAllPreparedStatements) is being sent. */
    void closedAll(Entry entry) {
        Set<String> keys = new HashSet<>(statements.keySet());
        keys.addAll(changes.changing());
        keys.remove("");
        keys.forEach(key -> change(key, null, entry, false));
    }

    private void change(String key, @Nullable Statement to, Entry entry, boolean isUnnamedParse) {
        Statement before = replace(key, to);
        changes.change(key, before, to, entry, isUnnamedParse, this::replace);
    }

    /** What was sent last to change which statement a name means, and has not been answered; else null. */
    @Nullable
    Entry changing(byte[] name) {
        return changes.isEmpty() ? null : changes.changing(Statement.key(name));
    }

    /** The statement is prepared again under another plan: what a hidden Parse undoes when it fails. */
    void preparedAgain(Statement statement, Plan plan, Entry parse) {
        Plan before = statement.plan;
        boolean was = statement.onServer;
        statement.plan = plan;
        statement.onServer = true;
        parse.undo = itself -> {
            statement.plan = before;
            statement.onServer = !itself && was;
        };
    }

    /** The Close in front of that Parse succeeded, whatever the Parse does. */
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
        String key = Statement.key(portalName);
        Portal before = portals.put(key, portal);
        entry.done = () -> portal.bound = true;
        entry.undo = itself -> putBack(key, before);
    }

    @Nullable
    Portal portal(byte[] name) {
        return portals.get(Statement.key(name));
    }

    /** A Close of a portal is being sent. */
    void portalClosed(byte[] name, Entry entry) {
        String key = Statement.key(name);
        Portal before = portals.remove(key);
        if (before != null) {
            entry.undo = itself -> putBack(key, before);
        }
    }

    private void putBack(String key, @Nullable Portal before) {
        if (before == null) {
            portals.remove(key);
        } else {
            portals.put(key, before);
        }
    }

    /** A transaction has ended, and with it the portals that were bound in it. */
    void transactionEnded() {
        changes.forgetSettled();
        if (!portals.isEmpty()) {
            portals.values().removeIf(portal -> portal.bound);
        }
    }

    /** DEALLOCATE of one name has succeeded; null when its name is not known. */
    void deallocated(byte @Nullable [] name) {
        if (name != null) {
            replace(Statement.key(name), null);
        } else {
            statements.values().forEach(statement -> statement.maybeGone = true);
        }
    }

    /** DEALLOCATE ALL or DISCARD ALL has succeeded; the unnamed statement stays, and what is on its way behind it. */
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
