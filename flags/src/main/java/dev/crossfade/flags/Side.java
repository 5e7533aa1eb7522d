package dev.crossfade.flags;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /** The side of a flag variant, empty when there is none of that name. */
    public static Optional<Side> ofVariant(String variant) {
        return Arrays.stream(values()).filter(s -> s.variant().equals(variant)).findFirst();
    }

    /** All variants, in order. */
    public static List<String> variants() {
        return Arrays.stream(values()).map(Side::variant).toList();
    }
}
