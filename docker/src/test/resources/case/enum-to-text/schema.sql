-- An enum becomes text. Enums sort by their order and text by its letters: the client goes on seeing the enum's.
CREATE TYPE size AS ENUM ('small', 'medium', 'large');
CREATE TABLE shirts (id integer PRIMARY KEY, size size DEFAULT 'medium');
INSERT INTO shirts SELECT g, (ARRAY['small', 'medium', 'large', NULL])[g % 4 + 1]::size FROM generate_series(1, 12) g;
