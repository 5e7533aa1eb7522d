package dev.crossfade.proxy.mysql.auth;

import dev.crossfade.proxy.ProxySettings.User;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a name that wants in. There is one for every name: one of which nothing is known has a verifier that no
 * proof fits, so that it is asked and answered as one with a wrong password. Immutable, never printed.
 */
final class Account {
    private final String name;
    private final Proofs.Verifier verifier;
    private final @Nullable User configured;
    private final boolean backendDecides;
    private final @Nullable Secret learnt;
    private final BiConsumer<String, Secret> learn;
    private final BiConsumer<String, Secret> forget;

    private Account(
            String name,
            Proofs.Verifier verifier,
            @Nullable User configured,
            boolean backendDecides,
            @Nullable Secret learnt,
            BiConsumer<String, Secret> learn,
            BiConsumer<String, Secret> forget) {
        this.name = name;
        this.verifier = verifier;
        this.configured = configured;
        this.backendDecides = backendDecides;
        this.learnt = learnt;
        this.learn = learn;
        this.forget = forget;
    }

    static Account configured(User user) {
        try (Secret password = Secret.of(user.password())) {
            Proofs.Verifier verifier = password.use(Proofs.Verifier::of);
            return new Account(user.name(), verifier, user, false, null, Account::nothing, Account::nothing);
        }
    }

    /** One that may not log in, whatever it shows. */
    static Account unknown(String name, Proofs.Verifier verifier) {
        return new Account(name, verifier, null, false, null, Account::nothing, Account::nothing);
    }

    /**
     * @param learnt what a backend has taken from it before, null for nothing
     * @param learn told what a backend has taken
     * @param forget told what a backend has taken no more
     */
    static Account notConfigured(
            String name,
            Proofs.Verifier verifier,
            @Nullable Secret learnt,
            BiConsumer<String, Secret> learn,
            BiConsumer<String, Secret> forget) {
        return new Account(name, verifier, null, true, learnt, learn, forget);
    }

    String name() {
        return name;
    }

    Proofs.Verifier verifier() {
        return verifier;
    }

    /** What MariaDB would keep of its password; of none that anybody has when it is not known. Takes milliseconds. */
    byte[] ed25519Key() {
        if (configured != null) {
            try (Secret password = Secret.of(configured.password())) {
                return password.use(Ed25519::publicKey);
            }
        }
        Secret known = learnt == null ? null : learnt.copyIfOpen();
        try (Secret password = known == null ? Secret.owning(Nonces.random(Proofs.SHA2_BYTES)) : known) {
            return password.use(Ed25519::publicKey);
        }
    }

    /** How to log in for a client that has proved to know the password without showing it; null when that is not known. */
    @Nullable
    BackendLogin afterProof() {
        User user = configured;
        if (user != null) {
            String at = user.backendUser() == null ? user.name() : user.backendUser();
            String by = user.backendPassword() == null ? user.password() : user.backendPassword();
            return BackendLogin.of(at, Secret.of(by));
        }
        Secret known = learnt == null ? null : learnt.copyIfOpen();
        return known == null ? null : login(known);
    }

    /** The same for one that has shown it. Takes the password over. Null when it is wrong. */
    @Nullable
    BackendLogin afterPassword(Secret shown) {
        boolean right = shown.use(verifier::isOf);
        if (backendDecides) {
            return login(shown);
        }
        shown.close();
        return right ? afterProof() : null;
    }

    private BackendLogin login(Secret password) {
        return new BackendLogin(
                name, password, () -> learn.accept(name, password), () -> forget.accept(name, password));
    }

    private static void nothing(String name, Secret password) {
        // only what a backend has decided is learnt
    }

    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
