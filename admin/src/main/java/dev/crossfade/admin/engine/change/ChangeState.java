package dev.crossfade.admin.engine.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a change stands, as the database says.
 *
 * @param definition what was started
 * @param epoch counts up when somebody gives it another direction: work that began before is void
 * @param step the word of a step, or {@link #DONE}
 * @param failed whether that step failed, and waits for a person; {@code message} says why
 * @param undoing whether steps are taken back, the last one first
 * @param finished while undoing: whether the step had been finished; the one it was in when that began had not
 * @param memo what its steps have noted for themselves
 * @param usedAt when a statement that names what is to be dropped was seen last
 */
public record ChangeState(
        String definition,
        long tableOid,
        long epoch,
        String step,
        boolean failed,
        @Nullable String message,
        boolean paused,
        boolean undoing,
        boolean finished,
        @Nullable String memo,
        Instant startedAt,
        @Nullable Instant usedAt,
        @Nullable Instant doneAt) {
    static final String DONE = "done";

    boolean isDone() {
        return step.equals(DONE);
    }
}
