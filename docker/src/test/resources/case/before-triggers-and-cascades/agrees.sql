-- Rows in which the sides do not agree, or that are not as the trigger leaves them: none.
SELECT * FROM visits WHERE town IS DISTINCT FROM place OR town <> initcap(btrim(town)) OR label IS DISTINCT FROM coalesce('at ' || town, 'nowhere');
