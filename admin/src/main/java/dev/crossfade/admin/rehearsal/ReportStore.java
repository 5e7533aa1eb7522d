package dev.crossfade.admin.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossfade.admin.engine.DatabaseConnection;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports, in schema {@code crossfade} of the database they are about: whoever starts the migration finds them there. The
 * newest {@value #KEPT} of each migration are kept.
 */
final class ReportStore {
    private static final int KEPT = 10;
    private static final String TABLE = ColumnMigration.SCHEMA + ".rehearsal";
    private static final String CREATE = "CREATE TABLE IF NOT EXISTS " + TABLE
            + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, migration text NOT NULL, digest text NOT NULL,"
            + " passed boolean NOT NULL, ended_at timestamptz NOT NULL DEFAULT now(), report text NOT NULL)";
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReportStore() {}

    static void save(DatabaseConnection where, Report report) throws SQLException {
        String json;
        try {
            json = JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that Jackson cannot write", e);
        }
        try (Connection connection = Connections.writing(where)) {
            connection.setAutoCommit(false);
            if (!exists(connection)) {
                Boolean schema = Db.first(
                        connection,
                        "SELECT pg_catalog.to_regnamespace('" + ColumnMigration.SCHEMA + "') IS NOT NULL",
                        row -> row.getBoolean(1));
                if (!Boolean.TRUE.equals(schema)) {
                    Db.execute(connection, Ddl.SCHEMA);
                }
                Db.execute(connection, List.of(CREATE));
            }
            Db.update(
                    connection,
                    "INSERT INTO " + TABLE + " (migration, digest, passed, report) VALUES (?, ?, ?, ?)",
                    report.migration(),
                    report.digest(),
                    report.passed(),
                    json);
            Db.update(
                    connection,
                    "DELETE FROM " + TABLE + " WHERE migration = ? AND id NOT IN (SELECT id FROM " + TABLE
                            + " WHERE migration = ? ORDER BY id DESC LIMIT " + KEPT + ")",
                    report.migration(),
                    report.migration());
            connection.commit();
        }
    }

    private static boolean exists(Connection connection) throws SQLException {
        return Boolean.TRUE.equals(Db.first(
                connection, "SELECT pg_catalog.to_regclass('" + TABLE + "') IS NOT NULL", row -> row.getBoolean(1)));
    }

    /** The last report of this version of the file, or of another one when there is none of this; or null. */
    static @Nullable Report last(DatabaseConnection where, String migration, String digest) throws SQLException {
        try (Connection connection = Connections.writing(where)) {
            if (!exists(connection)) {
                return null;
            }
            String json = Db.first(
                    connection,
                    "SELECT report FROM " + TABLE + " WHERE migration = ? ORDER BY digest = ? DESC, id DESC LIMIT 1",
                    row -> row.getString(1),
                    migration,
                    digest);
            return json == null ? null : JSON.readValue(json, Report.class);
        } catch (JsonProcessingException e) {
            throw new SQLException("a report in " + TABLE + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
