package dev.crossfade.admin.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns, two spaces apart; the last column is as long as it is. Numbers stand to the right. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();

    /** A table with these headings; one that ends in {@code >} is for numbers. */
    Table(String... headings) {
        rows.add(
                Arrays.stream(headings).map(heading -> heading.replace(">", "")).toList());
        for (String heading : headings) {
            right.add(heading.endsWith(">"));
        }
    }

    /** Adds a row. Control characters, which could play tricks with a terminal, become spaces. */
    Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(Table::plain).toList());
        return this;
    }

    /** The rows, or {@code nothing} when there are none but the headings. */
    void print(PrintWriter out, String nothing) {
        if (rows.size() == 1) {
            out.println(nothing);
            return;
        }
        int columns = right.size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - width(row.get(i)));
                line.append(right.get(i) ? padding + row.get(i) : row.get(i) + padding);
                line.append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}]", " ");
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
