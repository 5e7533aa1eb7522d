package dev.crossfade.proxy.backend;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.Arrays;

/**
 * What a server is asked to prepare: a text and the types of its parameters. Equal ones are one object, shared by all
 * sessions, so that a thousand clients with the same statements keep their texts once. Thread-safe.
 */
public final class StatementText {
    private static final Interner<StatementText> KNOWN = Interner.newWeakInterner();

    private final byte[] sql;
    private final byte[] types;
    private final int hash;
    private volatile int generation;

    private StatementText(byte[] sql, byte[] types) {
        this.sql = sql;
        this.types = types;
        this.hash = 31 * Arrays.hashCode(sql) + Arrays.hashCode(types);
    }

    /**
     * @param sql in the client's encoding, without a zero byte
     * @param types the end of a Parse message: the number of types and their OIDs
     */
    public static StatementText of(byte[] sql, byte[] types) {
        return KNOWN.intern(new StatementText(sql, types));
    }

    /** Not to be changed. */
    public byte[] sql() {
        return sql;
    }

    /** Not to be changed. */
    public byte[] types() {
        return types;
    }

    /** Counts how often it had to be prepared anew everywhere. */
    public int generation() {
        return generation;
    }

    /** What stands on the servers must be prepared again, since the tables it names have changed. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // two at a time mean the same change
    public void outdated() {
        generation++;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof StatementText text
                        && hash == text.hash
                        && Arrays.equals(sql, text.sql)
                        && Arrays.equals(types, text.types));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
