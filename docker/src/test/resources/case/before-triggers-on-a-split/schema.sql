-- Triggers of the users' own change the name, read it, and let a row be.
CREATE TABLE guests (id integer PRIMARY KEY, full_name text, label text, changes integer NOT NULL DEFAULT 0);
CREATE FUNCTION guests_tidy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.full_name := btrim(NEW.full_name); RETURN NEW; END';
CREATE FUNCTION guests_label() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.label := upper(NEW.full_name) || ''!''; IF TG_OP = ''UPDATE'' THEN NEW.changes := OLD.changes + 1; END IF; RETURN NEW; END';
CREATE FUNCTION guests_some() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.full_name = ''No Body'' THEN RETURN NULL; END IF; RETURN NEW; END';
CREATE FUNCTION guests_twin() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.full_name LIKE ''Twin %'' THEN INSERT INTO guests VALUES (NEW.id + 1000, '' The Other ''), (NEW.id + 2000, ''No Body'') ON CONFLICT (id) DO NOTHING; NEW.full_name := replace(NEW.full_name, ''Twin '', '' One ''); END IF; RETURN NEW; END';
CREATE TRIGGER a_twin BEFORE INSERT OR UPDATE ON guests FOR EACH ROW EXECUTE FUNCTION guests_twin();
CREATE TRIGGER b_tidy BEFORE INSERT OR UPDATE OF full_name ON guests FOR EACH ROW EXECUTE FUNCTION guests_tidy();
CREATE TRIGGER c_label BEFORE INSERT OR UPDATE ON guests FOR EACH ROW EXECUTE FUNCTION guests_label();
CREATE TRIGGER d_some BEFORE INSERT OR UPDATE ON guests FOR EACH ROW EXECUTE FUNCTION guests_some();
INSERT INTO guests VALUES (1, 'Ada Lovelace'), (2, NULL), (3, ''), (4, 'Cher'), (5, 'Dan van Dyk');
