-- off, speaks old
LOAD DATA INFILE 'items.txt' INTO TABLE items
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

-- off, speaks old
LOAD DATA LOCAL INFILE 'items.txt' INTO TABLE items (ref, label)
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

-- off, speaks old
LOAD XML INFILE 'items.xml' INTO TABLE items
-- refused: Crossfade: LOAD XML, whose lines the server reads by itself, on items, which is migrating

-- off, speaks new
LOAD DATA INFILE 'items.txt' INTO TABLE items (ref, title)
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

-- dual-write, speaks old
LOAD DATA INFILE 'items.txt' INTO TABLE items
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

-- dual-write, speaks old
LOAD DATA LOCAL INFILE 'items.txt' INTO TABLE items (ref, label)
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

-- dual-write, speaks old
LOAD XML INFILE 'items.xml' INTO TABLE items
-- refused: Crossfade: LOAD XML, whose lines the server reads by itself, on items, which is migrating

-- dual-write, speaks new
LOAD DATA INFILE 'items.txt' INTO TABLE items (ref, title)
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

-- live, speaks old
LOAD DATA INFILE 'items.txt' INTO TABLE items
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

-- live, speaks old
LOAD DATA LOCAL INFILE 'items.txt' INTO TABLE items (ref, label)
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

-- live, speaks old
LOAD XML INFILE 'items.xml' INTO TABLE items
-- refused: Crossfade: LOAD XML, whose lines the server reads by itself, on items, which is migrating

-- live, speaks new
LOAD DATA INFILE 'items.txt' INTO TABLE items (ref, title)
-- refused: Crossfade: LOAD DATA, whose lines the server reads by itself, on items, which is migrating

