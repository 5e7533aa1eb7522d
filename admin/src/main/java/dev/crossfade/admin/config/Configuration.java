package dev.crossfade.admin.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code crossfade.yaml} and its migration files, read, checked and with its secrets filled in. Immutable; nothing in it
 * prints a secret.
 *
 * @param flags the flag definitions' file; need not exist yet
 * @param databases in the order of the file, at least one
 * @param migrations by name
 */
public record Configuration(Admin admin, Path flags, List<Database> databases, List<MigrationSpec> migrations) {
    public Configuration {
        databases = List.copyOf(databases);
        migrations = List.copyOf(migrations);
    }

    /**
     * Where the admin API listens.
     *
     * @param listen loopback, unless there is a token; port 0 for any free one
     * @param token what callers must present, null for none
     */
    public record Admin(InetSocketAddress listen, @Nullable Secret token) {}

    /**
     * A database as clients see it.
     *
     * @param name what clients ask for
     * @param listen port 0 for any free one; databases may share an address
     * @param users who may log in, at least one
     * @param blue the active backend
     * @param green the backend a later flip would move to, or null; this version never uses it
     */
    public record Database(
            String name,
            InetSocketAddress listen,
            List<User> users,
            Backend blue,
            @Nullable Backend green) {
        public Database {
            users = List.copyOf(users);
        }
    }

    /**
     * A user of a database.
     *
     * @param name as clients give it
     * @param password what clients must prove to know
     * @param backendUser who it is at the backend, null for the same
     * @param backendPassword its password there, null for the same
     */
    public record User(
            String name,
            Secret password,
            @Nullable String backendUser,
            @Nullable Secret backendPassword) {}

    /**
     * A PostgreSQL server.
     *
     * @param database the database's name there
     * @param user who the migration engine is there
     */
    public record Backend(String host, int port, String database, String user, Secret password) {}
}
