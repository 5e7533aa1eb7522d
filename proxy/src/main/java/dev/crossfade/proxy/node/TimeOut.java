package dev.crossfade.proxy.node;

/** A limit of time that a session has passed. */
public enum TimeOut {
    IDLE_TRANSACTION,
    TRANSACTION,
    IDLE
}
