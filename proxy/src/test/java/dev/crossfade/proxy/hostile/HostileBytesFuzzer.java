package dev.crossfade.proxy.hostile;

import java.io.IOException;

/** What Jazzer calls, in a process of its own; see {@link HostileBytesTest}. */
public final class HostileBytesFuzzer {
    private static Stranger stranger;

    private HostileBytesFuzzer() {}

    public static void fuzzerInitialize() throws IOException {
        stranger = new Stranger();
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        stranger.play(input);
    }
}
