package dev.crossfade.proxy.backend;

import java.util.List;
import java.util.Map;

/**
 * What a server says to a connection before its first ReadyForQuery.
 *
 * @param reported by ParameterStatus
 * @param notices NoticeResponses, whole; not to be changed
 */
public record Welcome(Map<String, String> reported, List<byte[]> notices) {
    public static final Welcome NONE = new Welcome(Map.of(), List.of());
}
