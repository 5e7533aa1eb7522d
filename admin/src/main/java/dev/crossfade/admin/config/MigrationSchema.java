package dev.crossfade.admin.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema of a migration file (https://json-schema.org/draft/2020-12), for editors: it completes keys and marks
 * what has the wrong form. What depends on other files or on the database is said by {@link ConfigurationLoader} and by
 * {@code crossfade migration plan}.
 */
public final class MigrationSchema {
    private static final String RESOURCE = "/dev/crossfade/admin/migration.schema.json";

    private MigrationSchema() {}

    /** The schema as JSON text, which ends with a line feed. */
    public static String text() {
        try (InputStream in = MigrationSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing in the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }
}
