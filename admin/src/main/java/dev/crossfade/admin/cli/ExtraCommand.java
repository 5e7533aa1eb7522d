package dev.crossfade.admin.cli;

/**
 * A subcommand from another module: a picocli command class, named in {@code META-INF/services} of its jar, that thereby
 * becomes part of {@link Crossfade}.
 */
public interface ExtraCommand {}
