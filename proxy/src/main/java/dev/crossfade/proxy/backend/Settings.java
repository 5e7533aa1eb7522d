package dev.crossfade.proxy.backend;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The session settings (https://www.postgresql.org/docs/15/config-setting.html) that differ from what a connection of the
 * same {@link Flavor} begins with, by name. Equal settings are one object, so that they are compared by identity. Immutable.
 */
public final class Settings {
    private static final Interner<Settings> KNOWN = Interner.newWeakInterner();

    /** As at the beginning. */
    public static final Settings NONE = of(Map.of());

    private static final AtomicLong UNKNOWNS = new AtomicLong();
    private static final String UNKNOWN = "crossfade.unknown";
    private static final String UNKNOWN_READING = "crossfade.unknownReading";
    private static final String KNOWN_READING = "crossfade.knownReading";

    /**
     * The settings that decide what a text means when it is prepared: how it is read, and what its literals are. search_path
     * is not one of them, since the server looks at it again whenever it has changed.
     */
    private static final Set<String> READING = Set.of(
            "array_nulls",
            "backslash_quote",
            "client_encoding",
            "DateStyle",
            "IntervalStyle",
            "lc_monetary",
            "standard_conforming_strings",
            "TimeZone",
            "timezone_abbreviations",
            "transform_null_equals",
            "xmloption");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    public static Settings of(Map<String, String> values) {
        return KNOWN.intern(new Settings(new TreeMap<>(values)));
    }

    /** Settings that are being changed and not known: equal to none other. */
    public static Settings unknown() {
        return new Settings(Map.of(UNKNOWN, Long.toString(UNKNOWNS.incrementAndGet()), UNKNOWN_READING, ""));
    }

    /** The same where these were in force before, and what is being changed does not decide how a text is read. */
    public Settings changing() {
        Map<String, String> all = new TreeMap<>(values);
        all.put(UNKNOWN, Long.toString(UNKNOWNS.incrementAndGet()));
        return new Settings(all);
    }

    /** Whether it is known how a text is read. */
    public boolean isReadingKnown() {
        return !has(UNKNOWN_READING);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** These, and those of {@code beginning} that these do not name. */
    public Settings over(Settings beginning) {
        if (beginning.isEmpty()) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(beginning.values);
        all.putAll(values);
        return of(all);
    }

    /** These, but a text is read as under {@code read}. */
    public Settings reading(Settings read) {
        if (readsLike(read)) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(values);
        if (all.remove(UNKNOWN_READING) != null) {
            all.put(KNOWN_READING, "");
        }
        for (String name : READING) {
            String value = read.get(name);
            if (value == null) {
                all.remove(name);
            } else {
                all.put(name, value);
            }
        }
        return of(all);
    }

    /** Whether a text is read alike under both, or it is not known how it was to be read. */
    public boolean readsLike(Settings read) {
        return !read.isReadingKnown()
                || (isReadingKnown() && READING.stream().allMatch(name -> Objects.equals(get(name), read.get(name))));
    }

    /** The statements after which a connection with these settings reads a text as under {@code read}. */
    public List<String> sqlToRead(Settings read) {
        return READING.stream()
                .filter(name -> !isReadingKnown() || !Objects.equals(get(name), read.get(name)))
                .map(name -> "SET " + name + " TO " + (read.has(name) ? literal(read.value(name)) : "DEFAULT"))
                .toList();
    }

    /**
     * The statements that turn a connection with these settings into one with {@code wanted}. Who one is comes first where it
     * is given up, and last where it is taken on: other settings may need the rights of the one who logged in.
     */
    public String sqlTo(Settings wanted) {
        StringBuilder sql = new StringBuilder();
        for (String name : new String[] {"role", "session_authorization"}) {
            if (has(name) && !value(name).equals(wanted.value(name))) {
                sql.append("RESET ")
                        .append(name.equals("role") ? "ROLE" : "SESSION AUTHORIZATION")
                        .append(';');
            }
        }
        for (String name : values.keySet()) {
            if (!wanted.has(name) && !isIdentity(name)) {
                sql.append("RESET ").append(quotedName(name)).append(';');
            }
        }
        for (Map.Entry<String, String> setting : wanted.values.entrySet()) {
            if (!isIdentity(setting.getKey()) && !setting.getValue().equals(values.get(setting.getKey()))) {
                set(sql, setting.getKey(), setting.getValue());
            }
        }
        for (String name : new String[] {"session_authorization", "role"}) {
            if (wanted.has(name) && (!value(name).equals(wanted.value(name)) || !sameAuthorization(wanted))) {
                set(sql, name, wanted.value(name));
            }
        }
        return sql.toString();
    }

    /** Another session authorization takes the role with it. */
    private boolean sameAuthorization(Settings other) {
        return value("session_authorization").equals(other.value("session_authorization"));
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    private static boolean isIdentity(String name) {
        return name.equals("role") || name.equals("session_authorization");
    }

    private static void set(StringBuilder sql, String name, String value) {
        sql.append("SELECT pg_catalog.set_config(")
                .append(literal(name))
                .append(',')
                .append(literal(value))
                .append(",false);");
    }

    /** A custom name is written part by part, as {@code "my"."x"}. */
    private static String quotedName(String name) {
        return '"' + name.replace("\"", "\"\"").replace(".", "\".\"") + '"';
    }

    /** A string as SQL, whatever {@code standard_conforming_strings} is. */
    public static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + '\'';
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Settings settings && values.equals(settings.values));
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
