package dev.crossfade.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the newest first, once; by whoever comes first, the end of the demo or Ctrl-C. */
final class Cleanup implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) { // the rest must be closed all the same
                System.err.println("crossfade demo: while cleaning up: " + e);
            }
        }
    }
}
