package dev.crossfade.admin.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param subject what was looked at, such as {@code shop blue}
 * @param check what was looked for
 * @param found what was found
 * @param hint what to do about it, null when nothing needs to be done
 */
public record Finding(
        String subject,
        String check,
        Verdict verdict,
        String found,
        @Nullable String hint) {

    /** How good or bad a finding is. */
    public enum Verdict {
        OK,
        /** Crossfade works, but perhaps not as wanted. */
        WARNING,
        /** Crossfade or a migration will not work. */
        FAILED
    }

    static Finding ok(String subject, String check, String found) {
        return new Finding(subject, check, Verdict.OK, found, null);
    }
}
