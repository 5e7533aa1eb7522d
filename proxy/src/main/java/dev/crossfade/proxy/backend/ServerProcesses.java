package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.ProxySettings;
import io.netty.channel.Channel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What servers call the connections that this process has open to them, so that whoever looks at a server's sessions can tell
 * clients that come through Crossfade from others. Of the process: a reload, and another dialer, lose none. Thread-safe.
 */
public final class ServerProcesses {
    public static final ServerProcesses INSTANCE = new ServerProcesses();

    private final ConcurrentHashMap<ProxySettings.Backend, Set<Integer>> open = new ConcurrentHashMap<>();

    private ServerProcesses() {}

    /** One has been opened, and is there until {@code channel} is closed. */
    void opened(ProxySettings.Backend backend, int processId, Channel channel) {
        Set<Integer> processes = open.computeIfAbsent(backend, first -> ConcurrentHashMap.newKeySet());
        processes.add(processId);
        var unused = channel.closeFuture().addListener(closed -> processes.remove(processId));
    }

    /** Those of a backend, as {@code pg_stat_activity.pid} gives them, where it is the server itself that was connected to. */
    public Set<Integer> of(ProxySettings.Backend backend) {
        return Set.copyOf(open.getOrDefault(backend, Set.of()));
    }
}
