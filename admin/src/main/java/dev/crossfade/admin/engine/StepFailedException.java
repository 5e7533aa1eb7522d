package dev.crossfade.admin.engine;

import java.util.List;

/** A step cannot go on, for reasons that people must look at. */
final class StepFailedException extends RuntimeException {
    StepFailedException(String message) {
        super(message);
    }

    StepFailedException(String message, List<String> details) {
        super(message + String.join("; ", details));
    }
}
