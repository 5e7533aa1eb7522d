package dev.crossfade.flags;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a column migration stands, in LaunchDarkly's words for migration flags
 * (https://docs.launchdarkly.com/home/flags/migration). The order of the constants is the order of the stages.
 */
public enum Stage {
    /** Only the old columns are read and written. */
    OFF,
    /** Both are written, old is read. */
    DUAL_WRITE,
    /** Both are written, old is read, new is read too and compared. */
    SHADOW,
    /** Both are written, new is read. New is the truth. */
    LIVE,
    /** As {@link #LIVE}; clients that still read old are reported. */
    RAMP_DOWN,
    /** Only new is read and written. */
    COMPLETE;

    /** The flag variant of this stage: {@code off}, {@code dual-write}, … */
    public String variant() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stage of a flag variant, empty when there is none of that name. */
    public static Optional<Stage> ofVariant(String variant) {
        return Arrays.stream(values()).filter(s -> s.variant().equals(variant)).findFirst();
    }

    /** All variants, in order. */
    public static List<String> variants() {
        return Arrays.stream(values()).map(Stage::variant).toList();
    }

    /** The next stage; {@link #COMPLETE} is its own. */
    public Stage next() {
        return switch (this) {
            case OFF -> DUAL_WRITE;
            case DUAL_WRITE -> SHADOW;
            case SHADOW -> LIVE;
            case LIVE -> RAMP_DOWN;
            case RAMP_DOWN, COMPLETE -> COMPLETE;
        };
    }

    /** The stage before; {@link #OFF} is its own. */
    public Stage previous() {
        return switch (this) {
            case OFF, DUAL_WRITE -> OFF;
            case SHADOW -> DUAL_WRITE;
            case LIVE -> SHADOW;
            case RAMP_DOWN -> LIVE;
            case COMPLETE -> RAMP_DOWN;
        };
    }

    /** Whether this stage comes before {@code other}. */
    public boolean isBefore(Stage other) {
        return compareTo(other) < 0;
    }

    /** The lower of two stages. */
    public static Stage lower(Stage a, Stage b) {
        return a.isBefore(b) ? a : b;
    }

    /** Which columns a write keeps. */
    public Writes writes() {
        return switch (this) {
            case OFF -> Writes.OLD;
            case COMPLETE -> Writes.NEW;
            default -> Writes.BOTH;
        };
    }

    /** Which side answers reads. */
    public Side reads() {
        return isBefore(LIVE) ? Side.OLD : Side.NEW;
    }
}
