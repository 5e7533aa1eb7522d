package dev.crossfade.admin.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the census, whose literals are gone, made ready for other values: {@code ?} where a literal or a parameter
 * was, and what each seems to be compared with or assigned to. Pure.
 *
 * @param sql with {@code ?} for parameters
 * @param places one for each {@code ?}
 * @param writes whether it changes rows
 * @param varies whether its answer depends on the time, on chance or on a sequence, so that only counts can be compared
 */
record Template(String sql, List<Place> places, boolean writes, boolean varies) {
    private static final Pattern BEGIN = Pattern.compile(
            "\\s*\\(*\\s*(select|insert|update|delete|with|values|table|merge)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern WRITE =
            Pattern.compile("\\b(insert\\s+into|update|delete\\s+from|merge\\s+into)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIES = Pattern.compile(
            "\\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|current_timestamp|current_time"
                    + "|current_date|localtime|localtimestamp|random|gen_random_uuid|uuid_generate_v4|nextval|currval|lastval"
                    + "|txid_current|pg_current_xact_id|pg_backend_pid|ctid|xmin|xmax|tableoid|setseed|explain)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHOOSES = Pattern.compile(
            "\\b(limit|offset|fetch\\s+(first|next)|skip\\s+locked|distinct\\s+on|tablesample)\\b",
            Pattern.CASE_INSENSITIVE);
    /** What stays of {@code E'…'}, {@code B'…'} and their like. */
    private static final Pattern PREFIXED = Pattern.compile("(?<![\\w\"])(?:[EeBbXxNn]|[Uu]&)\\?");

    private static final Pattern TYPED = Pattern.compile(
            "\\b(interval|date|timestamptz|timestamp|time|numeric|jsonb?|uuid|bytea|inet|text)\\s+\\?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LIMIT = Pattern.compile("\\b(limit|offset)\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPARED = Pattern.compile(
            "([\\w$]+|\"[^\"]+\")\\s*(?:(?:=|<>|!=|<=|>=|<|>|~~?\\*?|(?:not\\s+)?i?like"
                    + "|is\\s+(?:not\\s+)?distinct\\s+from)\\s*(?:any\\s*)?\\(?\\s*"
                    + "|(?:not\\s+)?in\\s*\\(\\s*(?:\\?\\s*,\\s*)*"
                    + "|(?:not\\s+)?between\\s+(?:\\?\\s+and\\s+)?)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INSERT = Pattern.compile(
            "\\binsert\\s+into\\s+[\\w$.\"]+\\s*(?:as\\s+\\w+\\s*)?\\(([^()]*)\\)\\s*(?:overriding\\s+\\w+\\s+value\\s*)?values\\s*",
            Pattern.CASE_INSENSITIVE);

    /**
     * What a value is for.
     *
     * @param column the name beside it, as the catalog stores it; null when there is none
     * @param limit whether it follows LIMIT or OFFSET
     * @param number of the parameter it was, 0 for a literal
     */
    record Place(@Nullable String column, boolean limit, int number) {}

    /** Why a statement cannot be played. */
    static Optional<String> obstacle(String text) {
        if (text.endsWith("…")) {
            return Optional.of("too long to be kept whole");
        }
        if (!BEGIN.matcher(text).matches()) {
            return Optional.of("not a query or a write of rows");
        }
        String whole = text.strip();
        if (whole.substring(0, Math.max(0, whole.length() - 1)).contains(";")) {
            return Optional.of("several statements in one text");
        }
        if (WRITE.matcher(text).find() && CHOOSES.matcher(text).find()) {
            return Optional.of("which rows it changes may differ from one server to another");
        }
        if (WRITE.matcher(text).find() && VARIES.matcher(text).find()) {
            return Optional.of("what it writes depends on the time, on chance or on a sequence");
        }
        return Optional.empty();
    }

    /** Reads a statement that has no {@link #obstacle}. */
    static Template of(String text) {
        String source = TYPED.matcher(PREFIXED.matcher(text).replaceAll("?")).replaceAll("CAST(? AS $1)");
        StringBuilder sql = new StringBuilder();
        List<Place> places = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '"') {
                int end = source.indexOf('"', at + 1);
                end = end < 0 ? source.length() : end + 1;
                sql.append(source, at, end);
                at = end;
            } else if (c == '?' || (c == '$' && at + 1 < source.length() && Character.isDigit(source.charAt(at + 1)))) {
                int end = at + 1;
                while (c == '$' && end < source.length() && Character.isDigit(source.charAt(end))) {
                    end++;
                }
                int number = c == '?' ? 0 : Integer.parseInt(source.substring(at + 1, Math.min(end, at + 6)));
                places.add(place(sql.toString(), number));
                sql.append('?');
                at = end;
            } else {
                sql.append(c);
                at++;
            }
        }
        return new Template(
                sql.toString(),
                List.copyOf(places),
                WRITE.matcher(text).find(),
                VARIES.matcher(text).find() || CHOOSES.matcher(text).find());
    }

    private static Place place(String before, int number) {
        if (LIMIT.matcher(before).find()) {
            return new Place(null, true, number);
        }
        String inserted = inserted(before);
        if (inserted != null) {
            return new Place(inserted, false, number);
        }
        String behindCast = before.endsWith("CAST(") ? before.substring(0, before.length() - 5) : before;
        Matcher compared = COMPARED.matcher(behindCast);
        return new Place(compared.find() ? stored(compared.group(1)) : null, false, number);
    }

    /** The column of an INSERT's VALUES that comes next. */
    private static @Nullable String inserted(String before) {
        Matcher insert = INSERT.matcher(before);
        if (!insert.find()) {
            return null;
        }
        int depth = 0;
        int index = 0;
        for (int i = insert.end(); i < before.length(); i++) {
            char c = before.charAt(i);
            if (c == '(') {
                depth++;
                index = depth == 1 ? 0 : index;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 1) {
                index++;
            } else if (depth == 0 && Character.isLetter(c)) {
                return null; // ON CONFLICT, RETURNING
            }
        }
        String[] columns = insert.group(1).split(",", -1);
        return depth >= 1 && index < columns.length ? stored(columns[index].strip()) : null;
    }

    private static String stored(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name.toLowerCase(Locale.ROOT);
    }
}
