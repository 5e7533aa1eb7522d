package dev.crossfade.admin.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The options of a tool that a migration's file may give, by name. What is not among them is refused: options that change the
 * target, read other files, run programs or print what they send. Pure.
 */
final class ToolOptions {
    private static final int LONGEST_VALUE = 500;

    /** A value that could be read as an option of its own, or break a line. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}]|^-.*", Pattern.DOTALL);

    private final String program;
    private final Map<String, Kind> known;

    /** What an option takes. */
    enum Kind {
        /** Nothing; the file says true or false. */
        SWITCH("true or false", "true|false"),
        NUMBER("a number", "\\d{1,10}(\\.\\d{1,6})?"),
        /** Such as {@code Threads_running=50,Threads_connected:200}. */
        LIMITS("limits such as Threads_running=50", "[A-Za-z_]+([=:]\\d{1,10})?(,[A-Za-z_]+([=:]\\d{1,10})?)*"),
        WORD("a word", "[A-Za-z_][A-Za-z0-9_-]{0,62}"),
        /** Of pt-online-schema-change; {@code auto} may choose drop_swap. */
        FOREIGN_KEYS(
                "rebuild_constraints or none: with the others there is a moment without the table",
                "rebuild_constraints|none"),
        /** Of gh-ost. */
        CUT_OVER("atomic or default: with two-step there is a moment without the table", "atomic|default"),
        /** Columns with directions; quoted by the file itself where that is needed. */
        COLUMNS("columns such as created_at DESC, id", "[\\p{L}\\p{N}_$\", .]+");

        private final String words;
        private final Pattern pattern;

        Kind(String words, String pattern) {
            this.words = words;
            this.pattern = Pattern.compile(pattern);
        }
    }

    ToolOptions(String program, Map<String, Kind> known) {
        this.program = program;
        this.known = Map.copyOf(known);
    }

    /** What may be given, sorted. */
    List<String> names() {
        return known.keySet().stream().sorted().toList();
    }

    /** What is wrong with {@code given}, one message each; empty when nothing is. */
    List<String> problems(Map<String, String> given) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(given).forEach((name, value) -> {
            Kind kind = known.get(name);
            if (kind == null) {
                problems.add("option " + shown(name) + " of " + program + " cannot be given here; known: "
                        + String.join(", ", names()));
            } else if (value.length() > LONGEST_VALUE
                    || UNSAFE.matcher(value).find()
                    || !kind.pattern.matcher(value).matches()) {
                problems.add("option " + name + " of " + program + " takes " + kind.words + ", not " + shown(value));
            }
        });
        return problems;
    }

    /** As arguments, sorted by name. Switches that are false are left out. */
    List<String> arguments(Map<String, String> given) {
        List<String> arguments = new ArrayList<>();
        new TreeMap<>(given).forEach((name, value) -> {
            if (known.get(name) != Kind.SWITCH) {
                arguments.add("--" + name + "=" + value);
            } else if (value.equals("true")) {
                arguments.add("--" + name);
            }
        });
        return arguments;
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (line.length() > 60 ? line.substring(0, 60) + "…" : line) + "'";
    }
}
