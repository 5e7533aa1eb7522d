package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.sql.ConversionFunctions;
import java.util.List;

/** What the engine's user and the server must be able to do. */
final class PrivilegeChecks {
    private PrivilegeChecks() {}

    static final Check SERVER_VERSION = (connection, subject) -> {
        Integer version = Db.first(connection, "SHOW server_version_num", row -> row.getInt(1));
        return version == null || version >= ConversionFunctions.OLDEST_SERVER_VERSION_NUM
                ? List.of()
                : List.of(new Finding(
                        "the server's version is " + version + ", older than "
                                + ConversionFunctions.OLDEST_SERVER_VERSION_NUM,
                        "PostgreSQL 14 is the oldest that can keep a conversion as a parsed function body."));
    };

    /** ALTER TABLE needs the owner, or a member of the owner's role. */
    static final Check OWNS_TABLE = new Query(
            "SELECT current_user::text FROM pg_catalog.pg_class c WHERE c.oid = ?::bigint::oid"
                    + " AND NOT pg_has_role(c.relowner, 'USAGE')",
            Query.TABLE,
            s -> user -> new Finding(
                    "the engine's user " + user + " does not own table " + s.table(),
                    "GRANT the owner's role to it: adding columns needs the owner."));

    static final Check STATE_SCHEMA = (connection, subject) -> {
        String user = Db.first(
                connection,
                "SELECT current_user::text WHERE NOT CASE WHEN to_regnamespace('crossfade') IS NULL"
                        + " THEN has_database_privilege(current_database(), 'CREATE')"
                        + " ELSE has_schema_privilege('crossfade', 'CREATE') END",
                row -> row.getString(1));
        return user == null
                ? List.of()
                : List.of(new Finding(
                        "the engine's user " + user + " may not create what it needs in schema crossfade",
                        "GRANT CREATE ON DATABASE … TO it, or give it the schema."));
    };

    /** In recovery nothing can be written. */
    static final Check PRIMARY = (connection, subject) -> {
        String recovery = Db.first(connection, "SELECT 'yes' WHERE pg_is_in_recovery()", row -> row.getString(1));
        return recovery == null
                ? List.of()
                : List.of(new Finding(
                        "the backend is a standby", "Point the configuration at the primary, then start again."));
    };
}
