"""psycopg2 and psycopg 3 on tables that migrate on the way through Crossfade; every line must be the same as on their twin.

The connection comes from PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD. Run again and again, both ways in step.
"""
import decimal
import uuid

import psycopg
import psycopg2
import psycopg2.extras


def attempt(what, cursor, error, sql, values=None):
    try:
        cursor.execute(sql, values)
    except error as e:
        d = e.diag
        print(what, "failed:", d.sqlstate, d.message_primary, d.message_detail, d.message_hint, d.statement_position, d.table_name,
              d.column_name, d.constraint_name)
        return
    columns = cursor.description and [(c.name, c.type_code) for c in cursor.description]
    print(what + ":", cursor.statusmessage, columns, cursor.fetchall() if cursor.description else None)


def play(what, connection, error):
    cursor = connection.cursor()
    for i in range(7):
        attempt(what, cursor, error, "INSERT INTO purchases (customer_id, total, token, at) VALUES (%s, %s, %s, %s) RETURNING id, total",
                (-i, decimal.Decimal("3.25"), str(uuid.UUID(int=i)), "2024-05-05T00:00:00Z"))
        attempt(what, cursor, error, "SELECT * FROM purchases WHERE id = %s", (i + 1,))
        attempt(what, cursor, error, "UPDATE customers SET full_name = %s WHERE id = %s RETURNING full_name", ("Snake %d" % i, -i))
        attempt(what, cursor, error, "SELECT id, full_name FROM customers WHERE full_name LIKE %s ORDER BY id LIMIT 3", ("S%",))
    attempt(what, cursor, error, "SELECT * FROM purchases WHERE id = ANY(%s) ORDER BY id", ([1, 2, 3],))
    connection.commit()
    attempt(what, cursor, error, "SELECT full_nam FROM customers WHERE id = %s", (1,))
    connection.rollback()
    attempt(what, cursor, error, "SELECT * FROM purchases WHERE id = %s", (3000000000,))
    connection.rollback()


with psycopg2.connect("") as two:
    play("psycopg2", two, psycopg2.Error)
    named = two.cursor("named")
    attempt("psycopg2 named", named, psycopg2.Error, "SELECT 1")
    named.close()
for threshold in (None, 0, 5):
    with psycopg.connect("", prepare_threshold=threshold) as three:
        play("psycopg 3", three, psycopg.Error)
        with three.pipeline():
            cursors = [three.execute("SELECT id, total FROM purchases WHERE id = %s", (i,)) for i in range(1, 30)]
            print([c.fetchall() for c in cursors])
