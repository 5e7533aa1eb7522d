package dev.crossfade.proxy.transcript;

import java.util.List;
import java.util.regex.Pattern;

/** All that came back in one play. */
record Transcript(List<Answer> answers) {
    private static final int CONTEXT_MESSAGES = 4;
    /** Up to the SQLSTATE of an error. */
    private static final Pattern STATE = Pattern.compile("^(ErrorResponse S=\\w+ V=\\w+ C=\\w+).*", Pattern.DOTALL);

    private static final Pattern TEMPORARY = Pattern.compile("pg_(toast_)?temp_\\d+");

    /** Without what differs from play to play. */
    static Transcript of(List<Answer> raw, String application, List<Pattern> masks, boolean onlyStates) {
        return new Transcript(raw.stream()
                .map(answer -> {
                    String text = answer.text().replace(application, "@{app}");
                    text = TEMPORARY.matcher(text).replaceAll("pg_$1temp_N");
                    if (onlyStates) {
                        text = STATE.matcher(text).replaceFirst("$1");
                    }
                    for (Pattern mask : masks) {
                        text = mask.matcher(text).replaceAll("*");
                    }
                    return new Answer(text, answer.location());
                })
                .toList());
    }

    /** Without where in its source the server made its errors. */
    Transcript withoutLocations() {
        return new Transcript(
                answers.stream().map(answer -> new Answer(answer.text(), "")).toList());
    }

    /** What is different first, for people, or empty when nothing is. */
    String difference(Transcript other, String thisName, String otherName) {
        int common = 0;
        int least = Math.min(answers.size(), other.answers.size());
        while (common < least && answers.get(common).isLike(other.answers.get(common))) {
            common++;
        }
        if (common == answers.size() && common == other.answers.size()) {
            return "";
        }
        StringBuilder out = new StringBuilder("message " + (common + 1) + " is different:\n");
        int from = Math.max(0, common - CONTEXT_MESSAGES);
        for (int i = from; i < common; i++) {
            out.append("  both:   ").append(answers.get(i)).append('\n');
        }
        show(out, thisName, answers, common);
        show(out, otherName, other.answers, common);
        return out.toString();
    }

    private static void show(StringBuilder out, String name, List<Answer> answers, int from) {
        for (int i = from; i < Math.min(answers.size(), from + CONTEXT_MESSAGES); i++) {
            String text = answers.get(i).toString();
            out.append("  %-7s ".formatted(name + ":"))
                    .append(text.length() > 2000 ? text.substring(0, 2000) + "…" : text)
                    .append('\n');
        }
        if (from >= answers.size()) {
            out.append("  %-7s ".formatted(name + ":")).append("nothing\n");
        }
    }
}
