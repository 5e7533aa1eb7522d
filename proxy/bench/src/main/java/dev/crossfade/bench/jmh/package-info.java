/** What single steps of the data plane cost, by JMH: {@code proxy/bench/run --jmh}. No network, no server. */
@NullMarked
package dev.crossfade.bench.jmh;

import org.jspecify.annotations.NullMarked;
