package dev.crossfade.proxy.backend;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.Arrays;

/**
 * What a server is asked to prepare: a text and the types of its parameters, and under which settings, since how strings are
 * read and which day {@code '01/02/2026'} is was settled when it was prepared. Equal ones are one object, shared by all
 * sessions, so that a thousand clients with the same statements keep their texts once. Thread-safe.
 */
public final class StatementText {
    private static final Interner<StatementText> KNOWN = Interner.newWeakInterner();

    private final byte[] sql;
    private final byte[] types;
    private final Settings under;
    private final int hash;
    private volatile int generation;

    private StatementText(byte[] sql, byte[] types, Settings under) {
        this.sql = sql;
        this.types = types;
        this.under = under;
        this.hash = 31 * (31 * Arrays.hashCode(sql) + Arrays.hashCode(types)) + System.identityHashCode(under);
    }

    /**
     * @param sql in the client's encoding, without a zero byte
     * @param types the end of a Parse message: the number of types and their OIDs
     * @param under the session's settings
     */
    public static StatementText of(byte[] sql, byte[] types, Settings under) {
        return KNOWN.intern(new StatementText(sql, types, under));
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
    @SuppressWarnings("ReferenceEquality") // equal settings are one object
    public boolean equals(Object other) {
        return this == other
                || (other instanceof StatementText text
                        && hash == text.hash
                        && under == text.under
                        && Arrays.equals(sql, text.sql)
                        && Arrays.equals(types, text.types));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
