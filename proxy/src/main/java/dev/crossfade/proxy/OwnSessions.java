package dev.crossfade.proxy;

/** What sessions of the proxy's own are called in {@code pg_stat_activity}: they are not clients'. */
public final class OwnSessions {
    /** Compares the two sides of what clients read; a session is called so while it does. */
    public static final String SHADOW = "crossfade shadow";

    /** Asks for roles' secrets. */
    public static final String LOOKUP = "crossfade-lookup";

    private OwnSessions() {}
}
