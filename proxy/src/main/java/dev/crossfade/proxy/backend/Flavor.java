package dev.crossfade.proxy.backend;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What server connections are opened with, beside their user and database: the startup parameters. Connections of one
 * flavor are alike after {@code DISCARD ALL}, which brings back what the startup packet said.
 */
public record Flavor(Map<String, String> parameters) {
    public Flavor {
        parameters = Map.copyOf(parameters);
    }

    /** Of a client's startup parameters, those given left out. */
    public static Flavor of(Map<String, String> startupParameters, String... leftOut) {
        Map<String, String> parameters = new LinkedHashMap<>(startupParameters);
        parameters.remove("user");
        parameters.remove("database");
        for (String name : leftOut) {
            parameters.remove(name);
        }
        return new Flavor(parameters);
    }
}
