package dev.crossfade.admin.engine;

import java.util.List;

/** A step cannot go on, for reasons that people must look at. */
public final class StepFailedException extends RuntimeException {
    public StepFailedException(String message) {
        super(message);
    }

    public StepFailedException(String message, List<String> details) {
        super(message + String.join("; ", details));
    }
}
