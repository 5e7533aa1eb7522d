package dev.crossfade.proxy.rewrite;

/** Ends a rewrite: the statement is refused. Has no stack trace. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String hint;
    private final int position;

    /** {@code position} in UTF-16 units, or -1. */
    Refusal(String message, String hint, int position) {
        super(message, null, false, false);
        this.hint = hint;
        this.position = position;
    }

    String hint() {
        return hint;
    }

    int position() {
        return position;
    }
}
