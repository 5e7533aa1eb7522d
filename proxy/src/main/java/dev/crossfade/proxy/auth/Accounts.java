package dev.crossfade.proxy.auth;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.ongres.scram.common.ScramFunctions;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ProxySettings.Database;
import dev.crossfade.proxy.ProxySettings.Engine;
import dev.crossfade.proxy.ProxySettings.Lookup;
import dev.crossfade.proxy.ProxySettings.User;
import dev.crossfade.proxy.wire.FatalException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may log in to one database: the configured users, and where it is so configured everybody the server knows. What was
 * looked up is kept for the lookup's {@code cacheFor} and no longer, for at most {@value #MAX_LOOKED_UP} names; names that do
 * not exist are kept like those that do. A name that is nobody's gets a salt and an iteration count that are as stable as a
 * real one's. Thread-safe; no method blocks.
 */
public final class Accounts implements AutoCloseable {
    static final int MAX_LOOKED_UP = 10_000;

    /** An account looked up less than this ago is not looked up again because of a wrong proof: guessing would be asking. */
    private static final long MIN_AGE_MILLIS = 1_000;

    private static final int SALT_BYTES = 16; // SCRAM_DEFAULT_SALT_LEN
    private static final byte[] PROCESS_SECRET = random(32);
    private static final ScramKeys NOBODY = ScramKeys.ofVerifier(random(32), random(32));

    private final String database;
    private final Map<String, Account> configured;
    private final @Nullable RoleLookup lookup;
    private final @Nullable AsyncCache<String, Found> lookedUp;

    /** What a lookup came to. */
    private record Found(
            @Nullable Account account, @Nullable FatalException failure) {
        Account get() {
            if (account == null) {
                throw failure == null ? told(new IllegalStateException()) : failure;
            }
            return account;
        }
    }

    private static FatalException told(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof FatalException fatal
                ? fatal
                : new FatalException(Problem.INTERNAL, "the user could not be looked up", null);
    }

    /** Derives the keys of the configured users: milliseconds each, so never on an event loop. */
    public Accounts(Database database) {
        this.database = database.name();
        List<User> users =
                database.engine() == Engine.POSTGRESQL ? database.users() : List.of(); // MySQL's have no such keys
        this.configured = users.parallelStream()
                .map(this::configured)
                .collect(Collectors.toUnmodifiableMap(Account::name, Function.identity()));
        Lookup settings = database.lookup();
        this.lookup = settings == null ? null : new RoleLookup(database.name(), database.backend(), settings);
        this.lookedUp = settings == null
                ? null
                : Caffeine.newBuilder()
                        .maximumSize(MAX_LOOKED_UP)
                        .expireAfterWrite(settings.cacheFor())
                        .executor(LoginPool.INSTANCE)
                        .buildAsync();
    }

    /** Whether what is known of users by one configuration of a database goes for another too. */
    public static boolean areOfTheSame(Database one, Database other) {
        return one.users().equals(other.users())
                && Objects.equals(one.lookup(), other.lookup())
                && (one.lookup() == null || one.backend().equals(other.backend()));
    }

    private Account configured(User user) {
        Salt salt = salt(user.name(), ScramKeys.ITERATIONS);
        return Account.configured(user, new Verifier.Scram(salt, ScramKeys.derive(user.password(), salt)));
    }

    /** What is known of a name. Fails with a {@link dev.crossfade.proxy.wire.FatalException} when the server cannot be asked. */
    CompletableFuture<Account> find(String name) {
        Account account = configured.get(name);
        if (account != null) {
            return CompletableFuture.completedFuture(account);
        }
        RoleLookup server = lookup;
        AsyncCache<String, Found> cache = lookedUp;
        if (server == null || cache == null) {
            return CompletableFuture.completedFuture(Account.unknown(name, mock(name, ScramKeys.ITERATIONS)));
        }
        return cache.get(name, (key, executor) -> {
                    long sinceNanos = System.nanoTime();
                    return server.find(key)
                            .handleAsync(
                                    (role, failure) -> {
                                        if (failure != null) {
                                            cache.asMap()
                                                    .remove(key); // whoever asked meanwhile is told too, and nobody
                                            // after them
                                            return new Found(null, told(failure));
                                        }
                                        Verifier.Scram mock = mock(key, server.iterations());
                                        return new Found(
                                                Account.lookedUp(key, role, mock, () -> forget(key, sinceNanos)), null);
                                    },
                                    LoginPool.INSTANCE);
                })
                .thenApply(Found::get);
    }

    /** Whether names that are not configured are looked up. */
    boolean looksUp() {
        return lookup != null;
    }

    private void forget(String name, long sinceNanos) {
        AsyncCache<String, Found> cache = lookedUp;
        if (cache != null && System.nanoTime() - sinceNanos > TimeUnit.MILLISECONDS.toNanos(MIN_AGE_MILLIS)) {
            cache.asMap().remove(name);
        }
    }

    private Verifier.Scram mock(String name, int iterations) {
        return new Verifier.Scram(salt(name, iterations), NOBODY);
    }

    private Salt salt(String user, int iterations) {
        byte[] identity = (database + '\0' + user).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ScramFunctions.hmac(ScramKeys.MECHANISM, PROCESS_SECRET, identity);
        return new Salt(Arrays.copyOf(bytes, SALT_BYTES), iterations);
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** Closes the connection for lookups; those under way fail. */
    @Override
    public void close() {
        if (lookup != null) {
            lookup.close();
        }
    }
}
