package dev.crossfade.admin.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.proxy.Catalog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A migration's definition as text, for the state that is kept in the database. */
final class Definitions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Definitions() {}

    static String columnsToJson(List<Catalog.Column> columns) {
        try {
            return JSON.writeValueAsString(columns);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers has a JSON form", e);
        }
    }

    static List<Catalog.Column> columnsOfJson(String json) {
        try {
            return List.of(JSON.readValue(json, Catalog.Column[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "crossfade.migration.old_columns is not ours: " + e.getOriginalMessage(), e);
        }
    }

    static String toJson(ColumnMigration migration) {
        try {
            return JSON.writeValueAsString(migration);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings has a JSON form", e);
        }
    }

    static ColumnMigration ofJson(String json) {
        try {
            return JSON.readValue(json, ColumnMigration.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("crossfade.migration.definition is not ours: " + e.getOriginalMessage(), e);
        }
    }

    static String textsToJson(List<String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings have a JSON form", e);
        }
    }

    static @Nullable List<String> textsOfJson(@Nullable String json) {
        try {
            return json == null ? null : List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not an array of strings: " + e.getOriginalMessage(), e);
        }
    }
}
