-- An enum becomes text and keeps its order where the client asks for it; a value outside the enum is refused on the way back.
-- table: public.tickets
-- conversion: function
-- old: mood
-- type: mood
-- new: state text := CAST(mood AS text)
-- down: CAST(state AS mood)
-- [old]
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE tickets (id int PRIMARY KEY, mood mood);
-- [new]
CREATE TABLE tickets (id int PRIMARY KEY, state text);
-- [rows of old]
INSERT INTO tickets VALUES (1, 'happy'), (2, 'sad'), (3, NULL), (4, 'ok');
-- [rows of new]
INSERT INTO tickets VALUES (1, 'happy'), (2, 'sad'), (3, NULL), (4, 'ok');
