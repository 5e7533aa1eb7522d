package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import java.util.List;

/** What the API drives under one name: a migration of columns or a change of the schema. */
public interface Driven {
    MigrationStatus status();

    List<PlannedStep> plan();

    MigrationStatus start();

    MigrationStatus advance();

    MigrationStatus rollback();

    MigrationStatus pause();

    MigrationStatus resume();

    MigrationStatus abort();
}
