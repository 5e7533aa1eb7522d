package dev.crossfade.admin.engine.sql;

import java.util.List;

/** The tables of the engine's state in a MySQL server; times are the server's, in UTC, as the engine's sessions see them. */
public final class MySqlState {
    private static final String TIME = "timestamp(6) NULL DEFAULT NULL";
    private static final String NOW = "timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)";

    /** Names of our own are compared to the letter. */
    private static final String TABLE = ") ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    private static final String OF_MIGRATION =
            "migration varchar(64) NOT NULL, FOREIGN KEY (migration) REFERENCES crossfade.migration (name) ON DELETE CASCADE";

    /** Creates them; the last one is there only when all are. */
    public static final List<String> TABLES = List.of(
            "CREATE DATABASE IF NOT EXISTS crossfade DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            "CREATE TABLE IF NOT EXISTS crossfade.engine (name varchar(64) PRIMARY KEY, instance char(36) NOT NULL, since "
                    + NOW + TABLE,
            "CREATE TABLE IF NOT EXISTS crossfade.migration (name varchar(64) PRIMARY KEY,"
                    + " database_name varchar(64) NOT NULL, digest varchar(64) NOT NULL, definition longtext NOT NULL,"
                    + " epoch bigint NOT NULL DEFAULT 0, step varchar(20) NOT NULL, failed_step varchar(20), message text,"
                    + " paused boolean NOT NULL DEFAULT false, announced boolean NOT NULL DEFAULT false,"
                    + " expanded boolean NOT NULL DEFAULT false, guarded boolean NOT NULL DEFAULT false,"
                    + " part_of varchar(64), released boolean NOT NULL DEFAULT false, completed_at " + TIME
                    + ", contracted_at " + TIME + ", old_seen_at " + TIME + ", old_columns longtext, backfilled_at "
                    + TIME
                    + ", verified_at " + TIME + ", rows_verified bigint NOT NULL DEFAULT 0,"
                    + " rows_differing bigint NOT NULL DEFAULT 0, dead_letters bigint NOT NULL DEFAULT 0, updated_at "
                    + NOW
                    + TABLE,
            "CREATE TABLE IF NOT EXISTS crossfade.checkpoint (last_key json, rows_done bigint NOT NULL DEFAULT 0,"
                    + " complete boolean NOT NULL DEFAULT false, PRIMARY KEY (migration), " + OF_MIGRATION + TABLE,
            "CREATE TABLE IF NOT EXISTS crossfade.backfill_range (number int NOT NULL, after_key json, up_to_key json,"
                    + " last_key json, rows_done bigint NOT NULL DEFAULT 0, complete boolean NOT NULL DEFAULT false,"
                    + " PRIMARY KEY (migration, number), " + OF_MIGRATION + TABLE,
            "CREATE TABLE IF NOT EXISTS crossfade.skipped (id bigint AUTO_INCREMENT PRIMARY KEY, after_key json,"
                    + " up_to_key json, " + OF_MIGRATION + TABLE,
            "CREATE TABLE IF NOT EXISTS crossfade.standing (stage varchar(20) NOT NULL, since " + NOW
                    + ", held_back text, by_itself boolean NOT NULL DEFAULT false, letters bigint NOT NULL DEFAULT 0,"
                    + " statements bigint, failures bigint, p50_nanos bigint, p99_nanos bigint, longest_nanos bigint,"
                    + " PRIMARY KEY (migration), " + OF_MIGRATION + TABLE,
            "CREATE TABLE IF NOT EXISTS crossfade.dead_letter (id bigint AUTO_INCREMENT PRIMARY KEY,"
                    + " migration varchar(64) NOT NULL, at " + NOW
                    + ", row_key json, sql_state varchar(5) NOT NULL, KEY (migration)" + TABLE);

    private MySqlState() {}
}
