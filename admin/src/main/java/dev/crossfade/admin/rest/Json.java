package dev.crossfade.admin.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON of the API: strict in what it reads, with places in its complaints; records in their own order in what it writes. */
final class Json {
    /** Longest body of a change of a flag. */
    static final int MAX_BODY_BYTES = 16 * 1024;
    /** Longest body of a question how a statement would be rewritten. */
    static final int MAX_SQL_BODY_BYTES = 1024 * 1024;

    private static final int MAX_DEPTH = 16;

    static final JsonMapper MAPPER = mapper();

    private Json() {}

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .defaultPropertyInclusion(JsonInclude.Value.ALL_ALWAYS)
                .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
                .build();
        mapper.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        return mapper;
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that Jackson cannot write", e);
        }
    }

    static void answer(Context context, int status, Object value) {
        context.status(status).contentType("application/json").result(bytes(value));
    }

    /**
     * The request's body as a record.
     *
     * @throws CrossfadeException INVALID_REQUEST with the place of the fault
     * @throws Refusal 413 when the body has more than {@code maxBytes}
     */
    static <T> T read(Context context, Class<T> type, int maxBytes) {
        byte[] body;
        try {
            body = context.req().getInputStream().readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw invalid("the request's body ended too early", "send it whole", e);
        }
        if (body.length > maxBytes) {
            throw new Refusal(
                    413,
                    Problem.LIMIT_EXCEEDED,
                    "the request's body has more than " + maxBytes + " bytes",
                    "send a shorter one");
        }
        if (body.length == 0) {
            throw invalid("the request has no body", "send a JSON object, such as {\"variant\": \"dual-write\"}", null);
        }
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw invalid("the body is null", "send a JSON object", null);
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds().stream().map(String::valueOf).collect(Collectors.joining(", "));
            throw invalid(
                    "unknown field '" + shortened(e.getPropertyName()) + "'" + place(e.getLocation()),
                    "known here: " + known,
                    e);
        } catch (JsonMappingException e) {
            String field = e.getPath().isEmpty()
                    ? "the body"
                    : "field '" + shortened(e.getPath().get(0).getFieldName()) + "'";
            throw invalid(field + " has the wrong type" + place(e.getLocation()), "see /openapi.json", e);
        } catch (JsonProcessingException e) {
            throw invalid("the body is not valid JSON" + place(e.getLocation()), "check quotes, commas and braces", e);
        } catch (IOException e) {
            throw invalid("the body cannot be read", "send JSON in UTF-8", e);
        }
    }

    private static CrossfadeException invalid(String message, String hint, @Nullable Exception cause) {
        return cause == null
                ? new CrossfadeException(Problem.INVALID_REQUEST, message, hint)
                : new CrossfadeException(Problem.INVALID_REQUEST, message, hint, cause);
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 0
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Text of a caller, cut to a length fit for a message. */
    static String shortened(@Nullable String text) {
        int most = 200;
        return text == null ? "" : text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
