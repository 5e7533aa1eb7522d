-- speaks old
LOAD DATA INFILE 'items.txt' INTO TABLE items;
LOAD DATA LOCAL INFILE 'items.txt' INTO TABLE items (ref, label);
LOAD XML INFILE 'items.xml' INTO TABLE items;
-- speaks new
LOAD DATA INFILE 'items.txt' INTO TABLE items (ref, title);
