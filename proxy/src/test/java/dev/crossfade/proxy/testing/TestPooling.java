package dev.crossfade.proxy.testing;

import dev.crossfade.proxy.ProxySettings.Pooling;
import java.util.Locale;

/** How the proxies of tests share server connections: by session, or as {@code -Dcrossfade.test.pooling} says. */
public final class TestPooling {
    private TestPooling() {}

    public static Pooling chosen() {
        String mode = System.getProperty("crossfade.test.pooling", "session");
        return Pooling.DEFAULT.withMode(Pooling.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
    }
}
