package dev.crossfade.flags;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports a problem once for each change that could have caused it, however often it is met. */
final class OncePerChange {
    private static final Logger log = LoggerFactory.getLogger(FileFlagControl.class);

    /** By subject, the change it was last reported for; as many subjects as there are flags. */
    private final Map<String, WeakReference<Object>> reported = new ConcurrentHashMap<>();

    void warn(String subject, Object change, String message, @Nullable Object... arguments) {
        WeakReference<Object> last = reported.put(subject, new WeakReference<>(change));
        if (last == null || last.get() != change) {
            log.warn(message, arguments);
        }
    }
}
