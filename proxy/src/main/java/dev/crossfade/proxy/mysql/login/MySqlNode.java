package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.User;
import dev.crossfade.proxy.mysql.auth.MySqlAccounts;
import dev.crossfade.proxy.mysql.auth.RsaKey;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** What all clients that speak MySQL's protocol share. Thread-safe. */
public final class MySqlNode {
    private static final int FIRST_ID = 1 << 30;

    private final Node node;
    private final BackendGreetings greetings = new BackendGreetings();
    private final BackendDialer dialer;
    private final AtomicInteger ids = new AtomicInteger();
    private final BiConsumer<LoggedIn, ServerConnection> admitted;

    /** The accounts of a database by its present configuration. */
    private static final class Current {
        private List<User> users = List.of();
        private boolean asksBackend;
        private MySqlAccounts accounts = new MySqlAccounts(users, asksBackend);

        private synchronized MySqlAccounts of(ProxySettings.Database configured) {
            boolean asks = configured.lookup() != null;
            if (!users.equals(configured.users()) || asksBackend != asks) {
                accounts.close();
                users = configured.users();
                asksBackend = asks;
                accounts = new MySqlAccounts(users, asks);
            }
            return accounts;
        }
    }

    /**
     * @param admitted given each client that has logged in with its server connection, both on the client's event loop. The
     *     client has been told OK; neither side is read from until it says so
     */
    public MySqlNode(Node node, BiConsumer<LoggedIn, ServerConnection> admitted) {
        this.node = node;
        this.admitted = admitted;
        this.dialer = new BackendDialer(node::dialer, greetings);
        CompletableFuture<?> unused = RsaKey.own(); // by the time the first client needs it, it is there
    }

    Node node() {
        return node;
    }

    BackendGreetings greetings() {
        return greetings;
    }

    /** How backends are logged in at. */
    public BackendDialer dialer() {
        return dialer;
    }

    /**
     * An id for a client: above 2^30, where none of a backend's is that counts from 1, so that KILL cannot mean two connections;
     * and below 2^31, since MariaDB's Connector/J writes ids with a sign into its KILL QUERY.
     */
    int nextId() {
        return FIRST_ID | (ids.incrementAndGet() & (FIRST_ID - 1));
    }

    /** Who may log in. Hashes the passwords of users that have changed: some microseconds each. */
    static MySqlAccounts accounts(Target target) {
        return target.attachment(Current.class, anew -> new Current()).of(target.settings());
    }

    void admit(LoggedIn client, ServerConnection server) {
        admitted.accept(client, server);
    }
}
