package dev.crossfade.proxy.session;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What messages in flight make of names: of prepared statements, or of portals. They are answered in order, so for each name
 * there is what it meant before them all, and one change after the other; one that fails or is skipped is taken out, and those
 * behind it stay: a Sync may stand between them.
 *
 * @param <T> what a name may mean
 */
final class NameChanges<T> {
    private final Map<String, Slot<T>> slots = new HashMap<>();

    /** Whether no slot has a change. */
    private boolean quiet = true;

    private static final class Slot<T> {
        private @Nullable T settled;
        private final ArrayDeque<Change<T>> changes = new ArrayDeque<>(2);
    }

    private static final class Change<T> {
        private final Entry by;
        private @Nullable T to;

        Change(Entry by, @Nullable T to) {
            this.by = by;
            this.to = to;
        }
    }

    /** What a message has changed does not come to pass. */
    interface Undone<T> {
        /** @param now what the name means without it */
        void means(String key, @Nullable T now);
    }

    /**
     * A message is being sent that changes what a name means.
     *
     * @param before what it means up to there
     * @param clears whether the name means nothing when the message fails itself: a Parse of the unnamed statement and a simple
     *     Query take the one that there was with them, whatever becomes of them (exec_parse_message, exec_simple_query)
     * @param undone told when it has failed or was skipped
     */
    void change(String key, @Nullable T before, @Nullable T to, Entry by, boolean clears, Undone<T> undone) {
        by.onFailure(changed(key, before, to, by, clears, undone));
    }

    /** The same where the caller sees to it that what is returned is run when the message fails or is skipped. */
    Entry.Undo changed(String key, @Nullable T before, @Nullable T to, Entry by, boolean clears, Undone<T> undone) {
        Slot<T> slot = slots.computeIfAbsent(key, k -> new Slot<>());
        settle(slot);
        if (slot.changes.isEmpty()) {
            slot.settled = before;
        }
        Change<T> change = new Change<>(by, to);
        slot.changes.add(change);
        quiet = false;
        return itself -> {
            if (itself && clears) {
                change.to = null;
            } else {
                slot.changes.remove(change);
            }
            Change<T> last = slot.changes.peekLast();
            undone.means(key, last == null ? slot.settled : last.to);
        };
    }

    /** What was sent last to change what a name means, and has not been answered; else null. */
    @Nullable
    Entry changing(String key) {
        if (quiet) {
            return null;
        }
        Slot<T> slot = slots.get(key);
        Change<T> last = slot == null ? null : slot.changes.peekLast();
        return last == null || last.by.settled ? null : last.by;
    }

    /** The names whose meaning is being changed. */
    List<String> changing() {
        return slots.keySet().stream().filter(key -> changing(key) != null).toList();
    }

    private void settle(Slot<T> slot) {
        Change<T> oldest;
        while ((oldest = slot.changes.peek()) != null && oldest.by.settled) {
            slot.settled = oldest.to;
            slot.changes.remove();
        }
    }

    /** Lets go of what is settled. */
    void forgetSettled() {
        if (quiet) {
            return;
        }
        boolean[] all = {true};
        slots.entrySet().removeIf(entry -> {
            Slot<T> slot = entry.getValue();
            settle(slot);
            if (!slot.changes.isEmpty()) {
                all[0] = false;
                return false;
            }
            slot.settled = null;
            return !entry.getKey().isEmpty(); // the unnamed one's is needed all the time
        });
        quiet = all[0];
    }

    /** Whether no message in flight changes what any name means. */
    boolean isQuiet() {
        return quiet;
    }

    /** DEALLOCATE ALL has succeeded; the unnamed statement stays, and what is on its way behind it. */
    void settledAll() {
        slots.forEach((key, slot) -> {
            settle(slot);
            if (!key.isEmpty()) {
                slot.settled = null;
            }
        });
    }
}
