package dev.crossfade.flags;

import java.util.Locale;

/** One of the two sides of a column migration. Also says what a client speaks, and which side is the truth. */
public enum Side {
    /** The columns the table had before the migration. */
    OLD,
    /** The columns that replace them. */
    NEW;

    /** The flag variant of {@code migration.NAME.speaks}: {@code old} or {@code new}. */
    public String variant() {
        return name().toLowerCase(Locale.ROOT);
    }
}
