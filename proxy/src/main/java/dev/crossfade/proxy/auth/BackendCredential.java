package dev.crossfade.proxy.auth;

import org.jspecify.annotations.Nullable;

/**
 * How the proxy proves at a backend that it speaks for a user: by a password, by the SCRAM keys learnt from the client's own
 * proof, by the server's md5 hash, or by nothing of its own. Comes out of a client's login and holds nothing of that client's
 * connection, so it may outlive it. Immutable, thread-safe, never printed.
 */
public final class BackendCredential {
    private final String user;
    private final @Nullable String password;
    private final @Nullable LearntKeys learnt;
    private final @Nullable String md5Hash;
    private final Runnable refused;

    /** Keys that fit a verifier of this salt and iteration count, and no other. */
    record LearntKeys(ScramKeys keys, Salt salt) {}

    private BackendCredential(
            String user,
            @Nullable String password,
            @Nullable LearntKeys learnt,
            @Nullable String md5Hash,
            Runnable refused) {
        this.user = user;
        this.password = password;
        this.learnt = learnt;
        this.md5Hash = md5Hash;
        this.refused = refused;
    }

    /** Answers whatever a backend asks for. */
    public static BackendCredential ofPassword(String user, String password) {
        return new BackendCredential(user, password, null, null, BackendCredential::nothing);
    }

    /** Answers what asks for no secret: trust, or the proxy's client certificate. */
    public static BackendCredential ofNothing(String user) {
        return new BackendCredential(user, null, null, null, BackendCredential::nothing);
    }

    /** @param refused told when a backend does not take them, from any thread */
    static BackendCredential ofKeys(String user, LearntKeys keys, Runnable refused) {
        return new BackendCredential(user, null, keys, null, refused);
    }

    /**
     * @param hash {@code md5(password || user)} in hex, without prefix
     * @param refused told when a backend does not take it, from any thread
     */
    static BackendCredential ofMd5(String user, String hash, Runnable refused) {
        return new BackendCredential(user, null, null, hash, refused);
    }

    /** Who it is at the backend. */
    public String user() {
        return user;
    }

    /** Whether it can answer a backend that asks for a proof. */
    public boolean hasSecret() {
        return password != null || learnt != null || md5Hash != null;
    }

    @Nullable
    String password() {
        return password;
    }

    @Nullable
    LearntKeys learnt() {
        return learnt;
    }

    /** {@code md5(password || user)} in hex, or null when it cannot be had. */
    @Nullable
    String md5Hash() {
        return password == null ? md5Hash : Md5.hash(user, password);
    }

    /** A backend has not taken it. */
    void refused() {
        refused.run();
    }

    private static void nothing() {
        // a configured password does not go out of date by itself
    }

    @Override
    public String toString() {
        return "BackendCredential[" + user + "]";
    }
}
