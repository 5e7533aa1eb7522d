package dev.crossfade.proxy.session;

/** Tells by its words whether a text may ask for the client's copy data; in doubt it says yes. */
final class CopyIn {
    private CopyIn() {}

    /** @param several whether the text may have several statements, as that of a simple Query may */
    static boolean mayBegin(byte[] text, boolean several) {
        return (several || mayBeginWithCopy(text))
                && SqlPrepares.contains(text, "copy")
                // FROM STDOUT means the same (gram.y, copy_file_name)
                && (SqlPrepares.contains(text, "stdin") || SqlPrepares.contains(text, "stdout"));
    }

    /** Whether the first word begins as COPY does, or something else comes before it. */
    private static boolean mayBeginWithCopy(byte[] text) {
        for (byte b : text) {
            if (b < 0 || b > ' ') {
                return b == 'c' || b == 'C' || b == '-' || b == '/' || b == ';';
            }
        }
        return false;
    }
}
