package dev.crossfade.proxy.session;

import dev.crossfade.proxy.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SQL's own PREPARE in this session: which texts a name may stand for. Such statements cannot be prepared again behind the
 * client's back, so one that was prepared before its table began to migrate, or for another stage, must not be executed any more. Only the plain
 * form, one statement in a text, is understood; anything else counts as unknown.
 */
final class SqlPrepares {
    /** Bytes of all texts remembered; what is beyond counts as unknown. */
    private static final int MAX_TEXT_BYTES = 1 << 20;

    /**
     * Possessive, so that a name of any length is matched without recursion. {@code U&"a"} is none that is understood: what it
     * stands for is written in escapes.
     */
    private static final String NAME = "(\"(?:[^\"]|\"\")++\"|[A-Za-z_\\x80-\\xff][\\w$\\x80-\\xff]*+(?!&))";

    /** Also comments that are not nested, which applications put in front of their statements. */
    private static final String SPACE = "(?:\\s|/\\*(?:[^*/]|\\*(?!/)|/(?!\\*))*+\\*/|--[^\\n\\r]*+[\\n\\r])*+";

    /** The same within a text that is searched: as long as that, or each comment would be read again for every word in it. */
    private static final String GAP = "(?:\\s|/\\*(?:[^*/]|\\*(?!/)|/(?!\\*))*+\\*/|--[^\\n\\r]{0,200}+[\\n\\r])*+";

    /** Behind a keyword. */
    private static final String END = "(?![\\w$\\x80-\\xff])";

    private static final String SEMICOLON = "\\s*+;?\\s*+";

    private static final Pattern PREPARE = plain("PREPARE" + END + SPACE + NAME + ".*");
    private static final Pattern EXECUTE = plain("EXECUTE" + END + SPACE + NAME + ".*");
    private static final Pattern DEALLOCATE =
            plain("DEALLOCATE" + END + SPACE + "(?:PREPARE" + END + SPACE + ")?" + NAME + SEMICOLON);

    private static final Pattern NAMED = Pattern.compile(
            "\\b(?:EXECUTE|DEALLOCATE(?:" + END + GAP + "PREPARE)?)" + END + GAP + NAME, Pattern.CASE_INSENSITIVE);

    /** Prepares no statement, but ends a transaction. */
    private static final Pattern TWO_PHASE =
            plain("PREPARE" + END + SPACE + "TRANSACTION" + END + SPACE + "(?:[EU&]*+'|\\$).*");

    /** A PREPARE anywhere in a text, if only in a string. */
    private static final Pattern ANYWHERE = Pattern.compile(
            "\\bPREPARE" + END + GAP + "(?:U&)?" + NAME + GAP + "(?:\\(|AS" + END + ")", Pattern.CASE_INSENSITIVE);

    /** The keyword; {@code pg_prepared_statements} has it not. */
    private static final Pattern WORD =
            Pattern.compile("(?<![\\w$\\x80-\\xff])PREPARE" + END, Pattern.CASE_INSENSITIVE);

    /** Under which those are kept of which the name cannot be told. */
    private static final String NO_NAME = "";

    private static final Pattern ALL =
            plain("(?:DISCARD|DEALLOCATE(?:" + END + SPACE + "PREPARE)?)" + END + SPACE + "ALL" + SEMICOLON);

    /**
     * A text with PREPARE in it.
     *
     * @param plan under which it was sent
     * @param number which of all those of the session it is, from 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Prepared(byte[] text, Plan plan, long number) {}

    private final Map<String, List<Prepared>> texts = new HashMap<>();
    private int bytes;
    private long sent;
    private long unknown; // the last that could not be told, 0 when all can
    private long forgotten; // the last of these of which not even the text is remembered, 0 for none

    private static Pattern plain(String statement) {
        return Pattern.compile(SPACE + statement, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Whether a text is worth looking at: names PREPARE or DEALLOCATE somewhere. */
    static boolean concerns(byte[] text) {
        return contains(text, "prepare") || contains(text, "deallocate");
    }

    /** Whether a text that has DEALLOCATE or DISCARD in it begins as a plain one does, or by a comment. */
    static boolean mayDeallocate(byte[] text) {
        for (byte b : text) {
            if (b < 0 || b > ' ') {
                return (b == 'd' || b == 'D' || b == '/' || b == '-')
                        && (contains(text, "deallocate") || contains(text, "discard"));
            }
        }
        return false;
    }

    /** The texts in which statements were prepared, each from PREPARE on or with what stands before. */
    Stream<byte[]> preparedTexts() {
        return texts.values().stream().flatMap(List::stream).map(Prepared::text);
    }

    /** Whether {@link #preparedTexts} has all that was prepared, as far as the texts tell. */
    boolean areTextsComplete() {
        return forgotten == 0;
    }

    /** A text with PREPARE in it was sent; whether it will succeed is not known, so it is one more possibility. */
    void prepared(byte[] text, Plan plan) {
        if (!contains(text, "prepare")) {
            return;
        }
        String sql = latin(text);
        Matcher prepare = PREPARE.matcher(sql);
        if (!WORD.matcher(sql).find()
                || DEALLOCATE.matcher(sql).matches()
                || (TWO_PHASE.matcher(sql).matches() && !hasSeveral(sql))) {
            return;
        }
        sent++;
        boolean told = prepare.matches() && !hasSeveral(sql);
        if (!told) {
            removeSame(text); // one that a client sends again and again is kept once
        }
        boolean tooMany = bytes + text.length > MAX_TEXT_BYTES;
        if (!told || tooMany) {
            unknown = sent;
            if (!told && !ANYWHERE.matcher(sql).find()) {
                return; // the word alone
            }
            if (tooMany) {
                forgotten = sent;
                return;
            }
        }
        bytes += text.length;
        texts.computeIfAbsent(told ? fold(prepare.group(1)) : NO_NAME, name -> new ArrayList<>())
                .add(new Prepared(text, plan, sent));
    }

    private void removeSame(byte[] text) {
        List<Prepared> others = texts.get(NO_NAME);
        if (others != null && others.removeIf(other -> Arrays.equals(other.text(), text))) {
            bytes -= text.length;
        }
    }

    /** The name that a plain PREPARE gives, or null when the text is none. */
    static byte @Nullable [] preparedName(byte[] text) {
        if (!contains(text, "prepare")) {
            return null;
        }
        Matcher prepare = PREPARE.matcher(latin(text));
        return prepare.matches() && !DEALLOCATE.matcher(latin(text)).matches()
                ? fold(prepare.group(1)).getBytes(StandardCharsets.ISO_8859_1)
                : null;
    }

    /** The name that a DEALLOCATE of one statement gives, or null when it cannot be told. */
    static byte @Nullable [] deallocatedName(byte @Nullable [] text) {
        if (text == null || !contains(text, "deallocate")) {
            return null;
        }
        Matcher deallocate = DEALLOCATE.matcher(latin(text));
        return deallocate.matches() && !deallocate.group(1).equalsIgnoreCase("ALL")
                ? fold(deallocate.group(1)).getBytes(StandardCharsets.ISO_8859_1)
                : null;
    }

    /**
     * The name in a plain EXECUTE or DEALLOCATE of one statement.
     *
     * @param name folded, as bytes
     * @param start where it begins in the text
     * @param end behind it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Plain(byte[] name, int start, int end, boolean deallocates) {}

    /** Whether a text is a plain DISCARD ALL or DEALLOCATE ALL. */
    static boolean deallocatesAll(byte[] text) {
        return (contains(text, "discard") || contains(text, "deallocate"))
                && ALL.matcher(latin(text)).matches();
    }

    /**
     * Whether what was to be deallocated is gone although the text failed, as that shows. Prepared statements are not the
     * transaction's: when a constraint fails at its end, they stay deallocated.
     */
    static boolean isDoneThoughFailed(String sqlState) {
        return switch (sqlState) {
            case "25P02", // in a failed transaction
                    "25001", // DISCARD ALL in a transaction
                    "57014" -> // cancelled, most likely before
                false;
            default -> true;
        };
    }

    /** Null when the text is neither, or it cannot be told. */
    private static @Nullable Plain plainOf(byte[] text) {
        String sql = latin(text);
        Matcher deallocate = DEALLOCATE.matcher(sql);
        boolean deallocates = deallocate.matches();
        Matcher matcher = deallocates ? deallocate : EXECUTE.matcher(sql);
        if (!deallocates && (!matcher.matches() || hasSeveral(sql))) {
            return null;
        }
        String name = matcher.group(1);
        return deallocates && name.equalsIgnoreCase("ALL")
                ? null
                : new Plain(
                        fold(name).getBytes(StandardCharsets.ISO_8859_1),
                        matcher.start(1),
                        matcher.end(1),
                        deallocates);
    }

    /**
     * What a text executes or deallocates by name.
     *
     * @param names that of a plain text; of others all that stand behind EXECUTE or DEALLOCATE, those in strings and comments too
     */
    record Names(List<byte[]> names, @Nullable Plain plain) {
        static final Names NONE = new Names(List.of(), null);
    }

    static Names names(byte[] text) {
        if (!contains(text, "execute") && !contains(text, "deallocate")) {
            return Names.NONE;
        }
        Plain plain = plainOf(text);
        return new Names(plain == null ? allNamed(text) : List.of(plain.name()), plain);
    }

    /** The same, the names alone. */
    static List<byte[]> named(byte[] text) {
        return names(text).names;
    }

    private static List<byte[]> allNamed(byte[] text) {
        return NAMED.matcher(latin(text))
                .results()
                .map(match -> fold(match.group(1)))
                .distinct()
                .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /**
     * The names that stand behind DEALLOCATE anywhere in a text, and perhaps others; null when one of them cannot be told.
     */
    static @Nullable List<byte[]> allDeallocated(byte @Nullable [] text) {
        if (text == null) {
            return null;
        }
        if (!contains(text, "deallocate")) {
            return List.of();
        }
        String sql = latin(text);
        List<MatchResult> named = NAMED.matcher(sql)
                .results()
                .filter(match -> sql.charAt(match.start()) != 'e' && sql.charAt(match.start()) != 'E')
                .toList();
        return named.size() < count(text, "deallocate")
                ? null
                : named.stream()
                        .map(match -> fold(match.group(1)).getBytes(StandardCharsets.ISO_8859_1))
                        .toList();
    }

    /** Whether a name is one of {@link #allDeallocated}. */
    static boolean isAmong(@Nullable List<byte[]> deallocated, String key) {
        return deallocated == null
                || deallocated.stream().anyMatch(name -> Statement.key(name).equals(key));
    }

    /** How many have been sent so far: what is deallocated later may be older than what is prepared then. */
    long sent() {
        return sent;
    }

    /** @param before what {@link #sent} was when the DEALLOCATE was sent */
    void deallocated(byte @Nullable [] name, long before) {
        if (name != null) {
            texts.computeIfPresent(
                    new String(name, StandardCharsets.ISO_8859_1), (key, prepared) -> later(prepared, before));
        }
    }

    /** @param before what {@link #sent} was when the DEALLOCATE was sent */
    void deallocatedAll(long before) {
        for (String name : List.copyOf(texts.keySet())) {
            texts.computeIfPresent(name, (key, prepared) -> later(prepared, before));
        }
        unknown = unknown <= before ? 0 : unknown;
        forgotten = forgotten <= before ? 0 : forgotten;
    }

    private @Nullable List<Prepared> later(List<Prepared> all, long before) {
        all.removeIf(prepared -> {
            boolean gone = prepared.number() <= before;
            bytes -= gone ? prepared.text().length : 0;
            return gone;
        });
        return all.isEmpty() ? null : all;
    }

    /** Whether nothing was prepared by SQL that may still be there. */
    boolean isEmpty() {
        return unknown == 0 && texts.isEmpty();
    }

    /**
     * The texts that a text with EXECUTE in it, or a Bind to a name of unknown origin, may run; null when that cannot be
     * told.
     */
    @Nullable
    List<Prepared> mayRun(byte[] text) {
        String sql = latin(text);
        Matcher execute = EXECUTE.matcher(sql);
        if (!execute.matches() || hasSeveral(sql)) {
            return isEmpty() ? List.of() : null;
        }
        return named(fold(execute.group(1)));
    }

    /** Whether a text may be, or have in it, an EXECUTE. */
    static boolean mayExecute(byte[] text) {
        return contains(text, "execute");
    }

    /** The name in a plain EXECUTE, as a {@link Statement#key}; null when it cannot be told. */
    static @Nullable String executedName(byte[] text) {
        String sql = latin(text);
        Matcher execute = EXECUTE.matcher(sql);
        return execute.matches() && !hasSeveral(sql)
                ? Statement.key(fold(execute.group(1)).getBytes(StandardCharsets.ISO_8859_1))
                : null;
    }

    @Nullable
    List<Prepared> named(String name) {
        return unknown > 0 ? null : texts.getOrDefault(name, List.of());
    }

    /** Whether something stands behind a semicolon, if only one in a string. */
    private static boolean hasSeveral(String sql) {
        int at = sql.indexOf(';');
        return at >= 0 && !sql.substring(at + 1).isBlank();
    }

    /** As a {@link Statement#key}. */
    private static String fold(String identifier) {
        String name = identifier.startsWith("\"")
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : lower(identifier);
        return Statement.key(name.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** As in a database in UTF-8: only ASCII has a lower case. */
    private static String lower(String identifier) {
        char[] lower = identifier.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            char c = lower[i];
            lower[i] = c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
        }
        return new String(lower);
    }

    private static String latin(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    static boolean contains(byte[] text, String lowerCaseWord) {
        return indexOf(text, lowerCaseWord, 0) >= 0;
    }

    private static int count(byte[] text, String lowerCaseWord) {
        int count = 0;
        for (int at = indexOf(text, lowerCaseWord, 0); at >= 0; at = indexOf(text, lowerCaseWord, at + 1)) {
            count++;
        }
        return count;
    }

    private static int indexOf(byte[] text, String lowerCaseWord, int from) {
        byte first = (byte) lowerCaseWord.charAt(0);
        int last = text.length - lowerCaseWord.length();
        for (int i = from; i <= last; i++) {
            if ((text[i] | 0x20) == first && matches(text, i, lowerCaseWord)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] text, int at, String lowerCaseWord) {
        for (int k = 1; k < lowerCaseWord.length(); k++) {
            if ((text[at + k] | 0x20) != lowerCaseWord.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
