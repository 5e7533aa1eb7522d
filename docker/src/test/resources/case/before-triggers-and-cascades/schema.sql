-- A foreign key's actions write the column under triggers that read and change it; it is renamed.
CREATE TABLE towns (name text PRIMARY KEY);
INSERT INTO towns VALUES ('Oslo'), ('Turin'), ('Rome'), ('Bern');
CREATE TABLE visits (id serial PRIMARY KEY, town text DEFAULT ' bern ' REFERENCES towns ON UPDATE CASCADE ON DELETE SET NULL, label text, changes integer NOT NULL DEFAULT 0);
CREATE FUNCTION visits_tidy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.town := initcap(btrim(NEW.town)); NEW.label := coalesce(''at '' || NEW.town, ''nowhere''); IF TG_OP = ''UPDATE'' THEN NEW.changes := OLD.changes + 1; END IF; RETURN NEW; END';
CREATE TRIGGER tidy BEFORE INSERT OR UPDATE ON visits FOR EACH ROW EXECUTE FUNCTION visits_tidy();
INSERT INTO visits (town) VALUES ('Oslo'), ('turin'), (' ROME '), (NULL);
