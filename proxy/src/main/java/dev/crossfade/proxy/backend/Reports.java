package dev.crossfade.proxy.backend;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What servers report by ParameterStatus: the same a thousand times over, so kept once. Thread-safe. */
public final class Reports {
    private static final Interner<Map<String, String>> KNOWN = Interner.newWeakInterner();

    private Reports() {}

    /** Unmodifiable; equal maps are one object. */
    public static Map<String, String> known(Map<String, String> reported) {
        return KNOWN.intern(Collections.unmodifiableMap(new LinkedHashMap<>(reported)));
    }
}
