package dev.crossfade.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Where the demo shows what it does: lines that stay, and one line of figures, which on a terminal is written over and
 * elsewhere is printed every other second. Safe for use by many threads.
 */
final class Screen {
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final long PLAIN_INTERVAL_NANOS = 2_000_000_000L;
    private static final int CELL = 36;

    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private final long startedNanos = System.nanoTime();
    private boolean updating;
    private long lastPlainNanos = startedNanos - PLAIN_INTERVAL_NANOS;

    /**
     * A screen.
     *
     * @param columns of the terminal: what is longer would wrap, and a wrapped line cannot be written over
     */
    Screen(PrintStream out, boolean terminal, int columns) {
        this.columns = columns;
        this.out = out;
        this.terminal = terminal;
    }

    double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** A line that stays. */
    synchronized void line(String text) {
        if (updating) {
            out.print(ERASE_LINE);
            updating = false;
        }
        out.println(text);
        out.flush();
    }

    /** A line that stays, with the time. */
    void event(String text) {
        line(String.format(Locale.ROOT, "%6.1f s  %s", seconds(), text));
    }

    /** The head of the figures. */
    void head(String first, String second) {
        line(String.format(
                Locale.ROOT,
                "%8s  %-" + CELL + "s%-" + CELL + "s%6s %9s %7s",
                "",
                first,
                second,
                "tx/s",
                "p99",
                "errors"));
    }

    /** The line of figures. */
    synchronized void figures(String first, String second, long perSecond, double p99Millis, long errors) {
        long now = System.nanoTime();
        if (!terminal && now - lastPlainNanos < PLAIN_INTERVAL_NANOS) {
            return;
        }
        lastPlainNanos = now;
        String text = String.format(
                Locale.ROOT,
                "%6.1f s  %-" + CELL + "s%-" + CELL + "s%6d %6.1f ms %7d",
                seconds(),
                first,
                second,
                perSecond,
                p99Millis,
                errors);
        if (terminal) {
            out.print(ERASE_LINE + text.substring(0, Math.min(text.length(), columns - 1)));
            updating = true;
        } else {
            out.println(text);
        }
        out.flush();
    }

    boolean terminal() {
        return terminal;
    }
}
