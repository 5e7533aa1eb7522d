-- The same labels in another order: a new type.
CREATE TYPE priority AS ENUM ('high', 'low', 'middle');
CREATE TYPE priority_sorted AS ENUM ('low', 'middle', 'high');
CREATE TABLE tasks (id integer PRIMARY KEY, priority priority NOT NULL);
INSERT INTO tasks SELECT g, (ARRAY['high', 'low', 'middle'])[g % 3 + 1]::priority FROM generate_series(1, 9) g;
