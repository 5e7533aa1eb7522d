package dev.crossfade.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The chart of a run: for each cell a block of bars, throughput on the left, the proxy's CPU time on the right. SVG. */
final class Chart {
    private static final int LABEL_WIDTH = 200;
    private static final int BAR_WIDTH = 260;
    private static final int VALUE_WIDTH = 80;
    private static final int ROW_HEIGHT = 18;
    private static final int GAP = 14;

    private final StringBuilder out = new StringBuilder();
    private final Summary summary;
    private int y = GAP;

    private Chart(Summary summary) {
        this.summary = summary;
    }

    static String svg(Summary summary) {
        Chart chart = new Chart(summary);
        summary.cells().forEach(chart::block);
        int width = LABEL_WIDTH + 2 * (BAR_WIDTH + VALUE_WIDTH);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                width,
                chart.y,
                width,
                chart.y,
                chart.out);
    }

    private void block(Cell cell) {
        y += ROW_HEIGHT;
        text(GAP, "font-weight=\"bold\"", cell.toString());
        y += ROW_HEIGHT;
        text(LABEL_WIDTH, "fill=\"#555\"", "transactions per second");
        text(LABEL_WIDTH + BAR_WIDTH + VALUE_WIDTH, "fill=\"#555\"", "CPU µs of the proxy per transaction");
        List<String> targets = summary.targets(cell);
        for (String target : targets) {
            y += ROW_HEIGHT;
            text(GAP, "", target);
            bar(cell, target, targets, Sample::perSecond, LABEL_WIDTH, "%.0f");
            bar(cell, target, targets, Sample::proxyMicros, LABEL_WIDTH + BAR_WIDTH + VALUE_WIDTH, "%.1f");
        }
        y += GAP;
    }

    private void bar(
            Cell cell, String target, List<String> targets, ToDoubleFunction<Sample> value, int x, String format) {
        double mine = summary.median(cell, target, value);
        if (Double.isNaN(mine)) {
            return;
        }
        double most = targets.stream()
                .mapToDouble(other -> summary.median(cell, other, value))
                .filter(other -> !Double.isNaN(other))
                .max()
                .orElse(1);
        int length = (int) Math.round(BAR_WIDTH * mine / most);
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                y - ROW_HEIGHT + 6,
                length,
                ROW_HEIGHT - 4,
                colour(target)));
        text(x + length + 4, "fill=\"#333\"", String.format(Locale.ROOT, format, mine));
    }

    private static String colour(String target) {
        if (target.startsWith("crossfade")) {
            return target.endsWith(CrossfadeUnderTest.LIVE) ? "#7aa6d8" : "#1f5fa8";
        }
        return target.equals(Target.DIRECT) ? "#999999" : "#c98a2b";
    }

    private void text(int x, String attributes, String text) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" %s>%s</text>%n",
                x,
                y,
                attributes,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
