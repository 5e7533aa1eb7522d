package dev.crossfade.bench;

import org.jspecify.annotations.Nullable;

/**
 * The database that a Crossfade stands before, as its configuration names it.
 *
 * @param engine {@code postgresql} or {@code mysql}
 * @param port of the server, on 127.0.0.1
 * @param pooling {@code session} or {@code transaction}
 * @param app whom clients log in as
 * @param user whom Crossfade works as
 * @param password of both
 * @param migration what is to be at stage {@code live}, null for nothing
 * @param file that migration's
 */
record Site(
        String engine,
        String database,
        int port,
        String pooling,
        String app,
        String user,
        String password,
        @Nullable String migration,
        @Nullable String file) {
    static Site resting(
            String engine, String database, int port, String pooling, String app, String user, String password) {
        return new Site(engine, database, port, pooling, app, user, password, null, null);
    }

    /** @param template of the file, with a place for the database's name */
    Site migrating(String name, String template) {
        return new Site(engine, database, port, pooling, app, user, password, name, template.formatted(database));
    }
}
