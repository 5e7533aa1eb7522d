package dev.crossfade.admin.tool;

/**
 * What a line of a tool's output says.
 *
 * @param text in the tool's words, shortened
 * @param percent done, or -1 when the line does not tell
 */
public record Said(Kind kind, String text, double percent) {
    /** Of what sort it is. */
    public enum Kind {
        /** It does something else from now on. */
        STEP,
        /** How far it is. */
        PROGRESS,
        /** It waits for others. */
        WAITS,
        /** Something is not as it should be. */
        WARNING,
        /** Nothing that anybody needs to see. */
        DETAIL
    }

    static Said of(Kind kind, String text) {
        return new Said(kind, text, -1);
    }
}
