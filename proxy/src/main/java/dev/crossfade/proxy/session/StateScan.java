package dev.crossfade.proxy.session;

import dev.crossfade.proxy.backend.Settings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text may leave behind in its server connection, told by its words: those in strings and comments count too, and in
 * doubt the answer is that it does. State that a function sets without a word in the client's text is not seen.
 */
final class StateScan {
    /** SET, or set_config with the name given: settings that can be read and set again elsewhere. */
    static final int SETTINGS = 1;

    /** Reads what this session's sequences gave last. */
    static final int READS_SEQUENCES = 1 << 1;

    /** May take the next value of a sequence. */
    static final int ADVANCES_SEQUENCES = 1 << 2;

    /** Leaves what cannot be moved: see {@link #reason}. */
    static final int PINS = 1 << 3;

    private static final int LONGEST_WORD = 48;

    private static final Pattern CUSTOM =
            Pattern.compile("\\b(?:set\\s+(?:session\\s+|local\\s+)?|reset\\s+)([a-z_][\\w$]*(?:\\.[a-z_][\\w$]*)+)"
                    + "|\\bset_config\\s*\\(\\s*'([\\w.$]+)'\\s*,");

    /** set_config of a name that is not written down. */
    private static final Pattern COMPUTED = Pattern.compile("\\bset_config\\s*+\\(\\s*+(?!'[\\w.$]+'\\s*,)");

    private static final Pattern LOCAL = Pattern.compile("\\s*set\\s+(?:local|transaction)\\s[^;]*;?\\s*");
    private static final Pattern SET_CONFIG = Pattern.compile("\\bset_config\\b");
    private static final Pattern SET_CONFIG_LOCAL = Pattern.compile(
            "\\bset_config\\s*\\(\\s*(?:'[^']*'|\\$\\d+)\\s*,\\s*(?:'[^']*'|\\$\\d+)\\s*(?:::\\s*\\w+\\s*)?,\\s*true\\s*\\)");

    private static final Pattern READING = Pattern.compile("array_nulls|backslash_quote|client_encoding|names|datestyle"
            + "|intervalstyle|lc_monetary|standard_conforming|time\\s*zone|timezone|transform_null|xml|\\ball\\b|\"|;");

    private StateScan() {}

    /** The bits above. */
    static int bits(byte[] text) {
        int bits = words(text);
        return (bits & SETTINGS) != 0 && isOneUpdate(text) ? bits & ~SETTINGS : bits;
    }

    /** SET in a statement that changes rows is not about settings. */
    private static boolean isOneUpdate(byte[] text) {
        for (byte b : text) {
            if (b == ';') {
                return false;
            }
        }
        int at = 0;
        while (at < text.length && text[at] <= ' ' && text[at] >= 0) {
            at++;
        }
        return at + 6 <= text.length
                && (is(text, at, "update") || is(text, at, "insert") || is(text, at, "merge") || is(text, at, "with"))
                && !SqlPrepares.contains(text, "set_config");
    }

    private static int words(byte[] text) {
        int bits = 0;
        int at = 0;
        while (at < text.length) {
            int c = text[at] | 0x20;
            if (c < 'a' || c > 'z') {
                at++;
                continue;
            }
            int start = at;
            while (at < text.length && isWord(text[at])) {
                at++;
            }
            if (mayMatter(c) && (start == 0 || !isWord(text[start - 1]))) {
                bits |= ofWord(text, start, Math.min(at - start, LONGEST_WORD));
            }
        }
        return bits;
    }

    private static boolean isWord(byte b) {
        return (b >= '0' && b <= '9') || b == '_' || b < 0 || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z');
    }

    private static boolean mayMatter(int first) {
        return switch (first) {
            case 'c', 'd', 'e', 'h', 'i', 'l', 'm', 'n', 'p', 'r', 's', 't' -> true;
            default -> false;
        };
    }

    private static int ofWord(byte[] text, int start, int length) {
        return switch (length) {
            case 2 -> is(text, start, "do") ? ADVANCES_SEQUENCES : 0;
            case 3 -> is(text, start, "set") ? SETTINGS : 0;
            case 4 ->
                is(text, start, "call") || is(text, start, "copy")
                        ? ADVANCES_SEQUENCES
                        : is(text, start, "hold") || is(text, start, "temp") || is(text, start, "load") ? PINS : 0;
            case 5 -> is(text, start, "merge") ? ADVANCES_SEQUENCES : is(text, start, "reset") ? SETTINGS : 0;
            case 6 ->
                is(text, start, "insert") || is(text, start, "setval")
                        ? ADVANCES_SEQUENCES
                        : is(text, start, "listen") ? PINS : 0;
            case 7 ->
                switch (text[start] | 0x20) {
                    case 'n' -> is(text, start, "nextval") ? ADVANCES_SEQUENCES : 0;
                    case 'e' -> is(text, start, "execute") ? ADVANCES_SEQUENCES : 0;
                    case 'c' -> is(text, start, "currval") ? READS_SEQUENCES : 0;
                    case 'l' -> is(text, start, "lastval") ? READS_SEQUENCES : 0;
                    case 'p' -> is(text, start, "prepare") || is(text, start, "pg_temp") ? PINS : 0;
                    case 's' -> is(text, start, "setseed") ? PINS : 0;
                    case 'd' -> is(text, start, "discard") ? SETTINGS : 0;
                    default -> 0;
                };
            case 9 -> is(text, start, "temporary") ? PINS : 0;
            case 10 -> is(text, start, "set_config") ? SETTINGS : 0;
            default -> startsWith(text, start, length, "pg_temp_") || isAdvisoryLock(text, start, length) ? PINS : 0;
        };
    }

    /** The functions that take a lock for the session; those with xact in their name let go of it with the transaction. */
    private static boolean isAdvisoryLock(byte[] text, int start, int length) {
        return (startsWith(text, start, length, "pg_advisory_lock")
                || startsWith(text, start, length, "pg_try_advisory_lock"));
    }

    private static boolean startsWith(byte[] text, int start, int length, String word) {
        return length >= word.length() && is(text, start, word);
    }

    private static boolean is(byte[] text, int start, String lowerCaseWord) {
        for (int i = 0; i < lowerCaseWord.length(); i++) {
            char c = lowerCaseWord.charAt(i);
            byte b = text[start + i];
            if (b != c && (c < 'a' || c > 'z' || (b | 0x20) != c)) {
                return false;
            }
        }
        return true;
    }

    /** Why a text with {@link #PINS} pins its session, for people. */
    static String reason(byte[] text) {
        String sql = lower(text);
        if (sql.contains("advisory")) {
            return "session advisory lock";
        } else if (sql.contains("listen")) {
            return "LISTEN";
        } else if (sql.contains("hold")) {
            return "WITH HOLD cursor";
        } else if (sql.contains("temp")) {
            return "temporary object";
        } else if (sql.contains("prepare")) {
            return "SQL PREPARE";
        }
        return sql.contains("setseed") ? "setseed" : "LOAD";
    }

    /**
     * The settings a text with {@link #SETTINGS} names that pg_settings does not show: those with a dot, in lower case; also
     * those it sets for its transaction, of which the server keeps an empty value. Null when there may be others that cannot be
     * told.
     */
    static @Nullable Set<String> customNames(byte[] text) {
        String sql = lower(text);
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = CUSTOM.matcher(sql);
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (name.indexOf('.') >= 0) {
                names.add(name);
            }
        }
        // a quoted name, or one that is computed
        boolean quoted = Pattern.compile("\\bset\\s+(?:session\\s+|local\\s+)?(?:u&)?\"")
                .matcher(sql)
                .find();
        boolean computed = COMPUTED.matcher(sql).find();
        boolean seed = Pattern.compile("\\bset\\s+(?:session\\s+)?seed\\b")
                .matcher(sql)
                .find();
        return quoted || computed || seed ? null : names;
    }

    /** Whether a text calls set_config for more than its transaction, as far as can be told. */
    static boolean setsByFunction(byte[] text) {
        String sql = lower(text);
        return SET_CONFIG.matcher(sql).results().count()
                > SET_CONFIG_LOCAL.matcher(sql).results().count();
    }

    /** Whether a text with {@link #SETTINGS} may change how texts are read from now on, see {@link Settings#reading}. */
    static boolean mayChangeReading(byte[] text) {
        String sql = lower(text);
        return READING.matcher(sql).find() || COMPUTED.matcher(sql).find();
    }

    /** Whether a SET leaves nothing behind its transaction. */
    static boolean isLocal(byte @Nullable [] text) {
        return text != null && LOCAL.matcher(lower(text)).matches();
    }

    private static String lower(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
