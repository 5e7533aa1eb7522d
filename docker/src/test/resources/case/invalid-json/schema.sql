-- text becomes json. -- stages: dual-write. What is no JSON is a dead letter.
CREATE TABLE documents (id integer PRIMARY KEY, body text);
INSERT INTO documents VALUES (1, '{"a": 1}'), (2, '{"a":'), (3, NULL), (4, '[1,  2]');
