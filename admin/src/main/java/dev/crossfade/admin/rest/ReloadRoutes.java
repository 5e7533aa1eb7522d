package dev.crossfade.admin.rest;

import dev.crossfade.admin.config.ConfigurationException;
import dev.crossfade.flags.CrossfadeException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/reload}: the configuration is read again. A signal asks for the same. */
final class ReloadRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadRoutes.class);

    private final Reload reload;
    private final Changes changes;

    ReloadRoutes(Reload reload, Changes changes) {
        this.reload = reload;
        this.changes = changes;
    }

    /**
     * What a reload did.
     *
     * @param changed in words; empty when the configuration is as before
     */
    record Reloaded(List<String> changed) {}

    List<Route> routes() {
        return List.of(new Route(
                "POST",
                "/v1/reload",
                false,
                "Read the configuration again and put all of it into force, or nothing; nobody is disconnected",
                null,
                200,
                Reloaded.class,
                List.of(),
                context -> Json.answer(context, 200, reload(changes.caller(context)))));
    }

    /** Recorded and logged, whoever asks. */
    Reloaded reload(Changes.Caller caller) {
        try {
            Reloaded reloaded =
                    changes.make(caller, new Changes.Asked("configuration.reload", "configuration", null, null), () -> {
                        try {
                            List<String> changed = reload.reload();
                            String words = changed.isEmpty() ? "nothing has changed" : String.join("; ", changed);
                            return new Changes.Made<>(new Reloaded(changed), words, 0, false);
                        } catch (ConfigurationException e) {
                            throw new InvalidConfiguration(e);
                        }
                    });
            LOG.info(
                    "configuration reloaded by {}: {}",
                    caller.actor(),
                    reloaded.changed().isEmpty() ? "nothing has changed" : String.join("; ", reloaded.changed()));
            return reloaded;
        } catch (CrossfadeException e) {
            LOG.warn("configuration not reloaded: {}", e.getMessage());
            if (e instanceof InvalidConfiguration invalid) {
                invalid.problems().forEach(problem -> LOG.warn("{}", problem));
            }
            throw e;
        }
    }
}
