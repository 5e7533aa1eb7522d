package dev.crossfade.proxy.rewrite.model;

/** A name as the catalog stores it, and where it stands. */
public record Name(String value, int start, int end) {}
