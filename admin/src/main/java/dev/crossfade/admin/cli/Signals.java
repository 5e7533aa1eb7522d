package dev.crossfade.admin.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done on a signal. By reflection, since the compiler warns of {@code sun.misc.Signal} (module jdk.unsupported,
 * kept until there is another way: https://openjdk.org/jeps/260) and cannot be told not to.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /**
     * Runs {@code action}, on a thread of its own, each time this process gets the signal.
     *
     * @param name without SIG
     * @return false where that is not possible: another system, {@code -Xrs}, another Java
     */
    static boolean on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (self, method, args) -> switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "equals" -> self == args[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "Crossfade's handler of SIG" + name;
                    });
            Object unused = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("no handler for SIG{}", name, e);
            return false;
        }
    }
}
