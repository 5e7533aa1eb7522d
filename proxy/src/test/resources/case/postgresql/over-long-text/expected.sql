-- off, speaks old
INSERT INTO tags VALUES (10, 'abcdef')
-- becomes
INSERT INTO tags ("id", "tag") VALUES (10, 'abcdef')
-- error 22001

-- off, speaks old
INSERT INTO tags VALUES (10, 'abcde   ')
-- becomes
INSERT INTO tags ("id", "tag") VALUES (10, 'abcde   ')
-- count 1

-- off, speaks old
INSERT INTO tags VALUES (11, 'ok'), (12, 'abcdef')
-- becomes
INSERT INTO tags ("id", "tag") VALUES (11, 'ok'), (12, 'abcdef')
-- error 22001

-- off, speaks old
INSERT INTO tags VALUES (13, 'abcdef'::varchar(5))
-- becomes
INSERT INTO tags ("id", "tag") VALUES (13, 'abcdef'::varchar(5))
-- count 1

-- off, speaks old
INSERT INTO tags SELECT id + 20, tag || tag FROM tags WHERE id = 1
-- becomes
INSERT INTO tags ("id", "tag") SELECT id + 20, tag || tag FROM tags WHERE id = 1
-- count 1

-- off, speaks old
INSERT INTO tags SELECT id + 30, tag || tag FROM tags WHERE id = 2
-- becomes
INSERT INTO tags ("id", "tag") SELECT id + 30, tag || tag FROM tags WHERE id = 2
-- error 22001

-- off, speaks old
UPDATE tags SET tag = tag || 'xyz'
-- untouched
-- error 22001

-- off, speaks old
UPDATE tags SET tag = tag || '    ' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
SELECT id, tag, length(tag) FROM tags ORDER BY id
-- untouched
-- id int4(10,0), tag varchar(5,0), length int4(10,0)
--   1 | a     | 5
--   10 | abcde | 5
--   13 | abcde | 5
--   2 | bcdef | 5
--   21 | aa | 2
--   3 | c     | 5

-- off, speaks new
INSERT INTO tags VALUES (10, 'abcdef')
-- refused: Crossfade: a write to columns of migration case on table public.tags that are not stored at this stage, and whose length would not be checked

-- off, speaks new
INSERT INTO tags VALUES (10, 'abcde   ')
-- refused: Crossfade: a write to columns of migration case on table public.tags that are not stored at this stage, and whose length would not be checked

-- off, speaks new
UPDATE tags SET label = label || 'xyz'
-- refused: Crossfade: a write to columns of migration case on table public.tags that are not stored at this stage, and whose length would not be checked

-- off, speaks new
SELECT id, label, length(label) FROM tags ORDER BY id
-- becomes
SELECT id, "tags"."tag" AS "label", length("tags"."tag") FROM tags ORDER BY id
-- id int4(10,0), label varchar(5,0), length int4(10,0)
--   1 | a | 1
--   2 | bcdef | 5
--   3 | c     | 5

-- dual-write, speaks old
INSERT INTO tags VALUES (10, 'abcdef')
-- becomes
INSERT INTO tags ("id", "tag", "label") VALUES (10, 'abcdef', CAST('abcdef' AS character varying(5)))
-- error 22001

-- dual-write, speaks old
INSERT INTO tags VALUES (10, 'abcde   ')
-- becomes
INSERT INTO tags ("id", "tag", "label") VALUES (10, 'abcde   ', CAST('abcde   ' AS character varying(5)))
-- count 1

-- dual-write, speaks old
INSERT INTO tags VALUES (11, 'ok'), (12, 'abcdef')
-- becomes
INSERT INTO tags ("id", "tag", "label") VALUES (11, 'ok', CAST('ok' AS character varying(5))), (12, 'abcdef', CAST('abcdef' AS character varying(5)))
-- error 22001

-- dual-write, speaks old
INSERT INTO tags VALUES (13, 'abcdef'::varchar(5))
-- becomes
INSERT INTO tags ("id", "tag", "label") VALUES (13, 'abcdef'::varchar(5), CAST('abcdef'::varchar(5) AS character varying(5)))
-- count 1

-- dual-write, speaks old
INSERT INTO tags SELECT id + 20, tag || tag FROM tags WHERE id = 1
-- becomes
INSERT INTO tags ("id", "tag", "label") SELECT crossfade_value.c1, crossfade_value.c2, CAST(crossfade_value.c2 AS character varying(5)) FROM (SELECT id + 20, tag || tag FROM tags WHERE id = 1) AS crossfade_value (c1, c2)
-- count 1

-- dual-write, speaks old
INSERT INTO tags SELECT id + 30, tag || tag FROM tags WHERE id = 2
-- becomes
INSERT INTO tags ("id", "tag", "label") SELECT crossfade_value.c1, crossfade_value.c2, CAST(crossfade_value.c2 AS character varying(5)) FROM (SELECT id + 30, tag || tag FROM tags WHERE id = 2) AS crossfade_value (c1, c2)
-- error 22001

-- dual-write, speaks old
UPDATE tags SET tag = tag || 'xyz'
-- becomes
UPDATE tags SET tag = tag || 'xyz', "label" = CAST(tag || 'xyz' AS character varying(5))
-- error 22001

-- dual-write, speaks old
UPDATE tags SET tag = tag || '    ' WHERE id = 1
-- becomes
UPDATE tags SET tag = tag || '    ', "label" = CAST(tag || '    ' AS character varying(5)) WHERE id = 1
-- count 1

-- dual-write, speaks old
SELECT id, tag, length(tag) FROM tags ORDER BY id
-- untouched
-- id int4(10,0), tag varchar(5,0), length int4(10,0)
--   1 | a     | 5
--   10 | abcde | 5
--   13 | abcde | 5
--   2 | bcdef | 5
--   21 | aa | 2
--   3 | c     | 5

-- dual-write, speaks new
INSERT INTO tags VALUES (10, 'abcdef')
-- becomes
INSERT INTO tags ("id", "label", "tag") VALUES (10, 'abcdef', CAST('abcdef' AS character varying(5)))
-- error 22001

-- dual-write, speaks new
INSERT INTO tags VALUES (10, 'abcde   ')
-- becomes
INSERT INTO tags ("id", "label", "tag") VALUES (10, 'abcde   ', CAST('abcde   ' AS character varying(5)))
-- count 1

-- dual-write, speaks new
UPDATE tags SET label = label || 'xyz'
-- becomes
UPDATE tags SET label = "tags"."tag" || 'xyz', "tag" = CAST("tags"."tag" || 'xyz' AS character varying(5))
-- error 22001

-- dual-write, speaks new
SELECT id, label, length(label) FROM tags ORDER BY id
-- becomes
SELECT id, "tags"."tag" AS "label", length("tags"."tag") FROM tags ORDER BY id
-- id int4(10,0), label varchar(5,0), length int4(10,0)
--   1 | a | 1
--   10 | abcde | 5
--   2 | bcdef | 5
--   3 | c     | 5

-- live, speaks old
INSERT INTO tags VALUES (10, 'abcdef')
-- becomes
INSERT INTO tags ("id", "tag", "label") VALUES (10, 'abcdef', CAST('abcdef' AS character varying(5)))
-- error 22001

-- live, speaks old
INSERT INTO tags VALUES (10, 'abcde   ')
-- becomes
INSERT INTO tags ("id", "tag", "label") VALUES (10, 'abcde   ', CAST('abcde   ' AS character varying(5)))
-- count 1

-- live, speaks old
INSERT INTO tags VALUES (11, 'ok'), (12, 'abcdef')
-- becomes
INSERT INTO tags ("id", "tag", "label") VALUES (11, 'ok', CAST('ok' AS character varying(5))), (12, 'abcdef', CAST('abcdef' AS character varying(5)))
-- error 22001

-- live, speaks old
INSERT INTO tags VALUES (13, 'abcdef'::varchar(5))
-- becomes
INSERT INTO tags ("id", "tag", "label") VALUES (13, 'abcdef'::varchar(5), CAST('abcdef'::varchar(5) AS character varying(5)))
-- count 1

-- live, speaks old
INSERT INTO tags SELECT id + 20, tag || tag FROM tags WHERE id = 1
-- becomes
INSERT INTO tags ("id", "tag", "label") SELECT crossfade_value.c1, crossfade_value.c2, CAST(crossfade_value.c2 AS character varying(5)) FROM (SELECT id + 20, "tags"."label" || "tags"."label" FROM tags WHERE id = 1) AS crossfade_value (c1, c2)
-- count 1

-- live, speaks old
INSERT INTO tags SELECT id + 30, tag || tag FROM tags WHERE id = 2
-- becomes
INSERT INTO tags ("id", "tag", "label") SELECT crossfade_value.c1, crossfade_value.c2, CAST(crossfade_value.c2 AS character varying(5)) FROM (SELECT id + 30, "tags"."label" || "tags"."label" FROM tags WHERE id = 2) AS crossfade_value (c1, c2)
-- error 22001

-- live, speaks old
UPDATE tags SET tag = tag || 'xyz'
-- becomes
UPDATE tags SET tag = "tags"."label" || 'xyz', "label" = CAST("tags"."label" || 'xyz' AS character varying(5))
-- error 22001

-- live, speaks old
UPDATE tags SET tag = tag || '    ' WHERE id = 1
-- becomes
UPDATE tags SET tag = "tags"."label" || '    ', "label" = CAST("tags"."label" || '    ' AS character varying(5)) WHERE id = 1
-- count 1

-- live, speaks old
SELECT id, tag, length(tag) FROM tags ORDER BY id
-- becomes
SELECT id, "tags"."label" AS "tag", length("tags"."label") FROM tags ORDER BY id
-- id int4(10,0), tag varchar(5,0), length int4(10,0)
--   1 | a     | 5
--   10 | abcde | 5
--   13 | abcde | 5
--   2 | bcdef | 5
--   21 | aa | 2
--   3 | c     | 5

-- live, speaks new
INSERT INTO tags VALUES (10, 'abcdef')
-- becomes
INSERT INTO tags ("id", "label", "tag") VALUES (10, 'abcdef', CAST('abcdef' AS character varying(5)))
-- error 22001

-- live, speaks new
INSERT INTO tags VALUES (10, 'abcde   ')
-- becomes
INSERT INTO tags ("id", "label", "tag") VALUES (10, 'abcde   ', CAST('abcde   ' AS character varying(5)))
-- count 1

-- live, speaks new
UPDATE tags SET label = label || 'xyz'
-- becomes
UPDATE tags SET label = label || 'xyz', "tag" = CAST(label || 'xyz' AS character varying(5))
-- error 22001

-- live, speaks new
SELECT id, label, length(label) FROM tags ORDER BY id
-- untouched
-- id int4(10,0), label varchar(5,0), length int4(10,0)
--   1 | a | 1
--   10 | abcde | 5
--   2 | bcdef | 5
--   3 | c     | 5

