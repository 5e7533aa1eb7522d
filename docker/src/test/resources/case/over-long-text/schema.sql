-- text becomes varchar(8). -- stages: dual-write. Too long ones are dead letters, never cut.
CREATE TABLE names (id integer PRIMARY KEY, name text);
INSERT INTO names VALUES (1, 'short'), (2, 'much too long for it'), (3, 'ending   '), (4, '');
