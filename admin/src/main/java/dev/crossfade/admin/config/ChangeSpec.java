package dev.crossfade.admin.config;

import dev.crossfade.flags.TableName;
import java.time.Duration;

/**
 * A migration file that changes the schema, read.
 *
 * @param soak how long nobody may have used what is to be dropped; for {@link SchemaChange.DropColumn} only
 * @param digest SHA-256 of the file's bytes, in hex
 */
public record ChangeSpec(
        String name, String database, TableName table, SchemaChange change, Duration soak, String digest)
        implements FiledMigration {

    /** What it is about, the same for files that differ in comments or in the soak only. */
    public String definition() {
        return table + " " + change.stored();
    }
}
