package dev.crossfade.proxy.rewrite;

/** Ends a rewrite: the statement is refused. Has no stack trace. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String hint;
    private final int position;
    private final boolean unparsed;

    /** {@code position} in UTF-16 units, or -1. */
    public Refusal(String message, String hint, int position) {
        this(message, hint, position, false);
    }

    private Refusal(String message, String hint, int position, boolean unparsed) {
        super(message, null, false, false);
        this.hint = hint;
        this.position = position;
        this.unparsed = unparsed;
    }

    /** The text was not parsed, or does not parse here; perhaps it does nowhere. */
    public static Refusal unparsed(String message, String hint, int position) {
        return new Refusal(message, hint, position, true);
    }

    boolean isUnparsed() {
        return unparsed;
    }

    String hint() {
        return hint;
    }

    int position() {
        return position;
    }
}
