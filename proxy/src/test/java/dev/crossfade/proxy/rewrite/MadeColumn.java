package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a made table.
 *
 * @param values literals that convert to the other side of a migration and come back, any one beside any one of the others
 * @param edges literals that convert, but not what is computed from them; for those who speak old
 * @param bad literals that do not convert; for those who speak old, while old is the truth
 * @param given what stands behind the type: {@code DEFAULT …}, {@code GENERATED …} with {@link MadeTable#MOVED} for the column
 *     that moves, or ""
 */
record MadeColumn(
        String name,
        String type,
        Family family,
        List<String> values,
        List<String> edges,
        List<String> bad,
        @Nullable String collation,
        boolean notNull,
        String given) {

    /** What can be done with values of a type. */
    enum Family {
        INTEGER,
        NUMBER,
        TEXT,
        TIME,
        /** Has an order, and nothing else that is used. */
        ORDERED,
        /** Has not even equality. */
        OPAQUE
    }

    static MadeColumn of(String name, String type, Family family, List<String> values) {
        return new MadeColumn(name, type, family, values, List.of(), List.of(), null, false, "");
    }

    MadeColumn named(String other) {
        return new MadeColumn(other, type, family, values, edges, bad, collation, notNull, given);
    }

    MadeColumn beside(List<String> edgy, List<String> unconvertible) {
        return new MadeColumn(name, type, family, values, edgy, unconvertible, collation, notNull, given);
    }

    MadeColumn collated(@Nullable String by) {
        return new MadeColumn(name, type, family, values, edges, bad, by, notNull, given);
    }

    MadeColumn given(String clause) {
        return new MadeColumn(name, type, family, values, edges, bad, collation, notNull, clause);
    }

    MadeColumn neverNull() {
        return new MadeColumn(name, type, family, values, edges, bad, collation, true, given);
    }

    /** As it is added beside the old one. */
    String bare() {
        return TableName.quote(name) + " " + type + (collation == null ? "" : " COLLATE " + collation);
    }

    String definition() {
        return bare() + (notNull ? " NOT NULL" : "") + (given.isEmpty() ? "" : " " + given);
    }

    String quoted() {
        return TableName.quote(name);
    }

    boolean isComputed() {
        return given.contains("STORED");
    }

    /** Whether different texts count as equal. */
    boolean isBlurred() {
        return MadeKinds.BLURRED.equals(collation);
    }

    boolean isAlwaysIdentity() {
        return given.contains("ALWAYS AS IDENTITY");
    }

    /** Whether a sequence gives its default. */
    boolean isCounted() {
        return given.contains("nextval") || given.contains("IDENTITY");
    }

    boolean hasDefault() {
        return !given.isEmpty() && !isComputed();
    }

    boolean isOrdered() {
        return family != Family.OPAQUE;
    }

    /** The type without length or precision. */
    String bareType() {
        String without = Conversions.withoutLength(type);
        return without == null ? type : without;
    }
}
