package dev.crossfade.proxy.soak;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a process takes, in bytes.
 *
 * @param heap in use after a collection
 * @param direct NIO's and Netty's buffers outside the heap
 * @param resident the process's resident set
 */
record Memory(long heap, long direct, long resident) {
    private static final double MEBIBYTE = 1 << 20;
    private static final Pattern LINE_OF_PAGES = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    /** Of this process; Linux only, as {@code /proc} is. Collects garbage. */
    static Memory afterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Memory(runtime.totalMemory() - runtime.freeMemory(), directBytes(), residentBytes());
    }

    static long directBytes() {
        long nio = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        // Netty's own count of what it took past NIO; -1 where it takes everything by NIO
        return nio + Math.max(0, io.netty.util.internal.PlatformDependent.usedDirectMemory());
    }

    static long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .map(LINE_OF_PAGES::matcher)
                            .filter(matcher -> matcher.matches())
                            .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                            .findFirst()
                            .orElseThrow()
                    * 1024;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Memory parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Memory(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /** As {@link #parse} reads it. */
    String line() {
        return heap + " " + direct + " " + resident;
    }

    Memory max(Memory other) {
        return new Memory(
                Math.max(heap, other.heap), Math.max(direct, other.direct), Math.max(resident, other.resident));
    }

    Memory minus(Memory other) {
        return new Memory(heap - other.heap, direct - other.direct, resident - other.resident);
    }

    @Override
    public String toString() {
        return String.format(
                "heap %.1f MiB, direct %.1f MiB, resident %.1f MiB",
                heap / MEBIBYTE, direct / MEBIBYTE, resident / MEBIBYTE);
    }
}
