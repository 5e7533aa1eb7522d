package dev.crossfade.admin;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.Configuration.Running;
import dev.crossfade.proxy.ProxySettings;

/** What the data plane needs of a configuration. */
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
                        running.log().connections(), running.log().disconnections()));
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
                        database.blue().database()),
                database.pooling());
    }
}
