package dev.crossfade.proxy.rewrite.parse;

/** The text does not parse, or a limit was passed. */
public final class SyntaxProblem extends Exception {
    private final int position;
    private final boolean unknown;

    private SyntaxProblem(String message, int position, boolean unknown) {
        super(message, null, false, false);
        this.position = position;
        this.unknown = unknown;
    }

    public static SyntaxProblem unknown(int position) {
        return new SyntaxProblem("syntax the rewriter does not know", position, true);
    }

    public static SyntaxProblem unsupported(String message, int position) {
        return new SyntaxProblem(message, position, false);
    }

    /** Whether the text follows no grammar known here: then it may follow none. */
    public boolean isUnknown() {
        return unknown;
    }

    /** Where, in UTF-16 units of the text, or -1. */
    public int position() {
        return position;
    }
}
