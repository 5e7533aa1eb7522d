package dev.crossfade.proxy.rewrite.lex;

/** The text has no tokens: an unterminated string or comment, or a character that cannot stand in SQL. */
public final class LexicalError extends Exception {
    private final int position;

    LexicalError(String message, int position) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Where, in UTF-16 units of the text. */
    public int position() {
        return position;
    }
}
