package dev.crossfade.proxy.rewrite.parse;

/** The text does not parse, or a limit was passed. */
public final class SyntaxProblem extends Exception {
    private final int position;

    SyntaxProblem(String message, int position) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Where, in UTF-16 units of the text, or -1. */
    public int position() {
        return position;
    }
}
