package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Something that must be so before a migration may start. */
interface Check {
    /** What is not so. The transaction is rolled back afterwards. */
    List<Finding> run(Connection connection, Subject subject) throws SQLException;
}
