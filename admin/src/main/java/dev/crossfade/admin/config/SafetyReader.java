package dev.crossfade.admin.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what a migration's file says of shadow reads and of going back by itself. */
final class SafetyReader {
    private static final int MOST = 1_000_000_000;
    private static final Duration MIN_P99 = Duration.ofMillis(1);
    private static final Duration MAX_P99 = Duration.ofMinutes(1);
    private static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    private static final Duration MAX_WINDOW = Duration.ofHours(1);
    private static final double MAX_PERCENT = 100;
    private static final double MIN_FACTOR = 1;
    private static final double MAX_FACTOR = 1000;
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s?%");
    private static final Pattern FACTOR = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)x");
    private static final String EXAMPLE = "{mismatches: 0, deadLetters: 0, errorRate: 1%, p99: 1.5x, window: 30s}";

    private final YamlFile file;
    private final Values values;

    SafetyReader(YamlFile file) {
        this.file = file;
        this.values = new Values(file);
    }

    boolean showsValues(Section migration) {
        MappingNode node = migration.optionalMapping("shadow", "{values: show}");
        if (node == null) {
            return false;
        }
        Section section = Section.of(file, node, "shadow", List.of("values"));
        ScalarNode shown = section.optionalText("values", "show");
        if (shown != null
                && !shown.getValue().equals("show")
                && !shown.getValue().equals("hide")) {
            file.problem(
                    shown, "values " + Values.shown(shown) + " is neither show nor hide", "write values: hide or show");
        }
        return shown != null && shown.getValue().equals("show");
    }

    @Nullable
    RollbackBounds rollback(Section migration) {
        MappingNode node = migration.optionalMapping("rollback", EXAMPLE);
        if (node == null) {
            return null;
        }
        List<String> bounds = List.of("mismatches", "deadLetters", "errorRate", "p99");
        Section section = Section.of(
                file,
                node,
                "rollback",
                List.of("mismatches", "deadLetters", "errorRate", "p99", "window", "minStatements"));
        if (bounds.stream().noneMatch(section::has)) {
            file.problem(
                    node,
                    "rollback has no bound",
                    "add one or more of " + String.join(", ", bounds) + ", such as rollback: " + EXAMPLE);
        }
        ScalarNode windowNode = section.optionalText("window", "30s");
        ScalarNode leastNode = section.optionalText("minStatements", "100");
        Duration window = windowNode == null ? null : values.duration(windowNode, MIN_WINDOW, MAX_WINDOW);
        Integer least = leastNode == null ? null : values.number(leastNode, 1, MOST);
        ScalarNode p99 = section.optionalText("p99", "50ms");
        Double factor = null;
        Duration most = null;
        if (p99 != null && FACTOR.matcher(p99.getValue()).matches()) {
            factor = number(p99, FACTOR, MIN_FACTOR, MAX_FACTOR, "write 1x to 1000x, such as 1.5x, or a duration");
        } else if (p99 != null && !p99.getValue().matches("\\d{1,9}(ms|s|m|h|d)")) {
            file.problem(
                    p99,
                    "p99 " + Values.shown(p99) + " is neither a duration nor a multiple",
                    "write 50ms, or 1.5x for one and a half times what it was at the stage before");
        } else if (p99 != null) {
            most = values.duration(p99, MIN_P99, MAX_P99);
        }
        ScalarNode rate = section.optionalText("errorRate", "1%");
        Double percent = rate == null ? null : number(rate, PERCENT, 0, MAX_PERCENT, "write 0% to 100%, such as 0.5%");
        return new RollbackBounds(
                count(section, "mismatches"),
                count(section, "deadLetters"),
                percent == null ? null : percent / MAX_PERCENT,
                most,
                factor,
                window == null ? RollbackBounds.DEFAULT_WINDOW : window,
                least == null ? RollbackBounds.DEFAULT_MIN_STATEMENTS : least);
    }

    private @Nullable Long count(Section section, String key) {
        ScalarNode node = section.optionalText(key, "0");
        Integer number = node == null ? null : values.number(node, 0, MOST);
        return number == null ? null : number.longValue();
    }

    private @Nullable Double number(ScalarNode node, Pattern pattern, double least, double most, String hint) {
        Matcher matcher = pattern.matcher(node.getValue());
        double number = matcher.matches() ? Double.parseDouble(matcher.group(1)) : -1;
        if (number < least || number > most) {
            file.problem(node, Values.shown(node) + " does not fit here", hint);
            return null;
        }
        return number;
    }
}
