package dev.crossfade.flags;

/**
 * What the data plane may be doing with a migration: its stage, and between shadow and live the moment when new already
 * is the truth and nobody reads it yet.
 *
 * <pre>
 *   OFF ─ DUAL_WRITE ─ SHADOW ─ CONFIRMING ─ LIVE, RAMP_DOWN ─ COMPLETE
 * </pre>
 *
 * Transactions may run at the same time at neighbouring positions and at no others: a write at {@link #OFF} keeps old
 * only, which a reader of new must never meet; a write at {@link #SHADOW} may leave a dead letter, whose new is NULL, which
 * a reader at {@link #LIVE} would take for the value. So a migration enters a position only when no transaction is left at
 * one that is not its neighbour.
 */
enum Position {
    OFF(Stage.OFF, Side.OLD, 0),
    DUAL_WRITE(Stage.DUAL_WRITE, Side.OLD, 1),
    SHADOW(Stage.SHADOW, Side.OLD, 2),
    /** In force is shadow, but new is the truth: on the way to live, or just back from it. */
    CONFIRMING(Stage.SHADOW, Side.NEW, 3),
    LIVE(Stage.LIVE, Side.NEW, 4),
    /** For the data plane the same as live. */
    RAMP_DOWN(Stage.RAMP_DOWN, Side.NEW, 4),
    COMPLETE(Stage.COMPLETE, Side.NEW, 5);

    private final Stage stage;
    private final Side truth;
    private final int rank;

    Position(Stage stage, Side truth, int rank) {
        this.stage = stage;
        this.truth = truth;
        this.rank = rank;
    }

    /** Where a stage has settled. */
    static Position of(Stage stage) {
        return switch (stage) {
            case OFF -> OFF;
            case DUAL_WRITE -> DUAL_WRITE;
            case SHADOW -> SHADOW;
            case LIVE -> LIVE;
            case RAMP_DOWN -> RAMP_DOWN;
            case COMPLETE -> COMPLETE;
        };
    }

    Stage stage() {
        return stage;
    }

    Side truth() {
        return truth;
    }

    /** Whether transactions at this position and at {@code other} may be open at the same time. */
    boolean neighbours(Position other) {
        return Math.abs(rank - other.rank) <= 1;
    }
}
