package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a text. */
public sealed interface RewriteResult {

    /** The migrations this text touches and which side it speaks, for the usage report. */
    List<Touch> touches();

    /** The text goes on as it is: it touches no migrating table, or nothing in it needs to change. */
    record Untouched(List<Touch> touches) implements RewriteResult {
        public static final Untouched NOTHING_WATCHED = new Untouched(List.of());

        public Untouched {
            touches = List.copyOf(touches);
        }
    }

    /**
     * The text goes on changed.
     *
     * @param sql the new text
     * @param edits what was changed, in the order of the text, not overlapping
     * @param resultColumns identity of result columns that the client must see as another column, see {@link ResultColumn}
     * @param holdsRows whether some of them are of rows that a DECLARE or PREPARE holds for others, see {@link HeldRows}
     */
    record Rewritten(
            String sql, List<Edit> edits, List<ResultColumn> resultColumns, boolean holdsRows, List<Touch> touches)
            implements RewriteResult {
        /** One that holds no rows for later. */
        public Rewritten(String sql, List<Edit> edits, List<ResultColumn> resultColumns, List<Touch> touches) {
            this(sql, edits, resultColumns, false, touches);
        }

        public Rewritten {
            edits = List.copyOf(edits);
            resultColumns = List.copyOf(resultColumns);
            touches = List.copyOf(touches);
        }

        /**
         * Where a position in the rewritten text stands in the client's own: for the position field of errors.
         *
         * @param position 1-based, in characters (code points) as PostgreSQL counts
         * @return 1-based position in the original text; a position inside inserted text maps to where the edit began, but at
         *     a string to the client's own that it was copied from
         */
        public int originalPosition(int position) {
            int shift = 0; // rewritten minus original, in code points
            for (Edit edit : edits) {
                int startInNew = edit.start() + shift; // 0-based
                int newLength =
                        edit.replacement().codePointCount(0, edit.replacement().length());
                int zeroBased = position - 1;
                if (zeroBased < startInNew) {
                    break;
                }
                if (zeroBased < startInNew + newLength) {
                    int copied = copiedFrom(zeroBased, startInNew);
                    return copied < 0 ? edit.start() + 1 : originalPosition(copied + 1);
                }
                shift += newLength - (edit.end() - edit.start());
            }
            return position - shift;
        }

        /** The columns of the rows that one statement of the text returns or holds. */
        public List<ResultColumn> resultColumns(int statement) {
            boolean all = true;
            for (ResultColumn column : resultColumns) {
                all &= column.statement() == statement;
            }
            return all
                    ? resultColumns
                    : resultColumns.stream()
                            .filter(c -> c.statement() == statement)
                            .toList();
        }

        /** Where the string that begins at {@code position} stands before {@code limit}; -1 when none does. */
        private int copiedFrom(int position, int limit) {
            int at = sql.offsetByCodePoints(0, position);
            int close = sql.charAt(at) == '\'' ? sql.indexOf('\'', at + 1) : -1;
            if (close < 0) {
                return -1;
            }
            String literal = sql.substring(at, close + 1);
            int before = sql.lastIndexOf(literal, sql.offsetByCodePoints(0, limit) - literal.length());
            return before < 0 ? -1 : sql.codePointCount(0, before);
        }
    }

    /**
     * The text is refused (invariant 4): never a silent half.
     *
     * @param sqlState 0A000 for constructs that cannot be rewritten, {@link #UNPARSED}, else what fits the reason
     * @param message names the construct and the table
     * @param hint what to do instead
     * @param position where in the client's text, 1-based in code points, or 0 for nowhere in particular
     */
    record Refused(String sqlState, String message, String hint, int position, List<Touch> touches)
            implements RewriteResult {
        /** syntax_error: the text was not parsed here. Whether it parses in the server is for the server to say. */
        public static final String UNPARSED = "42601";

        /** What the client is told when the server can parse the text. */
        public String clientSqlState() {
            return sqlState.equals(UNPARSED) ? "0A000" : sqlState;
        }

        public Refused {
            touches = List.copyOf(touches);
        }
    }

    /**
     * One change in the client's text.
     *
     * @param start where it begins, 0-based in code points
     * @param end where it ends, exclusive; equal to start for an insertion
     * @param replacement what stands there now
     * @param reason why, for people, one clause
     */
    record Edit(int start, int end, String replacement, String reason) {}

    /**
     * A result column that the client must see as a column of the table although it is computed: RowDescription carries
     * these (https://www.postgresql.org/docs/15/protocol-message-formats.html).
     *
     * @param statement which statement of the text returns the row, or holds it for FETCH or EXECUTE; from 0
     * @param index 0-based position in the result row
     * @param tableOid what the client must see as table, 0 for none
     * @param attnum what the client must see as attribute number
     */
    record ResultColumn(int statement, int index, long tableOid, int attnum) {
        /** Of a text's first statement. */
        public ResultColumn(int index, long tableOid, int attnum) {
            this(0, index, tableOid, attnum);
        }
    }

    /**
     * A migration that a text touches.
     *
     * @param side what the text speaks, null when it names neither side
     */
    record Touch(String migration, @Nullable Side side) {}
}
