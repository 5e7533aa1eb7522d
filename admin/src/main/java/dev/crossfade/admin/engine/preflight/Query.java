package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A check that is one query: each row's first column names an offender. */
record Query(String sql, Parameters parameters, Function<Subject, Function<String, Finding>> finding) implements Check {
    /** The values of the query's parameters. */
    interface Parameters {
        @Nullable
        Object[] of(Connection connection, Subject subject) throws SQLException;
    }

    /** The table's oid. */
    static final Parameters TABLE = (connection, subject) -> new Object[] {subject.oid()};

    /** The table's oid, and the names of the old columns. */
    static final Parameters TABLE_AND_OLD = (connection, subject) -> new Object[] {
        subject.oid(), Db.array(connection, subject.migration().oldColumns())
    };

    @Override
    public List<Finding> run(Connection connection, Subject subject) throws SQLException {
        Function<String, Finding> each = finding.apply(subject);
        return Db.rows(connection, sql, row -> row.getString(1), parameters.of(connection, subject)).stream()
                .map(each)
                .toList();
    }
}
