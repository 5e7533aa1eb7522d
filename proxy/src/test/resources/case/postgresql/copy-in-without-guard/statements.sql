-- speaks old
-- in: 4,desk,1
COPY items FROM STDIN CSV;
-- in: 5
COPY items (ref) FROM STDIN;
SELECT * FROM items ORDER BY ref;
-- speaks new
-- in: desk
COPY items (title) FROM STDIN;
SELECT * FROM items ORDER BY ref, title;
