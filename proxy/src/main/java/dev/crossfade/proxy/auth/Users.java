package dev.crossfade.proxy.auth;

import com.ongres.scram.common.ScramFunctions;
import dev.crossfade.proxy.ProxySettings.User;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The users of one database, their keys derived once. A name that is not among them gets a salt that is as stable as a real
 * one's, so that an unknown user cannot be told from a wrong password. Immutable.
 */
public final class Users {
    private static final int SALT_BYTES = 16; // SCRAM_DEFAULT_SALT_LEN
    private static final byte[] PROCESS_SECRET = random(32);
    private static final ScramKeys NOBODY = ScramKeys.impossible(random(32), random(32));

    private final String database;
    private final Map<String, Entry> entries;

    private record Entry(User user, ScramKeys keys) {}

    /** Derives the keys of all users: milliseconds each, so never on an event loop. */
    public Users(String database, List<User> users) {
        this.database = database;
        this.entries = users.parallelStream()
                .map(user -> new Entry(
                        user, ScramKeys.derive(user.password(), salt(database, user.name()), ScramKeys.ITERATIONS)))
                .collect(Collectors.toUnmodifiableMap(entry -> entry.user.name(), Function.identity()));
    }

    /** Who a user is at the backend; null for a name that is not among them. */
    public @Nullable BackendCredential credential(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return null;
        }
        User user = entry.user;
        return BackendCredential.ofPassword(
                user.backendUser() == null ? user.name() : user.backendUser(),
                user.backendPassword() == null ? user.password() : user.backendPassword());
    }

    /** The server's half of an exchange, for any name. */
    public ScramServer exchange(String name) {
        Entry entry = entries.get(name);
        return new ScramServer(salt(database, name), entry == null ? NOBODY : entry.keys);
    }

    private static byte[] salt(String database, String user) {
        byte[] identity = (database + '\0' + user).getBytes(StandardCharsets.UTF_8);
        return java.util.Arrays.copyOf(ScramFunctions.hmac(ScramKeys.MECHANISM, PROCESS_SECRET, identity), SALT_BYTES);
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
