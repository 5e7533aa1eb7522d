-- bigint shrinks to integer. -- stages: dual-write. What does not fit becomes a dead letter, and the application never fails.
CREATE TABLE shrinks (id integer PRIMARY KEY, n bigint);
INSERT INTO shrinks VALUES (1, 5), (2, 5000000000), (3, NULL), (4, -2147483648);
