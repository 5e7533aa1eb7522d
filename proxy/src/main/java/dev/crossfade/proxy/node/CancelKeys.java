package dev.crossfade.proxy.node;

import dev.crossfade.proxy.wire.Messages;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The process ids and secrets that clients are given in BackendKeyData, and whom a CancelRequest means. Thread-safe. */
public final class CancelKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As PostgreSQL 18 has them; clients take up to 256. */
    private static final int LONG_KEY_BYTES = 32;

    /** The first minor version of protocol 3 that has keys of more than four bytes. */
    private static final int LONG_KEYS_MINOR = 2;

    private final ConcurrentHashMap<Integer, Key> keys = new ConcurrentHashMap<>();

    /** @param session whose statement is to be cancelled, wherever it runs then */
    @SuppressWarnings("ArrayRecordComponent") // keys are compared by identity, secrets in constant time
    public record Key(int processId, byte[] secret, ClientSession session) {
        @Override
        public String toString() {
            return "Key[" + processId + "]";
        }
    }

    /** @param minor of protocol 3, as agreed with the client: it says how long a key may be */
    public Key issue(int minor, ClientSession session) {
        byte[] secret = new byte[minor >= LONG_KEYS_MINOR ? LONG_KEY_BYTES : Messages.SHORT_KEY_BYTES];
        RANDOM.nextBytes(secret);
        while (true) {
            int processId = 1 + RANDOM.nextInt(Integer.MAX_VALUE - 1);
            Key key = new Key(processId, secret, session);
            if (keys.putIfAbsent(processId, key) == null) {
                return key;
            }
        }
    }

    public void revoke(Key key) {
        keys.remove(key.processId, key);
    }

    /** Null when there is no such process, or the secret is another one. */
    public @Nullable Key find(int processId, byte[] secret) {
        Key key = keys.get(processId);
        return key != null && MessageDigest.isEqual(key.secret, secret) ? key : null;
    }
}
