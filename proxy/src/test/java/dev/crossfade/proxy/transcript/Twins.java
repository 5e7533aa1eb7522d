package dev.crossfade.proxy.transcript;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.rewrite.TwinSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** The shop migrating in a theatre's database, and its twin with the old columns only in another. */
final class Twins implements AutoCloseable {
    private static final AtomicLong VERSIONS = new AtomicLong(1);

    private final Theatre theatre;
    private final String twinDatabase;
    private final Connection twin;

    Twins(Theatre theatre) throws SQLException {
        this.theatre = theatre;
        this.twinDatabase = theatre.server.createDatabase();
        this.twin = theatre.server.connect(twinDatabase);
        try (var statement = theatre.admin.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS crossfade CASCADE");
        }
        TwinSchema.functions(theatre.admin);
    }

    /** Makes all tables anew; the stage is in force at once. */
    void fresh(Stage stage) throws SQLException {
        TwinSchema.tables(twin, Side.OLD, stage);
        TwinSchema.tables(theatre.admin, null, stage);
        TwinSchema.grant(twin);
        TwinSchema.grant(theatre.admin);
        Catalog loaded = TwinSchema.catalog(theatre.admin);
        theatre.rules(
                Shop.rules(stage, Side.OLD),
                new Catalog(VERSIONS.incrementAndGet(), loaded.relations(), loaded.volatileFunctions()));
    }

    Player.Stage twin() {
        return theatre.direct(twinDatabase, twin);
    }

    @Override
    public void close() throws SQLException {
        twin.close();
    }
}
