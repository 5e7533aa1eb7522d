package dev.crossfade.admin.engine;

import org.jspecify.annotations.Nullable;

/** A migration has moved without being told to, or tried to. */
public sealed interface ByItself permits AutomaticRollback, AutomaticAdvance {
    String migration();

    /** When, ISO-8601. */
    String at();

    /** The stage that was in force. */
    String from();

    /** The stage it went to, or wanted to. */
    String to();

    String why();

    /** Why it could not, by name; null when it did. */
    @Nullable
    String problem();

    /** The snapshot with the new stage; 0 when there is none yet. */
    long snapshot();
}
