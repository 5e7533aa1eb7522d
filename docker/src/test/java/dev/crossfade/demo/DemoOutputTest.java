package dev.crossfade.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOutputTest {
    @Test
    void theSummaryAsJsonHasTheKeysThatScriptsReadAndTheRightMedian() throws IOException {
        Meter meter = new Meter();
        meter.transaction();
        meter.statement("SELECT 1", 0, 2_500_000);
        meter.statement("COMMIT", 0, 1_000_000);
        Summary summary = Summary.of(meter, List.of(4.0, 1.0, 3.0, 9.0), 7, 12.25);
        String line = summary.json();
        assertThat(line).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("transactions").asLong()).isEqualTo(1);
        assertThat(json.path("errors").asLong(-1)).isZero();
        assertThat(json.path("mismatches").asLong(-1)).isZero();
        assertThat(json.path("maxPauseMillis").asDouble()).isEqualTo(2.5);
        assertThat(json.path("flipToEffectMillis").asDouble()).isEqualTo(3.5);
        assertThat(json.path("flipToEffectWorstMillis").asDouble()).isEqualTo(9.0);
        assertThat(json.path("seconds").asDouble()).isEqualTo(12.25);
        assertThat(summary.clean()).isTrue();
        assertThat(summary.lines()).anyMatch(text -> text.contains("SELECT 1"));
    }

    @Test
    void oneErrorOrOneMismatchSpoilsIt() {
        Meter error = new Meter();
        error.error("SQLSTATE 57P01");
        Meter mismatch = new Meter();
        mismatch.mismatch("row 1");
        assertThat(Summary.of(error, List.of(), 0, 1).clean()).isFalse();
        assertThat(Summary.of(mismatch, List.of(), 0, 1).clean()).isFalse();
        assertThat(error.firstProblems()).containsExactly("error: SQLSTATE 57P01");
    }

    @Test
    void figuresStandUnderTheirHeadsWhateverTheMigrationsDo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, 120);
        screen.head("first", "second");
        screen.figures(
                Watch.cell(new Operator.Status("dual-write", "backfill", 43_210, 100_000, 12_345.6, 57, 0, List.of())),
                Watch.cell(new Operator.Status("off", "none", 0, 0, 0, -1, 0, List.of())),
                1_234,
                5.67,
                0);
        String[] lines = bytes.toString(StandardCharsets.UTF_8)
                .replace("\r\u001b[2K", "")
                .split("\n", -1);
        assertThat(lines[1]).contains("backfill 43 % 12k rows/s 57 s left").contains("5.7 ms");
        assertThat(lines[1]).hasSameSizeAs(lines[0]);
        assertThat(lines[1].indexOf("off")).isEqualTo(lines[0].indexOf("second"));
    }
}
