package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scan every statement passes on the hot path: does the text name a relation that is watched, or change what names
 * mean? One pass over the bytes that came from the client, without allocating; no parsing. It may say yes too often, never
 * too seldom. Immutable; one for each rule set and catalog.
 */
public final class WatchList {
    /** The text names a watched relation, or may do. */
    public static final int WATCHED = 1;

    /** The text may change what unqualified names mean, or a setting that is tracked. */
    public static final int NAME_STATE = 2;

    /** The text holds PREPARE or EXECUTE of SQL. */
    public static final int SQL_PREPARE = 4;

    /** Bodies of code may stand in quoted strings. */
    private static final int CODE = 8;

    private static final Map<String, Integer> KEYWORDS = Map.ofEntries(
            Map.entry("search_path", NAME_STATE),
            Map.entry("schema", NAME_STATE), // SET SCHEMA 'x'
            Map.entry("set_config", NAME_STATE),
            Map.entry("temp", NAME_STATE),
            Map.entry("temporary", NAME_STATE),
            Map.entry("pg_temp", NAME_STATE),
            Map.entry("role", NAME_STATE),
            Map.entry("authorization", NAME_STATE),
            Map.entry("discard", NAME_STATE),
            Map.entry("reset", NAME_STATE),
            Map.entry("rollback", NAME_STATE),
            Map.entry("abort", NAME_STATE),
            Map.entry("standard_conforming_strings", NAME_STATE),
            Map.entry("client_encoding", NAME_STATE),
            Map.entry("names", NAME_STATE), // SET NAMES
            Map.entry("prepare", SQL_PREPARE),
            Map.entry("execute", SQL_PREPARE),
            Map.entry("do", CODE),
            Map.entry("function", CODE),
            Map.entry("procedure", CODE));

    private static final byte NAME_START = 1;
    private static final byte NAME_PART = 2;
    /** Classes of bytes: a table is quicker than comparisons. */
    private static final byte[] CLASSES = new byte[256];

    private static final byte[] LOWER = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            boolean letter = (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z') || i == '_' || i >= 0x80;
            boolean part = letter || (i >= '0' && i <= '9') || i == '$';
            CLASSES[i] = (byte) ((letter ? NAME_START : 0) | (part ? NAME_PART : 0));
            LOWER[i] = (byte) (i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
        }
    }

    private static final byte[] PG_TEMP = "pg_temp".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_NAME_BYTES = 63;

    private final List<TableName> watched;
    private final boolean anyNonAscii;
    private final boolean anyWithQuote;
    /** Words by the low bits of their hash; chained by {@link #next}. */
    private final int[] heads;

    private final int[] next;
    private final byte[][] words;
    private final int[] bits;
    private final boolean[] exact; // words with capitals match quoted names only

    private WatchList(List<TableName> watched, Map<String, Integer> all) {
        this.watched = List.copyOf(watched);
        int capacity = Integer.highestOneBit(Math.max(64, all.size() * 4)) * 2;
        heads = new int[capacity];
        next = new int[all.size() + 1];
        words = new byte[all.size() + 1][];
        bits = new int[all.size() + 1];
        exact = new boolean[all.size() + 1];
        boolean nonAscii = false;
        int i = 1;
        for (Map.Entry<String, Integer> entry : all.entrySet()) {
            byte[] bytes = entry.getKey().getBytes(StandardCharsets.UTF_8);
            int hash = 0;
            for (byte b : bytes) {
                nonAscii |= b < 0;
                exact[i] |= b >= 'A' && b <= 'Z';
                hash = hash * 31 + lower(b);
            }
            int bucket = bucket(hash, capacity);
            words[i] = bytes;
            bits[i] = entry.getValue();
            next[i] = heads[bucket];
            heads[bucket] = i++;
        }
        anyNonAscii = nonAscii;
        anyWithQuote = watched.stream().anyMatch(t -> t.name().indexOf('"') >= 0);
    }

    /** The watch list of a rule set: its tables, every view over them, and the catalogs that tell of their columns. */
    public static WatchList of(RuleSet rules, Catalog catalog) {
        Set<TableName> tables = new LinkedHashSet<>();
        for (MigrationRule rule : rules.rules()) {
            tables.add(rule.migration().table());
        }
        List<TableName> watched = new ArrayList<>(tables);
        for (Catalog.Relation relation : catalog.relations().values()) {
            if (relation.dependsOn().stream().anyMatch(tables::contains) && !tables.contains(relation.name())) {
                watched.add(relation.name());
            }
        }
        Map<String, Integer> all = new LinkedHashMap<>(KEYWORDS);
        for (TableName table : watched) {
            all.merge(table.name(), WATCHED, (a, b) -> a | b);
        }
        if (!PostgresMetadata.of(rules, catalog).equals(Metadata.AS_IT_IS)) {
            PostgresMetadata.WORDS.forEach(word -> all.merge(word, WATCHED, (a, b) -> a | b));
        }
        return new WatchList(watched, all);
    }

    /** Migrating tables and the views that depend on them. */
    public List<TableName> watched() {
        return watched;
    }

    /**
     * What the text is: {@link #WATCHED}, {@link #NAME_STATE}, {@link #SQL_PREPARE}, or none of them. Words in comments and
     * in ordinary strings do not count; those in dollar-quoted strings do, and where a text may hold code (DO, CREATE
     * FUNCTION) those in all strings.
     *
     * @param utf8 holds the text; with another client encoding that keeps ASCII bytes for ASCII characters it works too
     */
    public int scan(byte[] utf8, int offset, int length, boolean standardConformingStrings) {
        int found = scan(utf8, offset, offset + length, standardConformingStrings, false);
        if ((found & CODE) != 0) {
            found |= scan(utf8, offset, offset + length, standardConformingStrings, true);
            if (hasBackslash(utf8, offset, offset + length)) {
                found |= WATCHED; // what a string with escapes says is not looked at here
            }
        }
        return found & ~CODE;
    }

    private static boolean hasBackslash(byte[] text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private int scan(byte[] text, int from, int end, boolean standardStrings, boolean stringsCount) {
        int found = 0;
        int at = from;
        while (at < end) {
            byte b = text[at];
            if (isNameStart(b)) {
                int start = at;
                int hash = 0;
                do {
                    hash = hash * 31 + lower(text[at]);
                    at++;
                } while (at < end && isNamePart(text[at]));
                byte after = at < end ? text[at] : 0;
                if (after == '\'' && at - start == 1 && !stringsCount) {
                    boolean escapes = b == 'e' || b == 'E' || ((b == 'n' || b == 'N') && !standardStrings);
                    at = skipString(text, at, end, escapes);
                } else if (after == '&' && at - start == 1 && (b == 'u' || b == 'U') && at + 1 < end) {
                    at++;
                    if (text[at] == '\'' && !stringsCount) {
                        at = skipString(text, at, end, false);
                    } else if (text[at] == '"') {
                        found |= WATCHED; // what U&"…" names depends on its escapes
                    }
                } else {
                    found |= word(text, start, at, hash, stringsCount ? CODE_WORD : UNQUOTED);
                }
            } else if (b == '\'' && !stringsCount) {
                at = skipString(text, at, end, !standardStrings);
            } else if (b == '"' && !stringsCount) {
                int start = at + 1;
                int hash = 0;
                at = start;
                while (at < end && text[at] != '"') {
                    hash = hash * 31 + lower(text[at]);
                    at++;
                }
                found |= word(text, start, at, hash, QUOTED);
                if (at + 1 < end && text[at + 1] == '"' && anyWithQuote) {
                    found |= WATCHED;
                }
                at++;
            } else if (b == '$' && at + 1 < end && !isDigit(text[at + 1]) && !stringsCount) {
                int bodyStart = dollarTagEnd(text, at, end);
                if (bodyStart < 0) {
                    at++;
                } else {
                    int close = dollarClose(text, at, bodyStart, end);
                    found |= scan(text, bodyStart, close, standardStrings, true);
                    at = Math.min(end, close + bodyStart - at);
                }
            } else if (b == '-' && at + 1 < end && text[at + 1] == '-' && !stringsCount) {
                while (at < end && text[at] != '\n' && text[at] != '\r') {
                    at++;
                }
            } else if (b == '/' && at + 1 < end && text[at + 1] == '*' && !stringsCount) {
                at = skipComment(text, at, end);
            } else {
                at++;
            }
        }
        return found;
    }

    private static final int UNQUOTED = 0;
    private static final int QUOTED = 1;
    /** In code inside a string, where it is not known what is quoted: capitals do not count. */
    private static final int CODE_WORD = 2;

    private int word(byte[] text, int start, int end, int hash, int how) {
        int stop = end;
        int wordHash = hash;
        if (end - start > MAX_NAME_BYTES) { // the server cuts it
            stop = start + MAX_NAME_BYTES;
            wordHash = 0;
            for (int i = start; i < stop; i++) {
                wordHash = wordHash * 31 + lower(text[i]);
            }
        }
        int found = 0;
        for (int i = heads[bucket(wordHash, heads.length)]; i != 0; i = next[i]) {
            if (matches(text, start, stop, words[i], how, exact[i])) {
                found |= bits[i];
            }
        }
        if (anyNonAscii && hasHighByte(text, start, stop)) {
            found |= WATCHED; // in another encoding it may be any name
        }
        if (stop - start > PG_TEMP.length && startsWithPgTemp(text, start)) {
            found |= NAME_STATE;
        }
        return found;
    }

    private static boolean matches(byte[] text, int start, int end, byte[] word, int how, boolean exact) {
        if (end - start != word.length || (exact && how == UNQUOTED)) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            byte b = text[start + i];
            boolean same = how == QUOTED ? b == word[i] : lower(b) == (how == CODE_WORD ? lower(word[i]) : word[i]);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasHighByte(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithPgTemp(byte[] text, int start) {
        for (int i = 0; i < PG_TEMP.length; i++) {
            if (lower(text[start + i]) != PG_TEMP[i]) {
                return false;
            }
        }
        return true;
    }

    /** From a string's opening quote to behind its end, continuations on later lines included. */
    private static int skipString(byte[] text, int quote, int end, boolean backslashes) {
        int at = quote;
        do {
            at++;
            while (at < end) {
                byte b = text[at++];
                if (b == '\\' && backslashes) {
                    at++;
                } else if (b == '\'') {
                    if (at >= end || text[at] != '\'') {
                        break;
                    }
                    at++;
                }
            }
            int next = continuation(text, at, end);
            if (next < 0) {
                return Math.min(at, end);
            }
            at = next;
        } while (true);
    }

    /** Where a string that ended goes on, which it does after a line break; or -1. */
    private static int continuation(byte[] text, int from, int end) {
        boolean newline = false;
        int at = from;
        while (at < end) {
            byte b = text[at];
            if (b == '\n' || b == '\r') {
                newline = true;
                at++;
            } else if (b == ' ' || b == '\t' || b == '\f') {
                at++;
            } else if (b == '-' && at + 1 < end && text[at + 1] == '-') {
                while (at < end && text[at] != '\n' && text[at] != '\r') {
                    at++;
                }
            } else {
                return b == '\'' && newline ? at : -1;
            }
        }
        return -1;
    }

    private static int skipComment(byte[] text, int from, int end) {
        int depth = 0;
        int at = from;
        do {
            if (at + 1 < end && text[at] == '/' && text[at + 1] == '*') {
                depth++;
                at += 2;
            } else if (at + 1 < end && text[at] == '*' && text[at + 1] == '/') {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < end);
        return at;
    }

    /** Where the body of a dollar-quoted string begins, or -1 when none begins at {@code at}. */
    private static int dollarTagEnd(byte[] text, int at, int end) {
        int i = at + 1;
        if (i < end && isNameStart(text[i])) {
            while (i < end && isNamePart(text[i]) && text[i] != '$') {
                i++;
            }
        }
        return i < end && text[i] == '$' ? i + 1 : -1;
    }

    /** Where the closing tag begins; the end of the text when there is none. */
    private static int dollarClose(byte[] text, int tag, int bodyStart, int end) {
        int length = bodyStart - tag;
        for (int at = bodyStart; at + length <= end; at++) {
            int i = 0;
            while (i < length && text[at + i] == text[tag + i]) {
                i++;
            }
            if (i == length) {
                return at;
            }
        }
        return end;
    }

    private static int bucket(int hash, int capacity) {
        return (hash ^ (hash >>> 15)) & (capacity - 1);
    }

    private static byte lower(byte b) {
        return LOWER[b & 0xff];
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isNameStart(byte b) {
        return (CLASSES[b & 0xff] & NAME_START) != 0;
    }

    private static boolean isNamePart(byte b) {
        return (CLASSES[b & 0xff] & NAME_PART) != 0;
    }
}
