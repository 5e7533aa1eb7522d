package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.WatchList;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The scan every statement for MySQL passes: {@link WatchList} for its rules. It does not read strings and comments but looks for
 * words in them as anywhere: then neither {@code sql_mode}, nor a character set in which a quote or a backslash is the second half of a
 * character, nor a comment that holds code for some servers can hide a name. One pass over the bytes, without allocating. It
 * may say yes too often, never too seldom. Immutable.
 *
 * <p>A word is a run of ASCII letters, digits, {@code _} and {@code $}. A byte above 127 ends it, since in some character sets one is a
 * blank: of names with other characters the longest such run is looked for.
 */
public final class MySqlWatchList {
    /** The statements that run text, and those that change what names mean or how text is read. */
    private static final Map<String, Integer> KEYWORDS = Map.ofEntries(
            Map.entry("prepare", WatchList.SQL_PREPARE | WatchList.WATCHED), // the text may stand in a variable
            Map.entry("execute", WatchList.SQL_PREPARE),
            Map.entry("deallocate", WatchList.SQL_PREPARE),
            Map.entry("call", WatchList.NAME_STATE), // of what makes or drops temporary tables
            Map.entry("use", WatchList.NAME_STATE),
            Map.entry("temporary", WatchList.NAME_STATE),
            Map.entry("sql_mode", WatchList.NAME_STATE),
            Map.entry("names", WatchList.NAME_STATE),
            Map.entry("charset", WatchList.NAME_STATE),
            Map.entry("character", WatchList.NAME_STATE),
            Map.entry("character_set_client", WatchList.NAME_STATE));

    /** A name has 64 characters at most; only ASCII ones count here. */
    private static final int MAX_NAME_BYTES = 64;

    private static final byte NAME = 1;
    private static final byte DIGIT = 2;
    private static final byte[] CLASSES = new byte[256];
    private static final byte[] LOWER = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            boolean digit = i >= '0' && i <= '9';
            boolean name = digit || (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z') || i == '_' || i == '$';
            CLASSES[i] = (byte) ((name ? NAME : 0) | (digit ? DIGIT : 0));
            LOWER[i] = (byte) (i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
        }
    }

    /** For no tables. */
    private static final MySqlWatchList STATE = new MySqlWatchList(List.of(), KEYWORDS, 0);

    private final List<TableName> watched;
    private final int[] heads;
    private final int[] next;
    private final byte[][] words;
    private final int[] bits;
    /** What every text is: a watched name has nothing that could be looked for. */
    private final int always;

    private MySqlWatchList(List<TableName> watched, Map<String, Integer> all, int always) {
        this.watched = List.copyOf(watched);
        this.always = always;
        int capacity = Integer.highestOneBit(Math.max(64, all.size() * 4)) * 2;
        heads = new int[capacity];
        next = new int[all.size() + 1];
        words = new byte[all.size() + 1][];
        bits = new int[all.size() + 1];
        int i = 1;
        for (Map.Entry<String, Integer> entry : all.entrySet()) {
            byte[] bytes = entry.getKey().getBytes(StandardCharsets.US_ASCII);
            int hash = 0;
            for (byte b : bytes) {
                hash = hash * 31 + b;
            }
            int bucket = bucket(hash, capacity);
            words[i] = bytes;
            bits[i] = entry.getValue();
            next[i] = heads[bucket];
            heads[bucket] = i++;
        }
    }

    /** The watch list of a rule set: its tables, every view over them, and what tells of their columns. */
    public static MySqlWatchList of(RuleSet rules, Catalog catalog) {
        Set<TableName> tables = new HashSet<>();
        for (MigrationRule rule : rules.rules()) {
            tables.add(rule.migration().table());
        }
        Set<TableName> watched = new HashSet<>(tables);
        for (Catalog.Relation relation : catalog.relations().values()) {
            if (relation.dependsOn().stream().anyMatch(tables::contains)) {
                watched.add(relation.name());
            }
        }
        Map<String, Integer> all = new HashMap<>(watched.isEmpty() ? Map.of() : KEYWORDS);
        int always = 0;
        for (TableName table : watched) {
            String word = longestWord(table.name());
            if (word.isEmpty()) {
                always = WatchList.WATCHED;
            } else {
                all.merge(word, WatchList.WATCHED, (a, b) -> a | b);
            }
        }
        if (!watched.isEmpty()) {
            all.merge(MySqlMetadata.SCHEMA, WatchList.WATCHED, (a, b) -> a | b);
            // without their database's name, for sessions that USE it
            MySqlMetadata.VIEWS.forEach(view -> all.merge(view, WatchList.WATCHED, (a, b) -> a | b));
        }
        return new MySqlWatchList(List.copyOf(watched), all, always);
    }

    /** Migrating tables and the views that depend on them. */
    public List<TableName> watched() {
        return watched;
    }

    /** Whether a text may change what names mean or how texts are read, or runs one that is not seen. */
    public static boolean mayChangeState(byte[] text, int offset, int length) {
        return (STATE.scan(text, offset, length, false) & (WatchList.NAME_STATE | WatchList.SQL_PREPARE)) != 0;
    }

    private static String longestWord(String name) {
        String longest = "";
        for (String word : name.split("[^A-Za-z0-9_$]+", -1)) {
            longest = word.length() > longest.length() ? word : longest;
        }
        return longest.toLowerCase(Locale.ROOT);
    }

    /**
     * What the text is: {@link WatchList#WATCHED}, {@link WatchList#NAME_STATE}, {@link WatchList#SQL_PREPARE}, or none of them.
     *
     * @param text in any character set that a client may use: in all of them ASCII bytes stand for ASCII characters
     * @param lowerCaseTableNames whether names are compared in lower case, by which some characters become ASCII ones
     */
    public int scan(byte[] text, int offset, int length, boolean lowerCaseTableNames) {
        int found = always;
        int end = offset + length;
        int high = 0;
        int at = offset;
        while (at < end) {
            byte b = text[at];
            if ((CLASSES[b & 0xff] & NAME) == 0) {
                high |= b;
                at++;
                continue;
            }
            int start = at;
            int hash = 0;
            do {
                hash = hash * 31 + LOWER[text[at] & 0xff];
                at++;
            } while (at < end && (CLASSES[text[at] & 0xff] & NAME) != 0);
            found |= word(text, start, at, hash);
            if ((CLASSES[b & 0xff] & DIGIT) != 0) {
                found |= behindDigits(text, start, at);
            }
        }
        return high < 0 && lowerCaseTableNames ? found | WatchList.WATCHED : found;
    }

    /** What stands behind a number without a blank: <code>/&#42;!80000name</code>. */
    private int behindDigits(byte[] text, int from, int end) {
        int found = 0;
        for (int start = Math.max(from + 1, end - MAX_NAME_BYTES); start < end; start++) {
            if ((CLASSES[text[start - 1] & 0xff] & DIGIT) != 0) {
                int hash = 0;
                for (int i = start; i < end; i++) {
                    hash = hash * 31 + LOWER[text[i] & 0xff];
                }
                found |= word(text, start, end, hash);
            }
        }
        return found;
    }

    private int word(byte[] text, int start, int end, int hash) {
        int found = 0;
        for (int i = heads[bucket(hash, heads.length)]; i != 0; i = next[i]) {
            if (matches(text, start, end, words[i])) {
                found |= bits[i];
            }
        }
        return found;
    }

    private static boolean matches(byte[] text, int start, int end, byte[] word) {
        if (end - start != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (LOWER[text[start + i] & 0xff] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static int bucket(int hash, int capacity) {
        return (hash ^ (hash >>> 15)) & (capacity - 1);
    }
}
