package dev.crossfade.admin.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a program is started. No secret is in {@code command}, which every user of the machine can see.
 *
 * @param command program and arguments
 * @param environment beside what every tool gets
 * @param files their names in the run's own folder and what is in them; only this process's user may read them
 * @param pause how it is paused
 */
record Invocation(List<String> command, Map<String, String> environment, Map<String, String> files, Pause pause) {
    Invocation {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        files = Map.copyOf(files);
    }

    /** Its words only: the files hold passwords. */
    @Override
    public String toString() {
        return String.join(" ", command);
    }

    /**
     * How a run is paused.
     *
     * @param file that pauses it while it is there, or null
     * @param socket that takes {@code throttle}, {@code no-throttle} and {@code panic}, or null; with neither, it cannot be
     *     paused, only ended and begun anew
     */
    record Pause(@Nullable Path file, @Nullable Path socket) {
        static final Pause NONE = new Pause(null, null);
    }
}
