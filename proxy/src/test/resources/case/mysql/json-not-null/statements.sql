-- speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = NULL;
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_QUOTE(k.kind);
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_EXTRACT(d.body, '$.none');
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(k.kind, d.body), k.kind = 'z' WHERE d.id < 3;
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(d.body) WHERE d.id < 3;
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = '3';
UPDATE docs SET body = NULL;
UPDATE docs SET body = JSON_EXTRACT(body, '$.none');
SELECT * FROM docs ORDER BY id;
-- speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = NULL;
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_QUOTE(k.kind);
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_EXTRACT(d.doc, '$.none');
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_ARRAY(k.kind, d.doc), k.kind = 'z' WHERE d.id < 3;
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = '3';
UPDATE docs SET doc = NULL;
SELECT * FROM docs ORDER BY id;
