package dev.crossfade.bench;

import java.util.List;
import java.util.Locale;

/** The tables of a run. Pure text, no files. */
final class Report {
    private static final Cell FIGURES = new Cell("select-only", "prepared", 16);
    private static final Cell ONE_CLIENT = new Cell("select-only", "prepared", 1);

    private final Summary summary;

    Report(Summary summary) {
        this.summary = summary;
    }

    /** A table for each cell. */
    String markdown() {
        StringBuilder out = new StringBuilder();
        for (Cell cell : summary.cells()) {
            out.append("### ").append(cell).append("\n\n");
            out.append(
                    "| | transactions/s | p50 ms | p99 ms | proxy µs CPU/tx | machine µs CPU/tx | throughput ÷ PgBouncer"
                            + " | CPU ÷ PgBouncer (rounds) | CPU ÷ HAProxy | p50 − direct µs |\n");
            out.append("|---|---|---|---|---|---|---|---|---|---|\n");
            for (String target : summary.targets(cell)) {
                Summary.Spread cpu = summary.ratio(cell, target, Target.PGBOUNCER, Sample::proxyMicros);
                out.append("| ").append(target);
                cell(out, "%.0f", summary.median(cell, target, Sample::perSecond));
                cell(out, "%.3f", summary.median(cell, target, Sample::p50Micros) / 1000);
                cell(out, "%.3f", summary.median(cell, target, Sample::p99Micros) / 1000);
                cell(out, "%.1f", summary.median(cell, target, Sample::proxyMicros));
                cell(out, "%.1f", summary.median(cell, target, Sample::machineMicros));
                cell(
                        out,
                        "%.2f",
                        summary.ratio(cell, target, Target.PGBOUNCER, Sample::perSecond)
                                .median());
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

    private static void cell(StringBuilder out, String format, double... values) {
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

    /** Prepared select-only against what must hold; empty when there is no such cell or no PgBouncer in the run. */
    String figures() {
        StringBuilder out = new StringBuilder();
        for (String target : summary.targets(FIGURES)) {
            if (!target.startsWith("crossfade")) {
                continue;
            }
            boolean live = target.endsWith(CrossfadeUnderTest.LIVE);
            boolean ring = target.contains("io_uring");
            double limit = ring ? (live ? 1.0 : 0.8) : (live ? 1.2 : 1.0);
            row(
                    out,
                    target + ": CPU/tx of the process ÷ PgBouncer's, 16 clients",
                    summary.ratio(FIGURES, target, Target.PGBOUNCER, Sample::proxyMicros),
                    "%.2f",
                    limit,
                    true);
            row(
                    out,
                    target + ": throughput ÷ PgBouncer's, 16 clients",
                    summary.ratio(FIGURES, target, Target.PGBOUNCER, Sample::perSecond),
                    "%.2f",
                    1.0,
                    false);
            row(
                    out,
                    target + ": median latency − direct, 1 client, µs",
                    summary.compare(
                            ONE_CLIENT, target, Target.DIRECT, Sample::p50Micros, (mine, direct) -> mine - direct),
                    "%.0f",
                    40,
                    true);
        }
        return out.length() == 0 ? "" : "| figure | median (rounds) | must be | |\n|---|---|---|---|\n" + out;
    }

    private static void row(
            StringBuilder out, String what, Summary.Spread spread, String format, double limit, boolean atMost) {
        if (Double.isNaN(spread.median())) {
            return;
        }
        boolean held = atMost ? spread.median() <= limit : spread.median() >= limit;
        out.append("| ").append(what);
        cell(out, format + " (" + format + "–" + format + ")", spread.median(), spread.min(), spread.max());
        out.append(" | ").append(atMost ? "≤ " : "≥ ").append(String.format(Locale.ROOT, format, limit));
        out.append(" | ").append(held ? "held" : "**missed**").append(" |\n");
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
