package dev.crossfade.proxy.pooling;

import dev.crossfade.proxy.ProxySettings.Pooling;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Pools of given size, and what tests send beside sessions. */
final class TestPools {
    private TestPools() {}

    static Pooling byTransaction(int size) {
        return of(Pooling.Mode.TRANSACTION, size, Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    static Pooling of(
            Pooling.Mode mode,
            int size,
            Duration queryWait,
            Duration idleTransaction,
            Duration transaction,
            Duration clientIdle) {
        return new Pooling(
                mode,
                size,
                0,
                0,
                0,
                queryWait,
                idleTransaction,
                transaction,
                clientIdle,
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofSeconds(30));
    }

    /** By transaction; times of zero are none. */
    static Pooling of(
            int size,
            int maxPerDatabase,
            int warm,
            Duration serverIdle,
            Duration serverLifetime,
            Duration serverCheck) {
        return new Pooling(
                Pooling.Mode.TRANSACTION,
                size,
                maxPerDatabase,
                warm,
                0,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                serverIdle,
                serverLifetime,
                serverCheck);
    }

    /** @param key process id and secret, as BackendKeyData has them */
    static byte[] cancelRequest(byte[] key) {
        return ByteBuffer.allocate(8 + key.length)
                .putInt(8 + key.length)
                .putInt(80877102)
                .put(key)
                .array();
    }
}
