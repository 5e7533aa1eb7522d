package dev.crossfade.admin.engine.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of backfill and verification over one range of keys, as a server wants them said. Keys travel as text.
 *
 * <p>Parameters of every statement: those of {@link #parameters}, then the ones the method names.
 */
public interface KeyBatches {

    /** The values to bind for a range, in order. */
    default List<String> parameters(KeyRange range) {
        List<String> parameters = new ArrayList<>();
        if (range.after() != null) {
            parameters.addAll(range.after());
        }
        if (range.upTo() != null) {
            parameters.addAll(range.upTo());
        }
        return parameters;
    }

    /** The values {@link #fill} binds. */
    default List<String> fillParameters(KeyRange range) {
        List<String> twice = new ArrayList<>(parameters(range));
        twice.addAll(parameters(range));
        return twice;
    }

    /** The values {@link #verify} binds. */
    default List<String> verifyParameters(KeyRange range) {
        return parameters(range);
    }

    /** The key, as an array of text, of the last row of the next batch; no row when fewer are left. Then: rows - 1. */
    String lastKeyOfBatch(KeyRange range);

    /** Fills the rows of the range that do not agree, around those that others have locked. */
    String fill(KeyRange range, boolean careful);

    /**
     * Fills the rows of the range that do not agree in one pass, and waits for rows that others have locked; null where nothing does in one
     * pass what {@link #fill} does, whatever the range.
     */
    @Nullable
    String fillAll(KeyRange range);

    /** Rows of the range that do not agree: after {@link #fill}, those it had to skip. */
    String countDiffering(KeyRange range, boolean careful);

    /** Rows of the range. */
    String count(KeyRange range);

    /** One row: rows, rows that differ, dead letters, keys of up to three of each, arrays of text. */
    String verify(KeyRange range, boolean careful);
}
