package dev.crossfade.admin.rest;

import java.util.List;

/** Reads the configuration anew and puts it into force. */
public interface Reload {
    /**
     * Puts all of it into force, or nothing.
     *
     * @return what has changed, in words; empty when nothing has
     * @throws dev.crossfade.admin.config.ConfigurationException with all problems of the files
     * @throws dev.crossfade.flags.CrossfadeException RESTART_NEEDED, WRONG_STATE or INVALID_REQUEST when it cannot be put
     *     into force, naming everything that stands in the way
     */
    List<String> reload();
}
