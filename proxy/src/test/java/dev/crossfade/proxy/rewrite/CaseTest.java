package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The folder {@code case}: files of cases to read, each a comment that names stage and side, the client's statement, and
 * after {@code -- becomes}, {@code -- untouched} or {@code -- refused} what must come of it. They run against {@link Shop}.
 * {@code -Dcrossfade.cases.write=true} writes what comes of them now.
 */
class CaseTest {
    private final Rewriter rewriter = new Rewriter();

    record Case(String title, String input, String outcome) {
        Stage stage() {
            return Stage.ofVariant(title.substring(0, title.indexOf(','))).orElseThrow();
        }

        Side speaks() {
            return Side.valueOf(title.substring(title.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT));
        }
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException, URISyntaxException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files()) {
            for (Case one : read(file)) {
                tests.add(DynamicTest.dynamicTest(
                        file.getFileName() + ": " + one.title() + ": " + one.input(),
                        () -> assertThat(outcome(one)).isEqualTo(one.outcome())));
            }
        }
        return tests.stream();
    }

    @Test
    void thereAreCases() throws IOException, URISyntaxException {
        int cases = 0;
        for (Path file : files()) {
            List<Case> all = read(file);
            cases += all.size();
            if (Boolean.getBoolean("crossfade.cases.write")) {
                write(file, all);
            }
        }
        assertThat(cases).isGreaterThan(40);
    }

    private String outcome(Case one) {
        RewriteResult result = rewriter.rewrite(Shop.request(one.input(), one.stage(), one.speaks()));
        if (result instanceof RewriteResult.Rewritten rewritten) {
            return "-- becomes\n" + rewritten.sql();
        }
        if (result instanceof RewriteResult.Refused refused) {
            return "-- refused: " + refused.message() + "\n--    hint: " + refused.hint();
        }
        return "-- untouched";
    }

    static List<Case> all() throws IOException, URISyntaxException {
        List<Case> all = new ArrayList<>();
        for (Path file : files()) {
            all.addAll(read(file));
        }
        return all;
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        Path folder = Path.of(
                Objects.requireNonNull(CaseTest.class.getResource("/case")).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
        }
    }

    private static List<Case> read(Path file) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String block : Files.readString(file).strip().split("\n\n+", -1)) {
            String[] lines = block.split("\n", -1);
            int outcome = 1;
            while (outcome < lines.length && !lines[outcome].startsWith("-- ")) {
                outcome++;
            }
            cases.add(new Case(
                    lines[0].substring(3),
                    String.join("\n", List.of(lines).subList(1, outcome)),
                    String.join("\n", List.of(lines).subList(outcome, lines.length))));
        }
        return cases;
    }

    private void write(Path file, List<Case> cases) throws IOException {
        List<String> blocks = new ArrayList<>();
        cases.forEach(c -> blocks.add("-- " + c.title() + "\n" + c.input() + "\n" + outcome(c)));
        Files.writeString(file, String.join("\n\n", blocks) + "\n");
    }
}
