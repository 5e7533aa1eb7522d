-- A name is split in two. NULL and the empty text are not the same.
CREATE TABLE persons (id integer PRIMARY KEY, full_name text);
INSERT INTO persons VALUES (1, 'Ada Lovelace'), (2, NULL), (3, ''), (4, 'Cher'), (5, 'Dan van Dyk');
