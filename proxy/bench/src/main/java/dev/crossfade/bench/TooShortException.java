package dev.crossfade.bench;

import java.io.IOException;

/** Too little happened in a run to measure it. */
final class TooShortException extends IOException {
    private static final long serialVersionUID = 1;

    TooShortException(long transactions) {
        super("too short a run to measure: " + transactions + " transactions");
    }
}
