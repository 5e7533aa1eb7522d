package dev.crossfade.flags;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a flag definition file and what it defines. Immutable. A change of one flag replaces the characters of that
 * flag alone; all others stay as people wrote them.
 */
final class FlagDocument {
    /** Reads and writes definitions without changing a number's digits. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));
    private static final String FLAG_INDENT = "    ";

    private static final String EMPTY = """
            {
              "$schema": "https://flagd.dev/schema/v0/flags.json",
              "flags": {
              }
            }
            """;

    private final String text;
    private final Map<String, Flag> flags;
    /** Offset behind the opening brace of "flags". */
    private final int flagsStart;
    /** Offset of the closing brace of "flags". */
    private final int flagsEnd;

    private record Flag(FlagDefinition definition, int start, int end) {}

    private FlagDocument(String text, Map<String, Flag> flags, int flagsStart, int flagsEnd) {
        this.text = text;
        this.flags = Collections.unmodifiableMap(flags);
        this.flagsStart = flagsStart;
        this.flagsEnd = flagsEnd;
    }

    /** A document without flags. */
    static FlagDocument empty() {
        return parse(EMPTY, "the empty flag file");
    }

    /**
     * Reads a file's content.
     *
     * @param name the file's name, for errors
     * @throws CrossfadeException INVALID_REQUEST with line and column
     */
    static FlagDocument parse(byte[] utf8, String name) {
        try {
            return parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(utf8))
                            .toString(),
                    name);
        } catch (CharacterCodingException e) {
            throw new CrossfadeException(Problem.INVALID_REQUEST, name + " is not UTF-8", "save it as UTF-8", e);
        }
    }

    private static FlagDocument parse(String text, String name) {
        try (JsonParser parser = JSON.createParser(text)) {
            return parse(text, name, parser);
        } catch (JsonProcessingException e) {
            throw corrupt(name, e.getLocation(), e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("a String cannot fail to be read", e);
        }
    }

    private static FlagDocument parse(String text, String name, JsonParser parser) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, name, parser, "expected a JSON object");
        Map<String, Flag> flags = new LinkedHashMap<>();
        int start = -1;
        int end = -1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!member.equals("flags")) {
                parser.skipChildren();
                continue;
            }
            expect(value == JsonToken.START_OBJECT, name, parser, "\"flags\" must be an object");
            start = offset(parser.currentLocation());
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                expect(
                        parser.nextToken() == JsonToken.START_OBJECT,
                        name,
                        parser,
                        "flag \"" + key + "\" must be an object");
                int flagStart = offset(parser.currentTokenLocation());
                ObjectNode json = parser.readValueAsTree();
                flags.put(key, new Flag(new FlagDefinition(key, json), flagStart, offset(parser.currentLocation())));
            }
            end = offset(parser.currentTokenLocation());
        }
        expect(start >= 0, name, parser, "there is no \"flags\" object");
        expect(parser.nextToken() == null, name, parser, "text after the end of the JSON object");
        return new FlagDocument(text, flags, start, end);
    }

    private static int offset(JsonLocation location) {
        return Math.toIntExact(location.getCharOffset());
    }

    private static void expect(boolean holds, String name, JsonParser parser, String message) {
        if (!holds) {
            throw corrupt(name, parser.currentTokenLocation(), message, null);
        }
    }

    private static CrossfadeException corrupt(
            String name, @Nullable JsonLocation location, String message, @Nullable Exception cause) {
        String where = location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
        String full = name + where + " is not a flag definition file: " + message;
        String hint = "correct it there; the format is https://flagd.dev/reference/flag-definitions/";
        return cause == null
                ? new CrossfadeException(Problem.INVALID_REQUEST, full, hint)
                : new CrossfadeException(Problem.INVALID_REQUEST, full, hint, cause);
    }

    String text() {
        return text;
    }

    byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All flags, in the file's order. */
    Collection<FlagDefinition> flags() {
        return flags.values().stream().map(Flag::definition).toList();
    }

    @Nullable
    FlagDefinition flag(String key) {
        Flag flag = flags.get(key);
        return flag == null ? null : flag.definition();
    }

    /** This document with one flag replaced, or added behind the others. */
    FlagDocument with(String key, ObjectNode json) {
        return parse(textWith(key, json), "the changed flag file");
    }

    /** The text of {@link #with}. */
    String textWith(String key, ObjectNode json) {
        String definition = pretty(json);
        Flag present = flags.get(key);
        if (present != null) {
            return text.substring(0, present.start()) + definition + text.substring(present.end());
        }
        String member = "\n" + FLAG_INDENT + JSON.getNodeFactory().textNode(key) + ": " + definition;
        int last = flags.values().stream().mapToInt(Flag::end).max().orElse(-1);
        return last < 0
                ? text.substring(0, flagsStart) + member + "\n  " + text.substring(flagsEnd)
                : text.substring(0, last) + "," + member + text.substring(last);
    }

    private static String pretty(ObjectNode json) {
        try {
            return PRETTY.writeValueAsString(json).replace("\n", "\n" + FLAG_INDENT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot fail to be written", e);
        }
    }
}
