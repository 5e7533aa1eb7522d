package dev.crossfade.proxy.auth;

import java.util.Arrays;

/** A salt and an iteration count: what a password's SCRAM keys are derived for. */
final class Salt {
    private final byte[] bytes;
    private final int iterations;

    Salt(byte[] bytes, int iterations) {
        this.bytes = bytes.clone();
        this.iterations = iterations;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int iterations() {
        return iterations;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Salt salt && salt.iterations == iterations && Arrays.equals(salt.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + iterations;
    }
}
