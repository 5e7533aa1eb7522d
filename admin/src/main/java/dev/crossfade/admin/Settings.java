package dev.crossfade.admin;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.Configuration.Running;
import dev.crossfade.admin.engine.DatabaseConnection;
import dev.crossfade.proxy.ProxySettings;

/** What the data plane and the engine need of a configuration. */
final class Settings {
    private Settings() {}

    static ProxySettings of(Configuration configuration) {
        Running running = configuration.running();
        return new ProxySettings(
                configuration.databases().stream().map(Settings::database).toList(),
                0,
                running.loginTimeout(),
                running.connectTimeout(),
                running.maxClients(),
                running.drainTimeout(),
                new ProxySettings.Logging(
                        running.log().connections(),
                        running.log().disconnections(),
                        running.log().serverConnections()),
                configuration.access(),
                running.listening(),
                running.serverKeepAlive());
    }

    private static ProxySettings.Database database(Database database) {
        return new ProxySettings.Database(
                database.name(),
                database.listen(),
                database.users().stream()
                        .map(user -> new ProxySettings.User(
                                user.name(),
                                user.password().value(),
                                user.backendUser(),
                                user.backendPassword() == null
                                        ? null
                                        : user.backendPassword().value()))
                        .toList(),
                new ProxySettings.Backend(
                        database.blue().host(),
                        database.blue().port(),
                        database.blue().database(),
                        database.blue().tls()),
                database.pooling(),
                database.lookup() == null
                        ? null
                        : new ProxySettings.Lookup(
                                database.blue().user(),
                                database.blue().password().value(),
                                database.lookup().query(),
                                database.lookup().cacheFor()),
                database.engine());
    }

    /** How the engine reaches a database. */
    static DatabaseConnection connection(Database database) {
        Configuration.Backend blue = database.blue();
        return new DatabaseConnection(
                database.name(),
                blue.host(),
                blue.port(),
                blue.database(),
                blue.user(),
                blue.password().value(),
                blue.tls(),
                database.engine());
    }
}
