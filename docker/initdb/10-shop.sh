#!/usr/bin/env bash
# Runs once in each new database: the roles a real installation has, and a table to migrate.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
    -v app="$APP_PASSWORD" -v engine="$ENGINE_PASSWORD" -v db="$POSTGRES_DB" <<'SQL'
CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE app LOGIN PASSWORD :'app';
-- The engine adds columns, so it is a member of the owner; it is no superuser.
CREATE ROLE crossfade LOGIN PASSWORD :'engine' IN ROLE shop_owner;
GRANT pg_read_all_stats, pg_signal_backend TO crossfade;
GRANT SET ON PARAMETER session_replication_role TO crossfade;
ALTER DATABASE :"db" OWNER TO shop_owner;
ALTER SCHEMA public OWNER TO shop_owner;
SET ROLE shop_owner;
CREATE TABLE customers (id serial PRIMARY KEY, full_name text NOT NULL, email text NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON customers TO app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app;
INSERT INTO customers (full_name, email)
SELECT 'Ada Lovelace ' || i, 'c' || i || '@example.com' FROM generate_series(1, 10000) i;
SQL
