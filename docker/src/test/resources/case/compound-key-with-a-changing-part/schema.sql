-- One part of a compound key is retyped, and its values are changed by the application.
CREATE TABLE lines (doc integer, no smallint, text varchar(20), PRIMARY KEY (doc, no));
INSERT INTO lines SELECT d, n, 'line ' || n FROM generate_series(1, 5) d, generate_series(1, 4) n;
