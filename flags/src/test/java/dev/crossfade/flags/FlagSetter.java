package dev.crossfade.flags;

import java.nio.file.Path;

/** Sets a flag without end, and prints each value once it is acknowledged. To be killed by {@link KillTest}. */
final class FlagSetter {
    private FlagSetter() {}

    /** The share in the file is the last one printed, or the one after it. */
    static int after(int percent) {
        return percent % 99 + 1;
    }

    public static void main(String[] args) {
        FileFlagControl flags = FileFlagControl.open(Path.of(args[0]));
        flags.register(Migrations.named("m"));
        flags.permit("m", true, Stage.RAMP_DOWN);
        while (flags.current().migrations().get("m").inForce() != Stage.LIVE) {
            Stage next = flags.current().migrations().get("m").inForce().next();
            flags.set(FlagsFixture.STAGE, next.variant(), next == Stage.LIVE ? 1 : null, null);
        }
        Integer percent = flags.flag(FlagsFixture.STAGE).orElseThrow().percent();
        while (percent != null) {
            percent = after(percent);
            flags.set(FlagsFixture.STAGE, "live", percent, null);
            System.out.println(percent);
        }
    }
}
