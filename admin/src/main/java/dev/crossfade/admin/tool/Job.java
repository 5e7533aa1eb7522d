package dev.crossfade.admin.tool;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool is to do.
 *
 * @param name of the migration; letters, digits and dashes
 * @param schema of the table; in MySQL the database
 * @param alter what comes behind {@code ALTER TABLE t} for MySQL's tools; null for pg_repack, which only rewrites
 * @param options of the tool as its manual names them, without dashes; {@code true} for one that takes no value
 * @param environment more of it, such as libpq's TLS settings
 */
public record Job(
        String name,
        Server server,
        String schema,
        String table,
        @Nullable String alter,
        Map<String, String> options,
        Map<String, String> environment) {
    public Job {
        options = Map.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** What its sessions are called in the server, where the server knows such names; at most 63 bytes. */
    public String mark() {
        return "crossfade tool " + name;
    }

    /** Where the table is. */
    public record Server(String host, int port, String database, String user, String password) {
        /** Without the secret. */
        @Override
        public String toString() {
            return user + "@" + host + ":" + port + "/" + database;
        }
    }
}
