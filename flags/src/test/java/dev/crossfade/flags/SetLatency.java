package dev.crossfade.flags;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Measures {@link FlagControl#set}: from the call to its return, syncs included. Run by hand; the argument is a folder on the
 * disk in question.
 */
final class SetLatency {
    private static final int WARM_UP_SETS = 200;
    private static final int MEASURED_SETS = 200;

    private SetLatency() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "set-latency");
        try (FileFlagControl flags = FileFlagControl.open(folder.resolve("flags.json"))) {
            for (int i = 0; i < 5; i++) {
                ColumnMigration migration = Migrations.named("m" + i);
                flags.register(migration);
                flags.permit(migration.name(), true, Stage.RAMP_DOWN);
            }
            for (Stage stage : List.of(Stage.DUAL_WRITE, Stage.SHADOW)) {
                flags.set("migration.m0.stage", stage.variant(), null, null);
            }
            long[] nanos = new long[MEASURED_SETS];
            for (int i = -WARM_UP_SETS; i < MEASURED_SETS; i++) {
                String variant =
                        flags.flag("migration.m0.stage").orElseThrow().variant().equals("shadow") ? "live" : "shadow";
                long start = System.nanoTime();
                flags.set("migration.m0.stage", variant, null, null);
                nanos[Math.max(i, 0)] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "shadow <-> live, %d sets: median %.2f ms, p95 %.2f ms, worst %.2f ms%n",
                    MEASURED_SETS,
                    nanos[MEASURED_SETS / 2] / 1e6,
                    nanos[MEASURED_SETS * 95 / 100] / 1e6,
                    nanos[MEASURED_SETS - 1] / 1e6);
        }
    }
}
