package dev.crossfade.proxy.mysql.auth;

/**
 * Who a client is at the backend, and what proves it there. It holds a password of its own, for as long as the client's session
 * may log in anew: whoever has it closes it. Thread-safe, never printed.
 */
public final class BackendLogin implements AutoCloseable {
    private final String user;
    private final Secret password;
    private final Runnable accepted;
    private final Runnable denied;

    /**
     * @param password taken over
     * @param accepted told when a backend has let it in, from any thread
     * @param denied told when a backend has refused it (ERR 1045), from any thread
     */
    BackendLogin(String user, Secret password, Runnable accepted, Runnable denied) {
        this.user = user;
        this.password = password;
        this.accepted = accepted;
        this.denied = denied;
    }

    /** One that nobody is told of. Takes the password over. */
    public static BackendLogin of(String user, Secret password) {
        return new BackendLogin(user, password, BackendLogin::nothing, BackendLogin::nothing);
    }

    static void nothing() {
        // a configured password is not learnt, and does not go out of date by itself
    }

    public String user() {
        return user;
    }

    Secret password() {
        return password;
    }

    /** A backend has let it in. */
    public void accepted() {
        accepted.run();
    }

    /** A backend has refused it by ERR 1045: what was learnt may be out of date. */
    public void denied() {
        denied.run();
    }

    @Override
    public void close() {
        password.close();
    }

    @Override
    public String toString() {
        return "BackendLogin[" + user + "]";
    }
}
