package dev.crossfade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The tables of a run. */
final class Report {
    private final Summary summary;
    private final String peerTitle;
    private final String peer;

    /** @param peer the target that the others are compared with first, called {@code peerTitle} */
    Report(Summary summary, String peerTitle, String peer) {
        this.summary = summary;
        this.peerTitle = peerTitle;
        this.peer = peer;
    }

    /** A table for each cell. */
    String markdown() {
        StringBuilder out = new StringBuilder();
        for (Cell cell : summary.cells()) {
            out.append("### ").append(cell).append("\n\n");
            out.append("| | transactions/s | p50 ms | p99 ms | proxy µs CPU/tx | machine µs CPU/tx | throughput ÷ PEER"
                            .replace("PEER", peerTitle)
                    + " | CPU ÷ PEER (rounds) | CPU ÷ HAProxy | p50 − direct µs |\n".replace("PEER", peerTitle));
            out.append("|---|---|---|---|---|---|---|---|---|---|\n");
            for (String target : summary.targets(cell)) {
                Summary.Spread cpu = summary.ratio(cell, target, peer, Sample::proxyMicros);
                out.append("| ").append(target);
                cell(out, "%.0f", summary.median(cell, target, Sample::perSecond));
                cell(out, "%.3f", summary.median(cell, target, Sample::p50Micros) / 1000);
                cell(out, "%.3f", summary.median(cell, target, Sample::p99Micros) / 1000);
                cell(out, "%.1f", summary.median(cell, target, Sample::proxyMicros));
                cell(out, "%.1f", summary.median(cell, target, Sample::machineMicros));
                cell(
                        out,
                        "%.2f",
                        summary.ratio(cell, target, peer, Sample::perSecond).median());
                cell(out, "%.2f (%.2f–%.2f)", cpu.median(), cpu.min(), cpu.max());
                cell(
                        out,
                        "%.2f",
                        summary.ratio(cell, target, Target.HAPROXY, Sample::proxyMicros)
                                .median());
                cell(out, "%+.0f", addedMicros(cell, target));
                out.append(" |\n");
            }
            out.append('\n');
        }
        return out.toString();
    }

    private double addedMicros(Cell cell, String target) {
        return summary.compare(cell, target, Target.DIRECT, Sample::p50Micros, (mine, direct) -> mine - direct)
                .median();
    }

    static void cell(StringBuilder out, String format, double... values) {
        Object[] boxed = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                out.append(" | –");
                return;
            }
            boxed[i] = values[i];
        }
        out.append(" | ").append(String.format(Locale.ROOT, format, boxed));
    }

    /** Writes {@code report.md}, {@code samples.csv} and {@code chart.svg} into a folder, and the first to standard output. */
    static void write(Path folder, String text, List<Sample> samples, String chart) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.md"), text);
        Files.writeString(folder.resolve("samples.csv"), csv(samples));
        Files.writeString(folder.resolve("chart.svg"), chart);
        System.out.println(text);
        Bench.say("written to " + folder + ": report.md, samples.csv, chart.svg");
    }

    /** Every sample. */
    static String csv(List<Sample> samples) {
        StringBuilder out = new StringBuilder(
                "round,script,mode,clients,target,transactions_per_second,p50_us,p99_us,proxy_cpu_us,machine_cpu_us\n");
        for (Sample sample : samples) {
            Cell cell = sample.cell();
            out.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%d,\"%s\",%.1f,%.0f,%.0f,%.2f,%.2f%n",
                    sample.round(),
                    cell.script(),
                    cell.mode(),
                    cell.clients(),
                    sample.target(),
                    sample.perSecond(),
                    sample.p50Micros(),
                    sample.p99Micros(),
                    sample.proxyMicros(),
                    sample.machineMicros()));
        }
        return out.toString();
    }
}
