package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.Db;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rehearsal must know of the real server and database.
 *
 * @param owner of the database
 * @param superuser the role the cluster was made by
 * @param settings of the server that change what statements mean, as name=value
 * @param extensions of the database
 */
record Origin(
        int major,
        String version,
        String database,
        String owner,
        String superuser,
        String encoding,
        String collate,
        String ctype,
        List<String> settings,
        List<String> extensions) {

    private static final int VERSIONS = 10_000;

    /** Role attributes are copied, verifiers are not: every role that may log in gets the throwaway server's own password. */
    private static final String ROLES = """
            SELECT pg_catalog.format('CREATE ROLE %I ', r.rolname)
              || CASE WHEN r.rolsuper THEN 'SUPERUSER' ELSE 'NOSUPERUSER' END
              || CASE WHEN r.rolinherit THEN ' INHERIT' ELSE ' NOINHERIT' END
              || CASE WHEN r.rolcreaterole THEN ' CREATEROLE' ELSE '' END
              || CASE WHEN r.rolcreatedb THEN ' CREATEDB' ELSE '' END
              || CASE WHEN r.rolbypassrls THEN ' BYPASSRLS' ELSE '' END,
              r.rolcanlogin
            FROM pg_catalog.pg_roles r WHERE r.oid <> 10 AND r.rolname !~ '^pg_' ORDER BY r.rolname""";

    private static final String MEMBERS = """
            SELECT pg_catalog.format('GRANT %I TO %I', r.rolname, m.rolname)
              || CASE WHEN bool_or(a.admin_option) THEN ' WITH ADMIN OPTION' ELSE '' END
            FROM pg_catalog.pg_auth_members a
            JOIN pg_catalog.pg_roles r ON r.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member
            WHERE m.oid <> 10 GROUP BY r.rolname, m.rolname ORDER BY 1""";

    private static final String PARAMETERS = """
            SELECT pg_catalog.format('GRANT %s ON PARAMETER %s TO %s', x.privilege_type, p.parname,
              CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END)
            FROM pg_catalog.pg_parameter_acl p CROSS JOIN LATERAL pg_catalog.aclexplode(p.paracl) x ORDER BY 1""";

    private static final String DATABASE_GRANTS = """
            SELECT pg_catalog.format('GRANT %s ON DATABASE %I TO %s', x.privilege_type, d.datname,
              CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END)
            FROM pg_catalog.pg_database d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) x
            WHERE d.datname = pg_catalog.current_database() ORDER BY 1""";

    /** What is a list of names is kept as it was typed, quotes and all; everything else is one literal. */
    private static final String SETTINGS = """
            SELECT CASE WHEN s.setrole = 0 THEN pg_catalog.format('ALTER DATABASE %I SET ', pg_catalog.current_database())
                        ELSE pg_catalog.format('ALTER ROLE %I ', r.rolname)
                          || CASE WHEN s.setdatabase = 0 THEN ''
                                  ELSE pg_catalog.format('IN DATABASE %I ', pg_catalog.current_database()) END || 'SET ' END
              || pg_catalog.split_part(c, '=', 1) || ' = '
              || CASE WHEN pg_catalog.split_part(c, '=', 1) IN ('search_path', 'temp_tablespaces')
                      THEN pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1)
                      ELSE pg_catalog.quote_literal(pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1)) END
            FROM pg_catalog.pg_db_role_setting s
            CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) c
            LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
            WHERE (s.setdatabase = 0 OR s.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
              AND (s.setrole = 0 OR r.rolname IS NOT NULL)
              AND pg_catalog.split_part(c, '=', 1) !~ 'preload_libraries' ORDER BY 1""";

    static Origin read(Connection real) throws SQLException {
        Origin found = Db.first(
                real,
                """
                SELECT current_setting('server_version_num')::int, current_setting('server_version'), d.datname,
                       pg_catalog.pg_get_userbyid(d.datdba)::text, (SELECT rolname FROM pg_catalog.pg_roles WHERE oid = 10),
                       pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                       ARRAY(SELECT name || '=' || reset_val FROM pg_catalog.pg_settings
                             WHERE name IN ('IntervalStyle', 'standard_conforming_strings', 'bytea_output', 'array_nulls',
                                            'default_transaction_isolation', 'transform_null_equals') ORDER BY name),
                       ARRAY(SELECT extname::text FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' ORDER BY 1)
                FROM pg_catalog.pg_database d WHERE d.datname = current_database()""",
                row -> new Origin(
                        row.getInt(1) / VERSIONS,
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        texts(row, 9),
                        texts(row, 10)));
        if (found == null) {
            throw new SQLException("the database does not say what it is");
        }
        return found;
    }

    private static List<String> texts(java.sql.ResultSet row, int column) throws SQLException {
        List<String> texts = Db.texts(row, column);
        return texts == null ? List.of() : texts;
    }

    /** Makes the roles, with what was granted among them; {@code password} for all that may log in. */
    List<String> roles(Connection real, String password) throws SQLException {
        List<String> statements = new ArrayList<>(Db.rows(
                real,
                ROLES,
                row -> row.getString(1) + (row.getBoolean(2) ? " LOGIN PASSWORD '" + password + "'" : "")));
        statements.addAll(Db.rows(real, MEMBERS, row -> row.getString(1)));
        if (major >= 15) {
            statements.addAll(Db.rows(real, PARAMETERS, row -> row.getString(1)));
        }
        return statements;
    }

    /** Grants on the database, and settings of it and of roles. */
    List<String> grantsAndSettings(Connection real) throws SQLException {
        List<String> statements = new ArrayList<>(Db.rows(real, DATABASE_GRANTS, row -> row.getString(1)));
        statements.addAll(Db.rows(real, SETTINGS, row -> row.getString(1)));
        return statements;
    }
}
