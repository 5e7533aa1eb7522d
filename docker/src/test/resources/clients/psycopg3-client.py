"""What applications do with psycopg 3; every line printed must be the same direct and through Crossfade.

The connection comes from PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD; the argument says how many prepared statements to keep.
"""
import asyncio
import datetime
import decimal
import logging
import sys
import uuid

import psycopg
from psycopg.types.json import Jsonb


def say(what, *values):
    print(what + ":", *[repr(v) for v in values])


def error(e):
    d = e.diag
    return (type(e).__name__, e.sqlstate, d.severity, d.message_primary, d.message_detail, d.message_hint, d.statement_position,
            d.context, d.schema_name, d.table_name, d.column_name, d.constraint_name, d.source_file, d.source_line)


def attempt(connection, what, sql, values=None, **options):
    try:
        cursor = connection.execute(sql, values, **options)
    except psycopg.Error as e:
        say(what + " failed", error(e))
        return
    while True:
        columns = cursor.description and [(c.name, c.type_code if c.type_code < 16384 else "own", c.display_size, c.precision, c.scale)
                                          for c in cursor.description]
        say(what, cursor.statusmessage, cursor.rowcount, columns, cursor.fetchall() if cursor.description else None)
        if not cursor.nextset():
            return


def statements(threshold):
    with psycopg.connect("", autocommit=True, prepare_threshold=threshold, application_name="psycopg 3") as connection:
        connection.add_notice_handler(lambda n: say("notice", n.severity, n.message_primary, n.message_hint))
        connection.prepared_max = int(sys.argv[1])
        connection.execute("DROP TABLE IF EXISTS t")
        connection.execute("""CREATE TABLE t (id int PRIMARY KEY, i8 int8, n numeric(12,3), v text, b bytea, d date,
            ts timestamptz, u uuid, j jsonb, a int[], ok bool, f float8)""")
        cursor = connection.cursor()
        cursor.executemany("INSERT INTO t VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id", [
            (i, 2 ** 63 - 1 - i, decimal.Decimal("-12.5"), "naïve 漢字 😀 %d" % i, bytes([0, 1, 255, i]), datetime.date(2024, 2, 29),
             datetime.datetime(2024, 3, 31, 1, 30, tzinfo=datetime.timezone.utc), uuid.UUID(int=i), Jsonb({"a": [1, None]}),
             [1, None, i], i % 2 == 0, i / 3) for i in range(60)], returning=True)
        say("inserted", cursor.rowcount, cursor.fetchone())
        try:
            cursor.executemany("INSERT INTO t (id) VALUES (%s)", [(100,), (1,), (101,)])
        except psycopg.Error as e:
            say("many with a duplicate", error(e))
        for i in range(8):
            attempt(connection, "by id", "SELECT * FROM t WHERE id = %s", (i,))
            attempt(connection, "in binary", "SELECT id, i8, n, v, b, ts, a FROM t WHERE id = %b", (i,), binary=True)
            attempt(connection, "count", "SELECT count(*) FROM t WHERE id < %s", (i,))
        attempt(connection, "several", "SELECT 1; UPDATE t SET ok = NULL WHERE id = 1; SELECT count(*) FROM t")
        attempt(connection, "column", "SELECT 'ü😀', nothing FROM t WHERE id = %s", (1,))
        attempt(connection, "notice", "DO $$BEGIN RAISE WARNING 'warned' USING HINT = 'h'; END$$")
        attempt(connection, "DDL", "ALTER TABLE t DROP COLUMN a")
        for i in range(3):
            attempt(connection, "after DDL", "SELECT * FROM t WHERE id = %s", (i,))
        try:
            with connection.transaction():
                connection.execute("DELETE FROM t WHERE id = 5")
                try:
                    with connection.transaction():
                        connection.execute("INSERT INTO t (id) VALUES (1)")
                except psycopg.Error as e:
                    say("inner", error(e))
                attempt(connection, "outer", "SELECT count(*) FROM t")
                raise psycopg.Rollback()
        finally:
            attempt(connection, "rolled back", "SELECT count(*) FROM t")
        with connection.transaction(), connection.cursor("named", scrollable=True) as named:
            named.itersize = 7
            named.execute("SELECT id FROM t WHERE id >= %s ORDER BY id", (3,))
            say("named", named.fetchone(), named.fetchmany(4), sum(row[0] for row in named))
        with connection.cursor() as streaming:
            say("streamed", sum(row[0] for row in streaming.stream("SELECT g FROM generate_series(1, %s) g", (500,))))


def pipelines():
    with psycopg.connect("") as connection:
        connection.autocommit = True
        with connection.pipeline() as pipeline:
            cursors = [connection.execute("SELECT %s::int * 2", (i,)) for i in range(60)]
            pipeline.sync()
            say("pipelined", [c.fetchone()[0] for c in cursors])
        try:
            with connection.pipeline() as pipeline:
                fine = connection.execute("SELECT 1")
                bad = connection.execute("SELECT 1/0")
                skipped = connection.execute("SELECT 2")
                pipeline.sync()
        except psycopg.Error as e:
            say("pipeline with an error", error(e))
        attempt(connection, "after it", "SELECT 3")


def copies():
    with psycopg.connect("") as connection:
        connection.execute("CREATE TABLE c (id int, v text)")
        with connection.cursor().copy("COPY c FROM STDIN") as copy:
            for i in range(5000):
                copy.write_row((i, "value\t%d" % i if i % 7 else None))
        with connection.cursor().copy("COPY c (id, v) FROM STDIN (FORMAT binary)") as copy:
            copy.set_types(["int4", "text"])
            for i in range(100):
                copy.write_row((i, "binary"))
        with connection.cursor().copy("COPY (SELECT * FROM c ORDER BY id, v) TO STDOUT (FORMAT binary)") as copy:
            copy.set_types(["int4", "text"])
            rows = list(copy.rows())
        say("rows", len(rows), rows[:4], rows[-1])
        connection.commit()
        try:
            with connection.cursor().copy("COPY c FROM STDIN") as copy:
                copy.write("1\ta\nx\tb\n")
        except psycopg.Error as e:
            say("bad", error(e))
        connection.rollback()
        try:
            with connection.cursor().copy("COPY c FROM STDIN") as copy:
                copy.write("1\ta\n")
                raise OSError("the disk is gone")
        except psycopg.Error as e:
            say("reader that failed", error(e))
        connection.rollback()
        attempt(connection, "rows", "SELECT count(*), sum(id) FROM c")


async def asynchronously():
    async with await psycopg.AsyncConnection.connect("", autocommit=True) as listener, \
            await psycopg.AsyncConnection.connect("", autocommit=True) as speaker:
        await listener.execute("LISTEN news")
        for i in range(2):
            await speaker.execute("SELECT pg_notify('news', %s)", ("number %d" % i,))
        heard = []
        notifications = listener.notifies()
        async for n in notifications:
            heard.append((n.channel, n.payload))
            if len(heard) == 2:
                await notifications.aclose()
                break
        say("heard", heard)

        async def sleeping():
            try:
                await speaker.execute("SELECT pg_sleep(55)")
            except psycopg.Error as e:
                say("cancelled", error(e))

        task = asyncio.create_task(sleeping())
        while True:
            found = await listener.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
            if (await found.fetchone())[0] == 1:
                break
        speaker.cancel()
        await task
        say("after it", await (await speaker.execute("SELECT 1")).fetchall())


logging.disable()  # it names addresses
for prepare_threshold in (None, 0, 1, 5):
    statements(prepare_threshold)
pipelines()
copies()
asyncio.run(asyncio.wait_for(asynchronously(), 40))
