package dev.crossfade.admin.handover;

import org.jspecify.annotations.Nullable;

/**
 * What the two processes say to each other, a JSON object on a line.
 *
 * @param version of this exchange: another one is refused
 * @param why of a refusal
 * @param state of {@link Say#YOURS}
 */
record Message(
        Say say,
        int version,
        @Nullable String why,
        @Nullable ServingState state) {
    static final int VERSION = 1;

    enum Say {
        TAKE_OVER,
        YOURS,
        READY,
        GO,
        ACCEPTING,
        REFUSED
    }

    static Message of(Say say) {
        return new Message(say, VERSION, null, null);
    }

    static Message refused(String why) {
        return new Message(Say.REFUSED, VERSION, why, null);
    }

    static Message yours(ServingState state) {
        return new Message(Say.YOURS, VERSION, null, state);
    }
}
