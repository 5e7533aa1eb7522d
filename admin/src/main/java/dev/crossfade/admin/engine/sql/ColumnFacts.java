package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What the generated SQL must know of a column, read from the server with {@code search_path = pg_catalog}, so that every
 * type of another schema carries its schema.
 *
 * @param name as stored
 * @param fullType with its type modifier, such as {@code character varying(40)}
 * @param bareType without it: what function signatures keep (CREATE FUNCTION drops modifiers)
 * @param typeOid {@code pg_type.oid}
 * @param typmod {@code atttypmod}, -1 for none
 * @param comparable whether the type has an equality operator; json, xml and point have none
 * @param collation the column's collation, quoted and with its schema, where it is not the type's own; else null
 * @param attcollation the same whosever it is; null only where the type has none
 */
public record ColumnFacts(
        String name,
        String fullType,
        String bareType,
        long typeOid,
        int typmod,
        boolean comparable,
        @Nullable String collation,
        @Nullable String attcollation) {

    /** The name quoted. */
    public String quoted() {
        return TableName.quote(name);
    }

    /** The column in a table that goes by {@code alias}. */
    public String of(String alias) {
        return alias + "." + quoted();
    }
}
