"""What an application does with MySQLdb (mysqlclient), which is MariaDB's client library in C; prints all that it is told."""
import datetime
import decimal
import sys

import MySQLdb
import MySQLdb.cursors
from MySQLdb.constants import CLIENT

host, port, database, user, password, compress = sys.argv[1:7]


def connect(**more):
    # over TLS, where no key to encrypt the password to is needed; its certificate is nobody's
    settings = dict(host=host, port=int(port), user=user, password=password, database=database, charset="utf8mb4", ssl={"cipher": "DEFAULT"})
    settings.update(more)
    return MySQLdb.connect(**settings)


def attempt(what, work):
    try:
        print(what, repr(work()))
    except MySQLdb.Error as error:
        print(what, type(error).__name__, error.args)


connection = connect(compress=compress == "compressed", client_flag=CLIENT.MULTI_STATEMENTS | CLIENT.MULTI_RESULTS)
cursor = connection.cursor()
cursor.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(40), b BLOB, n DECIMAL(9,2), d DATETIME(6), k INT UNIQUE)")
print("inserted", cursor.execute(
    "INSERT INTO t (v, b, n, d, k) VALUES (%s, %s, %s, %s, %s)",
    ("grün € 🙂 '\\\"", b"\x00\xff'" * 20000, decimal.Decimal("1.25"), datetime.datetime(2024, 2, 29, 12, 0, 0, 123456), 1)))
print("many", cursor.executemany("INSERT INTO t (v, k) VALUES (%s, %s)", [("v%d" % i, i + 2) for i in range(200)]))
print("last", cursor.lastrowid, connection.info())
connection.commit()
print("selected", cursor.execute("SELECT * FROM t ORDER BY id LIMIT 3"), cursor.description, cursor.description_flags, cursor.fetchall())
attempt("duplicate", lambda: cursor.execute("INSERT INTO t (k) VALUES (1)"))
attempt("syntax", lambda: cursor.execute("SELEC 1"))
attempt("nowhere", lambda: cursor.execute("SELECT * FROM nowhere"))
attempt("warning", lambda: (cursor.execute("SELECT CAST('x' AS SIGNED)"), connection.warning_count(), connection.show_warnings()))
cursor.execute("UPDATE t SET v = 'x'")
connection.rollback()
print("rolled back", cursor.execute("SELECT v FROM t WHERE k = 2"), cursor.fetchone())
streaming = connection.cursor(MySQLdb.cursors.SSCursor)
streaming.execute("SELECT id, REPEAT('x', 5000) FROM t")
print("streamed", sum(row[0] for row in streaming))
streaming.close()
print("large", cursor.execute("SELECT LENGTH(%s)", ("y" * 5000000,)), cursor.fetchall())
print("several", cursor.execute("SELECT 1; UPDATE t SET v = 'y' WHERE k = 1; SELECT v FROM t WHERE k = 1"), cursor.fetchall())
while cursor.nextset():
    print("next", cursor.rowcount, cursor.fetchall())
connection.select_db("mysql")
print("elsewhere", cursor.execute("SELECT DATABASE()"), cursor.fetchone())
attempt("become", lambda: (connection.change_user(user, password, database), cursor.execute("SELECT DATABASE()"), cursor.fetchone()))
connection.ping()
connection.close()
attempt("wrong password", lambda: connect(password="wrong"))
attempt("no such database", lambda: connect(database="nowhere"))
