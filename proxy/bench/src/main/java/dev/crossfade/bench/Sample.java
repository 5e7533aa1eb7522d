package dev.crossfade.bench;

/**
 * What one run of a load measured, within its steady part: from a moment after all clients were connected to a moment before
 * the end.
 *
 * @param proxyMicros CPU time of the proxy's process per transaction, NaN where there is no proxy
 * @param machineMicros CPU time of the whole machine per transaction, everything else that runs on it included
 */
record Sample(
        String target,
        Cell cell,
        int round,
        double perSecond,
        double p50Micros,
        double p99Micros,
        double proxyMicros,
        double machineMicros) {}
