package dev.crossfade.proxy.mysql.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A password, in the bytes that a client typed or the configuration's UTF-8. Whoever made one closes it, and it is zeros then.
 * Thread-safe, never printed.
 */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;
    private boolean closed;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over. */
    static Secret owning(byte[] bytes) {
        return new Secret(bytes);
    }

    /** Of a password of the configuration. */
    public static Secret of(String password) {
        return new Secret(password.getBytes(StandardCharsets.UTF_8));
    }

    /** Another, which is closed by itself; null when this one is closed. */
    synchronized @Nullable Secret copyIfOpen() {
        return closed ? null : new Secret(bytes.clone());
    }

    /**
     * Works with the bytes, which must not be kept.
     *
     * @throws IllegalStateException when it is closed: zeros must be no one's password
     */
    synchronized <T> T use(Function<byte[], T> work) {
        if (closed) {
            throw new IllegalStateException("the password has been wiped");
        }
        return work.apply(bytes);
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
