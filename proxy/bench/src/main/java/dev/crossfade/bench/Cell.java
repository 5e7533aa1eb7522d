package dev.crossfade.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of load.
 *
 * @param script {@code select-only} or {@code tpcb}
 * @param mode pgbench's query mode: {@code simple}, {@code extended}, {@code prepared}
 * @param clients connections at a time
 */
record Cell(String script, String mode, int clients) {
    static final List<String> SCRIPTS = List.of("select-only", "tpcb");
    static final List<String> MODES = List.of("simple", "extended", "prepared");

    /** All combinations. */
    static List<Cell> all(List<String> scripts, List<String> modes, List<Integer> clients) {
        List<Cell> cells = new ArrayList<>();
        for (String script : scripts) {
            for (String mode : modes) {
                clients.forEach(count -> cells.add(new Cell(script, mode, count)));
            }
        }
        return cells;
    }

    @Override
    public String toString() {
        return script + ", " + mode + ", " + clients + (clients == 1 ? " client" : " clients");
    }
}
