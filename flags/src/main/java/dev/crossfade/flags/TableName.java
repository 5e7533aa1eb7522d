package dev.crossfade.flags;

/** A table by schema and name, both as the catalog stores them: unquoted, case as it is. */
public record TableName(String schema, String name) {
    @Override
    public String toString() {
        return schema + "." + name;
    }

    /** Both parts as quoted identifiers, ready to stand in SQL. */
    public String quoted() {
        return quote(schema) + "." + quote(name);
    }

    /** {@code identifier} as a quoted identifier of the SQL standard: quotes around it, quotes in it doubled. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
