package dev.crossfade.flags;

/** Which columns a write keeps. */
public enum Writes {
    /** Old only: before dual-write. */
    OLD,
    /** Old and new, in the same statement. */
    BOTH,
    /** New only: after complete. */
    NEW
}
