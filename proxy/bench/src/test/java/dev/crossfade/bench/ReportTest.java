package dev.crossfade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What a run says. */
class ReportTest {
    private static final Cell SIXTEEN = new Cell("select-only", "prepared", 16);
    private static final Cell ONE = new Cell("select-only", "prepared", 1);

    /** Three rounds on a machine that is half as fast in the second; Crossfade always costs 0.75 of PgBouncer. */
    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        double[] slowness = {1, 2, 1.1};
        for (Cell cell : List.of(SIXTEEN, ONE)) {
            for (int round = 1; round <= 3; round++) {
                double slow = slowness[round - 1];
                samples.add(new Sample("direct", cell, round, 30_000 / slow, 100 * slow, 900, Double.NaN, 60 * slow));
                samples.add(new Sample("pgbouncer", cell, round, 20_000 / slow, 150 * slow, 990, 20 * slow, 80 * slow));
                samples.add(new Sample(
                        "crossfade io_uring", cell, round, 22_000 / slow, 120 * slow, 950, 15 * slow, 75 * slow));
                samples.add(new Sample(
                        "crossfade io_uring, live", cell, round, 19_000 / slow, 160 * slow, 990, 21 * slow, 85 * slow));
            }
        }
        return samples;
    }

    @Test
    void ratiosAreOfPairsInOneRound() {
        Summary summary = new Summary(samples());
        Summary.Spread ratio = summary.ratio(SIXTEEN, "crossfade io_uring", "pgbouncer", Sample::proxyMicros);
        assertThat(ratio).isEqualTo(new Summary.Spread(0.75, 0.75, 0.75));
        assertThat(summary.median(SIXTEEN, "pgbouncer", Sample::proxyMicros)).isEqualTo(22.0);
        assertThat(summary.ratio(SIXTEEN, "crossfade io_uring", "haproxy", Sample::proxyMicros)
                        .median())
                .isNaN();
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertThat(Summary.median(new double[] {9, 1, 5, 3})).isEqualTo(4);
        assertThat(Summary.median(new double[] {})).isNaN();
    }

    @Test
    void tablesSayWhatWasMeasured() {
        String markdown = new Report(new Summary(samples()), "PgBouncer", "pgbouncer").markdown();
        assertThat(markdown)
                .contains("### select-only, prepared, 16 clients")
                .contains("| direct | 27273 | 0.110 | 0.900 | – | 66.0 | 1.50 | – | – | +0 |")
                .contains(
                        "| crossfade io_uring | 20000 | 0.132 | 0.950 | 16.5 | 82.5 | 1.10 | 0.75 (0.75–0.75) | – | +22 |");
    }

    @Test
    void figuresSayWhatHeldAndWhatDidNot() {
        assertThat(new Figures(new Summary(samples())).postgres().lines())
                .anyMatch(line -> line.startsWith("| crossfade io_uring: CPU/tx") && line.endsWith("| ≤ 0.80 | held |"))
                .anyMatch(line -> line.startsWith("| crossfade io_uring, live: CPU/tx")
                        && line.endsWith("| ≤ 1.00 | **missed** |"))
                .anyMatch(line ->
                        line.startsWith("| crossfade io_uring, live: throughput") && line.endsWith("| **missed** |"))
                .anyMatch(line ->
                        line.startsWith("| crossfade io_uring: median latency") && line.contains("| 22 (20–40) |"));
    }

    @Test
    void figuresOfMySqlAreOfRouterAndTheRelay() {
        List<Sample> samples = new ArrayList<>();
        Cell cell = new Cell("point-select", "text", 16);
        for (int round = 1; round <= 3; round++) {
            samples.add(new Sample("router", cell, round, 9_000, 300, 990, 70, 200));
            samples.add(new Sample("relay epoll", cell, round, 20_000, 150, 990, 22, 200));
            samples.add(new Sample("crossfade epoll", cell, round, 20_000, 150, 990, 27, 200));
            samples.add(new Sample("crossfade epoll, live", cell, round, 20_000, 150, 990, 42, 200));
        }
        assertThat(new Figures(new Summary(samples)).mysql().lines())
                .anyMatch(line -> line.startsWith("| crossfade epoll, point-select, text, 16 clients: CPU")
                        && line.contains("Router")
                        && line.endsWith("| ≤ 0.40 | held |"))
                .anyMatch(line -> line.contains("the bare relay's") && line.endsWith("| ≤ 1.15 | **missed** |"))
                .anyMatch(line -> line.contains("live") && line.endsWith("| ≤ 0.50 | **missed** |"));
    }

    @Test
    void everySampleIsKept() {
        String csv = Report.csv(samples());
        assertThat(csv.lines()).hasSize(25);
        assertThat(csv).contains("2,select-only,prepared,16,\"pgbouncer\",10000.0,300,990,40.00,160.00");
    }

    @Test
    void theChartIsWellFormedAndHasABarForEachFigure() throws Exception {
        String svg = Chart.svg(new Summary(samples()));
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        // the background, and in each of two cells four throughputs and three CPU times
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 * 7);
    }

    @Test
    void variantsAreRead() {
        Variant.Parser parser = new Variant.Parser(Path.of("/clone/crossfade"));
        assertThat(parser.convert("serial=epoll;-XX:+UseSerialGC;-Xmx64m"))
                .isEqualTo(new Variant(
                        "crossfade serial",
                        Path.of("/clone/crossfade"),
                        List.of("-Dcrossfade.transport=epoll", "-XX:+UseSerialGC", "-Xmx64m")));
        assertThat(parser.convert("before=io_uring;home=/other").launcher()).isEqualTo(Path.of("/other/crossfade"));
        assertThatThrownBy(() -> parser.convert("epoll")).hasMessageContaining("NAME=TRANSPORT");
    }
}
