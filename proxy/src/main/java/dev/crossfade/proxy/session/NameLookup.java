package dev.crossfade.proxy.session;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the session's own server connection which of the watched tables an unqualified name means there: only the server
 * knows its search_path, its temporary tables and what the role may see.
 */
final class NameLookup implements Entry.Rows {
    /** Statement and portal of the hidden query; both are closed at once and leave no trace. */
    static final String NAME = "crossfade$names";

    private final Watch watch;
    private final Catalog catalog;
    private final List<String> oids = new ArrayList<>();
    private @Nullable Set<TableName> hidden;

    NameLookup(Watch watch, Catalog catalog) {
        this.watch = watch;
        this.catalog = catalog;
    }

    /**
     * Whether this tells what the names of {@code other} mean: another stage of a migration asks nothing new of the server.
     */
    boolean answers(Watch other, Catalog otherCatalog) {
        return watch == other
                || (catalog.version() == otherCatalog.version()
                        && watch.watched().equals(other.watched()));
    }

    /** One row for each watched table, in order: the OID its unqualified name means, or NULL. */
    String sql() {
        StringBuilder sql =
                new StringBuilder("SELECT pg_catalog.to_regclass(n)::pg_catalog.oid FROM pg_catalog.unnest(ARRAY[");
        String separator = "";
        for (TableName table : watch.watched()) {
            String literal = TableName.quote(table.name()).replace("\\", "\\\\").replace("'", "''");
            sql.append(separator).append("E'").append(literal).append('\'');
            separator = ",";
        }
        return sql.append("]::pg_catalog.text[]) AS n").toString();
    }

    @Override
    public void row(ByteBuf buffer, int start, int end) {
        if (end - start < 6 || buffer.getShort(start) != 1) {
            throw FatalException.protocol("unexpected row of a name lookup");
        }
        int length = buffer.getInt(start + 2);
        if (length > end - start - 6) {
            throw FatalException.protocol("unexpected row of a name lookup");
        }
        oids.add(length < 0 ? "" : buffer.toString(start + 6, length, StandardCharsets.US_ASCII));
    }

    /** The watched tables that their unqualified name does not mean. To be asked when all rows are there. */
    Set<TableName> hidden() {
        if (hidden == null) {
            hidden = decided();
        }
        return hidden;
    }

    private Set<TableName> decided() {
        Set<TableName> others = new HashSet<>();
        List<TableName> watched = watch.watched();
        for (int i = 0; i < watched.size(); i++) {
            Catalog.Relation relation = catalog.relation(watched.get(i));
            String meant = i < oids.size() ? oids.get(i) : "";
            if (relation == null || !meant.equals(Long.toString(relation.oid()))) {
                others.add(watched.get(i));
            }
        }
        return Set.copyOf(others);
    }
}
