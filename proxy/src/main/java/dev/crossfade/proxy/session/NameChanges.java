package dev.crossfade.proxy.session;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What messages in flight make of the names of prepared statements. They are answered in order, so for each name there is what
 * it meant before them all, and one change after the other; one that fails or is skipped is taken out, and those behind it
 * stay: a Sync may stand between them.
 */
final class NameChanges {
    private final Map<String, Slot> slots = new HashMap<>();

    private static final class Slot {
        private @Nullable Statement settled;
        private final ArrayDeque<Change> changes = new ArrayDeque<>(2);
    }

    private static final class Change {
        private final Entry by;
        private @Nullable Statement to;

        Change(Entry by, @Nullable Statement to) {
            this.by = by;
            this.to = to;
        }
    }

    /** What a message has changed does not come to pass. */
    interface Undone {
        /** @param now what the name means without it */
        void means(String key, @Nullable Statement now);
    }

    /**
     * A message is being sent that changes what a name means.
     *
     * @param before what it means up to there
     * @param isUnnamedParse takes what there was with it when it fails itself (exec_parse_message)
     * @param undone told when it has failed or was skipped
     */
    void change(
            String key,
            @Nullable Statement before,
            @Nullable Statement to,
            Entry by,
            boolean isUnnamedParse,
            Undone undone) {
        Slot slot = slots.get(key);
        if (slot == null) {
            slot = new Slot();
            slot.settled = before;
            slots.put(key, slot);
        } else {
            settle(slot);
        }
        Slot changed = slot;
        Change change = new Change(by, to);
        slot.changes.add(change);
        Entry.Undo others = by.undo;
        by.undo = itself -> {
            if (itself && isUnnamedParse) {
                change.to = null;
            } else {
                changed.changes.remove(change);
            }
            Change last = changed.changes.peekLast();
            undone.means(key, last == null ? changed.settled : last.to);
            if (others != null) {
                others.run(itself);
            }
        };
    }

    /** What was sent last to change what a name means, and has not been answered; else null. */
    @Nullable
    Entry changing(String key) {
        Slot slot = slots.get(key);
        Change last = slot == null ? null : slot.changes.peekLast();
        return last == null || last.by.settled ? null : last.by;
    }

    /** The names whose meaning is being changed. */
    List<String> changing() {
        return slots.keySet().stream().filter(key -> changing(key) != null).toList();
    }

    private static void settle(Slot slot) {
        Change oldest;
        while ((oldest = slot.changes.peek()) != null && oldest.by.settled) {
            slot.settled = oldest.to;
            slot.changes.remove();
        }
    }

    /** Lets go of what is settled. */
    void forgetSettled() {
        if (!slots.isEmpty()) {
            slots.values().removeIf(slot -> {
                settle(slot);
                return slot.changes.isEmpty();
            });
        }
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

    boolean isEmpty() {
        return slots.isEmpty();
    }
}
