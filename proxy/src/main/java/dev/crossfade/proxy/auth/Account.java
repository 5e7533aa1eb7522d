package dev.crossfade.proxy.auth;

import dev.crossfade.proxy.ProxySettings.User;
import dev.crossfade.proxy.auth.BackendCredential.LearntKeys;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a name that wants in. There is one for every name: one that does not exist, has no password, or whose
 * password is no longer valid, has a verifier that nothing leads to, so that it is refused by the same exchange as a wrong
 * password. Immutable, thread-safe, never printed.
 */
final class Account {
    private final String name;
    private final Verifier.Scram mock;
    private final @Nullable User configured;
    private final @Nullable Verifier verifier;
    private final boolean exists;
    private final boolean mayLogIn;
    private final long expiresNanos;
    private final Runnable stale;

    private Account(
            String name,
            Verifier.Scram mock,
            @Nullable User configured,
            @Nullable Verifier verifier,
            Role role,
            Runnable stale) {
        this.name = name;
        this.mock = mock;
        this.configured = configured;
        this.verifier = verifier;
        this.exists = role.exists();
        this.mayLogIn = role.mayLogIn();
        this.expiresNanos = role.expiresNanos();
        this.stale = stale;
    }

    /**
     * What a server says of a name.
     *
     * @param verifier as it is stored, null for none
     * @param mayLogIn its LOGIN attribute
     * @param expiresNanos {@link System#nanoTime} at which its password ends, {@link Long#MAX_VALUE} for never
     */
    record Role(boolean exists, @Nullable String verifier, boolean mayLogIn, long expiresNanos) {
        static final Role NONE = new Role(false, null, false, Long.MAX_VALUE);
        static final Role CONFIGURED = new Role(true, null, true, Long.MAX_VALUE);

        @Override
        public String toString() {
            return "Role";
        }
    }

    static Account configured(User user, Verifier.Scram derived) {
        return new Account(user.name(), derived, user, derived, Role.CONFIGURED, Account::nothing);
    }

    /** @param stale told when a proof or a backend disagrees with what was looked up, from any thread */
    static Account lookedUp(String name, Role role, Verifier.Scram mock, Runnable stale) {
        return new Account(name, mock, null, Verifier.parse(role.verifier()), role, stale);
    }

    static Account unknown(String name, Verifier.Scram mock) {
        return new Account(name, mock, null, null, Role.NONE, Account::nothing);
    }

    String name() {
        return name;
    }

    boolean exists() {
        return exists;
    }

    boolean mayLogIn() {
        return mayLogIn;
    }

    private boolean isValid() {
        return expiresNanos == Long.MAX_VALUE || System.nanoTime() - expiresNanos < 0;
    }

    /** What to hold a SCRAM proof against: nothing leads to it when there is no such verifier. */
    Verifier.Scram scram() {
        return verifier instanceof Verifier.Scram scram && isValid() ? scram : mock;
    }

    /** {@code md5(password || user)} in hex, or null when there is none. */
    @Nullable
    String md5Hash() {
        if (configured != null) {
            return Md5.hash(name, configured.password());
        }
        return verifier instanceof Verifier.Md5Hash md5 && isValid() ? md5.hash() : null;
    }

    /** Whether a client that must give an md5 answer can be told from one with a wrong password. */
    boolean wantsMd5() {
        return configured != null || verifier instanceof Verifier.Md5Hash;
    }

    /** Whether the password is right. Derives keys: milliseconds, never on an event loop. */
    boolean isPassword(String password) {
        String md5 = configured == null ? md5Hash() : null;
        if (md5 != null) {
            return equal(md5, Md5.hash(name, password));
        }
        Verifier.Scram scram = scram();
        return java.security.MessageDigest.isEqual(
                ScramKeys.derive(password, scram.salt()).storedKey, scram.keys().storedKey);
    }

    private static boolean equal(String one, String other) {
        return java.security.MessageDigest.isEqual(
                one.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                other.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** What was looked up may be out of date. */
    void stale() {
        stale.run();
    }

    /** Who the client is at the backend, when it has proved itself by SCRAM. */
    BackendCredential afterScram(ScramKeys learnt) {
        return configured != null
                ? configuredCredential(configured)
                : BackendCredential.ofKeys(name, new LearntKeys(learnt, scram().salt()), stale);
    }

    /** The same by its password in clear. */
    BackendCredential afterPassword(String password) {
        return configured != null ? configuredCredential(configured) : BackendCredential.ofPassword(name, password);
    }

    /** The same by anything that shows nothing of the password. */
    BackendCredential afterNothing() {
        String md5 = md5Hash();
        if (configured != null) {
            return configuredCredential(configured);
        }
        return md5 == null ? BackendCredential.ofNothing(name) : BackendCredential.ofMd5(name, md5, stale);
    }

    private static BackendCredential configuredCredential(User user) {
        return BackendCredential.ofPassword(
                user.backendUser() == null ? user.name() : user.backendUser(),
                user.backendPassword() == null ? user.password() : user.backendPassword());
    }

    private static void nothing() {
        // only what was looked up goes out of date
    }

    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
