package dev.crossfade.proxy;

/** Told by the data plane what the control plane may want to act on. */
public interface ProxyListener {
    /**
     * A DDL command that came through the proxy has committed, or may have. Called on an event loop; must not block.
     */
    void catalogMayHaveChanged(String database);
}
