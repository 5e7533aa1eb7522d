package dev.crossfade.admin.rehearsal;

import org.jspecify.annotations.Nullable;

/**
 * Whether a migration's file has been rehearsed, as the API shows it.
 *
 * @param digest SHA-256 of the file as it is now
 * @param state {@code none}, {@code running}, {@code passed}, {@code failed}, {@code outdated} (what was rehearsed is another
 *     version of the file)
 * @param required whether {@code start} refuses unless {@code passed}
 * @param doing what is done at present; null unless {@code running}
 * @param report of the last rehearsal; null when there was none
 * @param markdown the same as a document
 */
public record Rehearsed(
        String migration,
        String digest,
        String state,
        boolean required,
        @Nullable String doing,
        @Nullable Report report,
        @Nullable String markdown) {
    static final String NONE = "none";
    static final String RUNNING = "running";
    static final String OUTDATED = "outdated";
}
