package dev.crossfade.admin.engine.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose key is after {@code after} and not after {@code upTo}.
 *
 * @param after the key's values as text, or null for the beginning of the table
 * @param upTo likewise, or null for the end
 */
public record KeyRange(
        @Nullable List<String> after, @Nullable List<String> upTo) {
    public static final KeyRange ALL = new KeyRange(null, null);
}
