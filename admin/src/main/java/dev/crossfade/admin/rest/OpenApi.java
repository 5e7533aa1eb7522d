package dev.crossfade.admin.rest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API's description in OpenAPI 3.1, made from its routes and the records they take and give. */
final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Object> schemas = new TreeMap<>();

    private OpenApi() {}

    static Map<String, Object> describe(List<Route> routes, String version) {
        return new OpenApi().document(routes, version);
    }

    private Map<String, Object> document(List<Route> routes, String version) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        return ordered(
                "openapi",
                "3.1.0",
                "info",
                ordered("title", "Crossfade admin API", "version", version),
                "paths",
                paths,
                "components",
                ordered(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        ordered("token", ordered("type", "http", "scheme", "bearer"))));
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = ordered("summary", route.summary());
        List<Object> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(route.path());
        while (matcher.find()) {
            parameters.add(ordered(
                    "name", matcher.group(1), "in", "path", "required", true, "schema", ordered("type", "string")));
        }
        route.query()
                .forEach(name -> parameters.add(
                        ordered("name", name, "in", "query", "required", false, "schema", ordered("type", "string"))));
        if (route.method().equals("PUT")) {
            parameters.add(ordered(
                    "name", "If-Match", "in", "header", "required", false, "schema", ordered("type", "string")));
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (route.request() != null) {
            operation.put(
                    "requestBody",
                    ordered("required", true, "content", content("application/json", schema(route.request()))));
        }
        String contentType = switch (route.path()) {
            case "/v1/events" -> "text/event-stream";
            case "/metrics" -> "text/plain";
            default -> "application/json";
        };
        operation.put(
                "responses",
                ordered(
                        Integer.toString(route.status()),
                        ordered("description", "done", "content", content(contentType, schema(route.response()))),
                        "default",
                        ordered(
                                "description",
                                "refused or failed",
                                "content",
                                content(ProblemDetails.CONTENT_TYPE, schema(ProblemDetails.class)))));
        operation.put("security", route.open() ? List.of() : List.of(ordered("token", List.of()), ordered()));
        return operation;
    }

    private static Map<String, Object> content(String type, Map<String, Object> schema) {
        return ordered(type, ordered("schema", schema));
    }

    private Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == Map.class
                    ? ordered("type", "object", "additionalProperties", schema(last))
                    : ordered("type", "array", "items", schema(last));
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            return reference(raw);
        }
        if (raw.isEnum()) {
            return ordered(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(raw.getEnumConstants()).map(Object::toString).toList());
        }
        if (raw == String.class) {
            return ordered("type", "string");
        }
        if (raw == Instant.class) {
            return ordered("type", "string", "format", "date-time");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return ordered("type", "boolean");
        }
        if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
            return ordered("type", "integer");
        }
        if (raw == double.class || raw == Double.class) {
            return ordered("type", "number");
        }
        return ordered("type", "object");
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!schemas.containsKey(name)) {
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            schemas.put(name, ordered("type", "object", "required", required, "properties", properties));
            for (RecordComponent component : type.getRecordComponents()) {
                Map<String, Object> schema = schema(component.getGenericType());
                if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    schema = ordered("anyOf", List.of(schema, ordered("type", "null")));
                } else {
                    required.add(component.getName());
                }
                properties.put(component.getName(), schema);
            }
        }
        return ordered("$ref", "#/components/schemas/" + name);
    }

    /** A map that keeps the order of its entries, from keys and values by turns. */
    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
