-- speaks old
COPY people TO STDOUT;
COPY people TO STDOUT (FORMAT csv, HEADER);
COPY people TO STDOUT (FORMAT binary);
COPY people (full_name, id) TO STDOUT WITH CSV;
COPY people (age) TO STDOUT;
COPY (SELECT full_name FROM people WHERE full_name LIKE '%e%' ORDER BY 1) TO STDOUT (NULL 'none');
COPY people (full_name) TO STDOUT (FORMAT csv, FORCE_QUOTE (full_name));
COPY (UPDATE people SET full_name = 'Out' WHERE id = 2 RETURNING *) TO STDOUT;
-- speaks new
COPY people TO STDOUT;
COPY people (last_name) TO STDOUT (FORMAT csv, HEADER);
COPY people TO STDOUT (FORMAT binary);
COPY (SELECT * FROM people WHERE last_name <> '') TO STDOUT;
