package dev.crossfade.proxy.auth;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.ongres.scram.common.ScramFunctions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Keys for logging in at backends, derived on a worker once per password and salt, so that only the first login of a user
 * pays for it. The cache knows passwords by a keyed digest only.
 */
public final class BackendKeys {
    private static final int MAX_KEYS = 10_000;
    private static final byte[] DIGEST_KEY = ScramFunctions.salt(32, new java.security.SecureRandom());

    private final AsyncCache<String, ScramKeys> keys;

    public BackendKeys(Executor worker) {
        this.keys = Caffeine.newBuilder().maximumSize(MAX_KEYS).executor(worker).buildAsync();
    }

    /** The keys of {@code password} for {@code salt}. */
    CompletableFuture<ScramKeys> keys(Salt salt, String password) {
        byte[] digest = ScramFunctions.hmac(
                ScramKeys.MECHANISM, DIGEST_KEY, (password + "\0").getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        String key =
                salt.iterations() + ":" + base64.encodeToString(salt.bytes()) + ":" + base64.encodeToString(digest);
        return keys.get(key, ignored -> ScramKeys.derive(password, salt));
    }
}
