-- Times were written in UTC without saying so. Around the change to summer time nothing may be lost or doubled.
CREATE TABLE events (id integer PRIMARY KEY, at timestamp NOT NULL);
INSERT INTO events SELECT g, timestamp '2024-03-31 00:00' + g * interval '20 minutes' FROM generate_series(1, 12) g;
