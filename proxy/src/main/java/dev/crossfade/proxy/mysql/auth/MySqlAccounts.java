package dev.crossfade.proxy.mysql.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.crossfade.proxy.ProxySettings.User;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may log in to one database: the configured users by the configuration's passwords, everybody else by what the backend
 * says, or not at all. Passwords that a backend has taken are kept, in memory alone and for at most {@value #MAX_LEARNT} names, so that their
 * clients need not show them again; the first refusal of a backend ends that. Thread-safe; no method blocks.
 */
public final class MySqlAccounts implements AutoCloseable {
    static final int MAX_LEARNT = 10_000;

    private static final Proofs.Verifier NOBODY = Proofs.Verifier.random();

    private final Map<String, Account> configured;
    private final boolean asksBackend;
    private final Cache<String, Learnt> learnt = Caffeine.newBuilder()
            .maximumSize(MAX_LEARNT)
            .executor(Runnable::run)
            .removalListener(MySqlAccounts::wipe)
            .build();

    private record Learnt(Secret password, Proofs.Verifier verifier) {}

    /** @param asksBackend whether users who are not among these may log in by what the backend says */
    public MySqlAccounts(List<User> users, boolean asksBackend) {
        this.asksBackend = asksBackend;
        this.configured = users.stream()
                .map(Account::configured)
                .collect(Collectors.toUnmodifiableMap(Account::name, Function.identity()));
    }

    private static void wipe(@Nullable String name, @Nullable Learnt learnt, RemovalCause cause) {
        if (learnt != null) {
            learnt.password().close();
        }
    }

    Account find(String name) {
        Account account = configured.get(name);
        if (account != null) {
            return account;
        }
        if (!asksBackend) {
            return Account.unknown(name, NOBODY);
        }
        Learnt known = learnt.getIfPresent(name);
        return Account.notConfigured(
                name,
                known == null ? NOBODY : known.verifier(),
                known == null ? null : known.password(),
                this::learn,
                this::forget);
    }

    private void learn(String name, Secret password) {
        Secret kept = password.copyIfOpen();
        if (kept != null) {
            Learnt before = learnt.getIfPresent(name);
            Proofs.Verifier verifier = kept.use(Proofs.Verifier::of);
            if (before != null && kept.use(before.verifier()::isOf)) {
                kept.close();
            } else {
                learnt.put(name, new Learnt(kept, verifier));
            }
        }
    }

    /** Only the password that was refused: another client may have shown the right one since. */
    private void forget(String name, Secret password) {
        learnt.asMap().computeIfPresent(name, (same, known) -> password.use(known.verifier()::isOf) ? null : known);
    }

    /** Wipes what was learnt. */
    @Override
    public void close() {
        learnt.invalidateAll();
    }
}
