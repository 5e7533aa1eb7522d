"""What applications do with psycopg2; every line printed must be the same direct and through Crossfade.

The connection comes from PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD.
"""
import datetime
import decimal
import io
import select
import threading
import time
import uuid
import zlib

import psycopg2
import psycopg2.errorcodes
import psycopg2.extensions
import psycopg2.extras
import psycopg2.pool


def say(what, *values):
    print(what + ":", *[repr(plain(v)) for v in values])


def plain(value):
    """Views of memory say where they are, not what they hold."""
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def error(e):
    d = e.diag
    return (type(e).__name__, e.pgcode, d.severity, d.message_primary, d.message_detail, d.message_hint, d.statement_position,
            d.context, d.schema_name, d.table_name, d.column_name, d.constraint_name, d.source_file, d.source_line)


def attempt(cursor, what, sql, values=None):
    try:
        cursor.execute(sql, values)
    except psycopg2.Error as e:
        say(what + " failed", error(e))
        return
    columns = cursor.description and [(c.name, c.type_code if c.type_code < 16384 else "own", c.internal_size, c.precision, c.scale)
                                      for c in cursor.description]
    say(what, cursor.statusmessage, cursor.rowcount, columns, cursor.fetchall() if cursor.description else None)


def statements():
    psycopg2.extras.register_uuid()
    connection = psycopg2.connect("", application_name="psycopg2's", options="-c geqo=off")
    say("parameters", connection.get_parameter_status("client_encoding"), connection.encoding, connection.server_version,
        connection.get_parameter_status("application_name"))
    cursor = connection.cursor()
    attempt(cursor, "create", """CREATE TABLE t (id int PRIMARY KEY, i8 int8, n numeric(12,3), v text, b bytea, d date,
        ts timestamptz, u uuid, j jsonb, a int[], ok bool, f float8)""")
    psycopg2.extras.execute_values(cursor, "INSERT INTO t VALUES %s", [
        (i, 2 ** 63 - 1 - i, decimal.Decimal("-12.5"), "naïve 漢字 😀 %d" % i, bytes([0, 1, 255, i]), datetime.date(2024, 2, 29),
         datetime.datetime(2024, 3, 31, 1, 30, tzinfo=datetime.timezone.utc), uuid.UUID(int=i),
         psycopg2.extras.Json({"a": [1, None]}), [1, None, i], i % 2 == 0, i / 3) for i in range(150)])
    say("inserted", cursor.rowcount)
    psycopg2.extras.execute_batch(cursor, "UPDATE t SET v = v || %s WHERE id = %s", [("!", i) for i in range(0, 150, 3)])
    connection.commit()
    attempt(cursor, "select", "SELECT * FROM t WHERE id < %s ORDER BY id", (4,))
    attempt(cursor, "in", "SELECT id, v FROM t WHERE id IN %s ORDER BY id", ((3, 6, 9),))
    attempt(cursor, "several", "SELECT 1; UPDATE t SET ok = NULL WHERE id = 1; SELECT count(*) FROM t")
    attempt(cursor, "duplicate", "INSERT INTO t (id) VALUES (%s)", (1,))
    attempt(cursor, "failed", "SELECT 1")
    say("status", connection.get_transaction_status() == psycopg2.extensions.TRANSACTION_STATUS_INERROR)
    connection.rollback()
    attempt(cursor, "column", "SELECT 'ü😀', nothing FROM t")
    connection.rollback()
    attempt(cursor, "savepoint", "SAVEPOINT s")
    attempt(cursor, "division", "SELECT 1/0")
    attempt(cursor, "back", "ROLLBACK TO SAVEPOINT s")
    attempt(cursor, "goes on", "SELECT 2")
    attempt(cursor, "notice", "DO $$BEGIN RAISE NOTICE 'noted' USING HINT = 'h'; END$$")
    say("notices", connection.notices)
    cursor.callproc("length", ("four",))
    say("procedure", cursor.fetchall())
    connection.commit()
    named = connection.cursor("a cursor", scrollable=True)
    named.itersize = 11
    named.execute("SELECT id FROM t ORDER BY id")
    say("named", named.fetchone(), named.fetchmany(3), sum(row[0] for row in named))
    named.scroll(5, mode="absolute")
    say("scrolled", named.fetchone())
    named.close()
    connection.commit()
    held = connection.cursor("held", withhold=True)
    held.execute("SELECT id FROM t ORDER BY id")
    say("held", held.fetchone())
    connection.commit()
    say("held over the commit", held.fetchmany(2))
    held.close()
    connection.set_session(isolation_level="SERIALIZABLE", readonly=True)
    attempt(cursor, "isolation", "SHOW transaction_isolation")
    attempt(cursor, "read only", "DELETE FROM t")
    connection.rollback()
    connection.set_session(isolation_level="DEFAULT", readonly=False, autocommit=True)
    attempt(cursor, "auto commit", "VACUUM t")
    connection.set_client_encoding("LATIN1")
    attempt(cursor, "latin", "SELECT 'ü', %s", ("ü",))
    attempt(cursor, "not in latin", "SELECT v FROM t WHERE id = 1")
    connection.reset()
    connection.close()


def copies():
    connection = psycopg2.connect("")
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE copied (id int, v text)")
    cursor.copy_from(io.StringIO("".join("%d\tvalue %d\n" % (i, i) for i in range(50000))), "copied")
    say("in", cursor.rowcount)
    out = io.BytesIO()
    cursor.copy_expert("COPY (SELECT * FROM copied ORDER BY id) TO STDOUT (FORMAT binary)", out)
    say("out", len(out.getvalue()), zlib.crc32(out.getvalue()))
    out.seek(0)
    cursor.copy_expert("COPY copied FROM STDIN (FORMAT binary)", out)
    attempt(cursor, "rows", "SELECT count(*), sum(id) FROM copied")
    connection.commit()
    try:
        cursor.copy_expert("COPY copied FROM STDIN (FORMAT csv)", io.StringIO("1,a\nx,b\n"))
    except psycopg2.Error as e:
        say("bad", error(e))
    connection.rollback()

    class Failing:
        left = 3

        def read(self, size):
            self.left -= 1
            if self.left < 0:
                raise OSError("the disk is gone")
            return "7\tseven\n"

    try:
        cursor.copy_from(Failing(), "copied")
    except Exception as e:
        say("reader that failed", type(e).__name__, str(e).split("\n")[0])
    connection.rollback()
    attempt(cursor, "rows", "SELECT count(*), sum(id) FROM copied")
    large = connection.lobject(0, "wb")
    large.write(bytes(range(256)) * 12000)
    large.seek(1000000)
    large.write(b"here")
    oid = large.oid
    large.close()
    connection.commit()
    large = connection.lobject(oid, "rb")
    data = large.read()
    say("large object", len(data), data[999998:1000006], large.tell())
    large.unlink()
    connection.commit()
    connection.close()


def notifications():
    listener, speaker = psycopg2.connect(""), psycopg2.connect("")
    listener.autocommit = speaker.autocommit = True
    listener.cursor().execute("LISTEN news")
    for i in range(3):
        speaker.cursor().execute("SELECT pg_notify('news', %s)", ("number %d" % i,))
    while len(listener.notifies) < 3:
        select.select([listener], [], [], 20)
        listener.poll()
    say("heard", [(n.channel, n.payload) for n in listener.notifies])
    asking = speaker.cursor()
    cancel = threading.Thread(target=cancel_when_asleep, args=(listener, speaker))
    cancel.start()
    attempt(asking, "cancelled", "SELECT pg_sleep(55)")
    cancel.join()
    attempt(asking, "after it", "SELECT 1")
    listener.close()
    speaker.close()


def cancel_when_asleep(watcher, sleeper):
    deadline = time.monotonic() + 20
    cursor = watcher.cursor()
    while time.monotonic() < deadline:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
        if cursor.fetchone()[0] == 1:
            break
    sleeper.cancel()


def pool():
    connections = psycopg2.pool.ThreadedConnectionPool(1, 8, "")
    setup = connections.getconn()
    setup.cursor().execute("CREATE TABLE c (id int PRIMARY KEY, v int NOT NULL)")
    setup.cursor().execute("INSERT INTO c SELECT g, 0 FROM generate_series(0, 3) g")
    setup.commit()
    connections.putconn(setup)
    wrong = []

    def work(thread):
        connection = connections.getconn()
        cursor = connection.cursor()
        for i in range(20):
            tag = "%d/%d" % (thread, i)
            cursor.execute("UPDATE c SET v = v + 1 WHERE id = %s RETURNING %s", (thread % 4, tag))
            if cursor.fetchone()[0] != tag:
                wrong.append(tag)
            connection.rollback() if i % 5 == 4 else connection.commit()
        connections.putconn(connection)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    last = connections.getconn()
    cursor = last.cursor()
    attempt(cursor, "sums", "SELECT * FROM c ORDER BY id")
    say("wrong", wrong)
    connections.closeall()


statements()
copies()
notifications()
pool()
