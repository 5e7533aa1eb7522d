package dev.crossfade.admin.rest;

import org.jspecify.annotations.Nullable;

/**
 * One change, or one that was refused.
 *
 * @param id counts up, also across restarts
 * @param at ISO-8601, UTC
 * @param actor {@code token} or {@code loopback}, with the caller's X-Crossfade-Actor in brackets where it gave one;
 *     {@code automatic} for what a migration did by itself
 * @param action {@code flag.set}, {@code migration.start}, …
 * @param key the flag that was or would have been changed; {@code migration.NAME} for actions that change no flag
 * @param from what it was
 * @param to what was asked for
 * @param outcome {@code done}, or the name of the problem
 * @param detail why it was refused, or why a migration did it by itself
 * @param snapshot the snapshot that has the change in force, 0 for none
 * @param flipToEffectMillis from the first byte of the request to the first rewritten statement under that snapshot being
 *     written to a backend; null while unknown, and for good when no statement came within
 *     {@link FlipWatch#MAX_WAIT_MILLIS}
 */
public record AuditEntry(
        long id,
        String at,
        String actor,
        String clientAddress,
        String action,
        String key,
        @Nullable String from,
        @Nullable String to,
        String outcome,
        @Nullable String detail,
        long snapshot,
        @Nullable Double flipToEffectMillis) {

    static final String DONE = "done";

    AuditEntry numbered(long newId) {
        return new AuditEntry(
                newId, at, actor, clientAddress, action, key, from, to, outcome, detail, snapshot, flipToEffectMillis);
    }

    AuditEntry tookEffectAfter(double millis) {
        return new AuditEntry(id, at, actor, clientAddress, action, key, from, to, outcome, detail, snapshot, millis);
    }

    /** Whether it is about a flag or about anything below it: {@code migration.a} finds {@code migration.a.stage}. */
    boolean isAbout(String wanted) {
        return key.equals(wanted) || key.startsWith(wanted + ".");
    }
}
