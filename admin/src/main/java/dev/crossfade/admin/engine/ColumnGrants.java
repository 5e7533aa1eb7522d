package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Ddl.ColumnGrant;
import dev.crossfade.admin.engine.sql.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads the privileges that were granted on old columns one by one; those on the whole table cover new columns anyway. */
final class ColumnGrants {
    private static final String GRANTS = """
            SELECT DISTINCT g.privilege_type,
                   CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END, g.is_grantable
            FROM pg_catalog.pg_attribute a
            CROSS JOIN LATERAL aclexplode(a.attacl) AS g
            WHERE a.attrelid = ?::bigint::oid AND a.attname = ANY (?) AND NOT a.attisdropped
            ORDER BY 2, 1""";

    private ColumnGrants() {}

    static List<ColumnGrant> read(Connection connection, Shape shape) throws SQLException {
        return Db.rows(
                connection,
                GRANTS,
                row -> new ColumnGrant(row.getString(1), row.getString(2), row.getBoolean(3)),
                shape.tableOid(),
                Db.array(connection, shape.migration().oldColumns()));
    }
}
