package dev.crossfade.admin.tool;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.BackendTls;
import java.util.HashMap;
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

    /** A table of a PostgreSQL server is to be rewritten as it is. */
    public static Job rewrite(
            String name, Server server, TableName table, Map<String, String> options, BackendTls tls) {
        return new Job(name, server, table.schema(), table.name(), null, options, environment(tls));
    }

    /** https://www.postgresql.org/docs/15/libpq-envars.html: the same modes by the same names. */
    private static Map<String, String> environment(BackendTls tls) {
        Map<String, String> environment =
                new HashMap<>(Map.of("PGSSLMODE", tls.mode().word()));
        if (tls.verifies()) {
            environment.put("PGSSLROOTCERT", String.valueOf(tls.ca()));
        }
        if (tls.certificate() != null) {
            environment.put("PGSSLCERT", String.valueOf(tls.certificate()));
            environment.put("PGSSLKEY", String.valueOf(tls.key()));
        }
        return environment;
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
