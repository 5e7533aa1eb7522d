package dev.crossfade.proxy.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The process ids and secrets that clients are given in BackendKeyData, and whom a CancelRequest means. Thread-safe. */
final class CancelKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ConcurrentHashMap<Integer, Key> keys = new ConcurrentHashMap<>();

    /**
     * @param backend where the server connection goes
     * @param backendProcessId what the backend calls it
     */
    record Key(int processId, int secret, Target backend, int backendProcessId, int backendSecret) {
        @Override
        public String toString() {
            return "Key[" + processId + "]";
        }
    }

    Key issue(Target backend, int backendProcessId, int backendSecret) {
        while (true) {
            int processId = 1 + RANDOM.nextInt(Integer.MAX_VALUE - 1);
            Key key = new Key(processId, RANDOM.nextInt(), backend, backendProcessId, backendSecret);
            if (keys.putIfAbsent(processId, key) == null) {
                return key;
            }
        }
    }

    void revoke(Key key) {
        keys.remove(key.processId, key);
    }

    /** Null when there is no such process, or the secret is another one. */
    @Nullable
    Key find(int processId, int secret) {
        Key key = keys.get(processId);
        return key != null && MessageDigest.isEqual(bytes(key.secret), bytes(secret)) ? key : null;
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
