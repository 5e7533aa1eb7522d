package dev.crossfade.admin.config;

import dev.crossfade.flags.TableName;

/**
 * What one migration file describes: columns that become others ({@link MigrationSpec}), which goes through stages under
 * flags, or a change of the schema ({@link ChangeSpec}), which is a few steps and done. Both have one name space.
 */
public sealed interface FiledMigration permits MigrationSpec, ChangeSpec {
    String name();

    /** Its database's name in the configuration. */
    String database();

    TableName table();

    /** SHA-256 of the file's bytes, in hex. */
    String digest();
}
