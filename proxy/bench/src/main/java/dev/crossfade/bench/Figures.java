package dev.crossfade.bench;

import java.util.Locale;

/** What must hold, and whether it did. Pure text. */
record Figures(Summary summary) {
    static final Cell PREPARED = new Cell("select-only", "prepared", 16);
    static final Cell ONE_CLIENT = new Cell("select-only", "prepared", 1);
    static final Cell POINT_SELECT = new Cell("point-select", "prepared", 16);

    private static final double OF_RELAY = 1.15;

    /** Prepared select-only; empty when there is no such cell or no PgBouncer in the run. */
    String postgres() {
        StringBuilder out = new StringBuilder();
        for (String target : summary.targets(PREPARED)) {
            if (!target.startsWith("crossfade")) {
                continue;
            }
            boolean live = target.endsWith(CrossfadeUnderTest.LIVE);
            boolean ring = target.contains("io_uring");
            double limit = ring ? (live ? 1.0 : 0.8) : (live ? 1.2 : 1.0);
            row(
                    out,
                    target + ": CPU/tx of the process ÷ PgBouncer's, 16 clients",
                    summary.ratio(PREPARED, target, Target.PGBOUNCER, Sample::proxyMicros),
                    "%.2f",
                    limit,
                    true);
            row(
                    out,
                    target + ": throughput ÷ PgBouncer's, 16 clients",
                    summary.ratio(PREPARED, target, Target.PGBOUNCER, Sample::perSecond),
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
        return table(out);
    }

    /** Point selects by 16 clients, in text and prepared; empty when there are none or neither Router nor relay in the run. */
    String mysql() {
        StringBuilder out = new StringBuilder();
        for (Cell cell : summary.cells()) {
            if (!cell.script().equals(POINT_SELECT.script()) || cell.clients() != POINT_SELECT.clients()) {
                continue;
            }
            for (String target : summary.targets(cell)) {
                if (!target.startsWith("crossfade")) {
                    continue;
                }
                boolean live = target.endsWith(CrossfadeUnderTest.LIVE);
                row(
                        out,
                        target + ", " + cell + ": CPU of the process for a query ÷ MySQL Router's",
                        summary.ratio(cell, target, Target.ROUTER, Sample::proxyMicros),
                        "%.2f",
                        live ? 0.5 : 0.4,
                        true);
                if (!live) {
                    row(
                            out,
                            target + ", " + cell + ": CPU of the process for a query ÷ the bare relay's",
                            summary.ratio(cell, target, target.replace("crossfade", Target.RELAY), Sample::proxyMicros),
                            "%.2f",
                            OF_RELAY,
                            true);
                }
            }
        }
        return table(out);
    }

    private static String table(StringBuilder rows) {
        return rows.length() == 0 ? "" : "| figure | median (rounds) | must be | |\n|---|---|---|---|\n" + rows;
    }

    private static void row(
            StringBuilder out, String what, Summary.Spread spread, String format, double limit, boolean atMost) {
        if (Double.isNaN(spread.median())) {
            return;
        }
        boolean held = atMost ? spread.median() <= limit : spread.median() >= limit;
        out.append("| ").append(what);
        Report.cell(out, format + " (" + format + "–" + format + ")", spread.median(), spread.min(), spread.max());
        out.append(" | ").append(atMost ? "≤ " : "≥ ").append(String.format(Locale.ROOT, format, limit));
        out.append(" | ").append(held ? "held" : "**missed**").append(" |\n");
    }
}
