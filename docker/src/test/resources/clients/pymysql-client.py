"""What an application does with PyMySQL; prints all that it is told."""
import datetime
import decimal
import sys

import pymysql

host, port, database, user, password = sys.argv[1:6]


def connect(**more):
    # over TLS, where no key to encrypt the password to is needed; its certificate is nobody's
    return pymysql.connect(host=host, port=int(port), user=user, password=password, database=database, charset="utf8mb4", **more)


def attempt(what, work):
    try:
        print(what, repr(work()))
    except pymysql.MySQLError as error:
        print(what, type(error).__name__, error.args)


connection = connect()
cursor = connection.cursor()
cursor.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(40), b BLOB, n DECIMAL(9,2), d DATETIME(6), k INT UNIQUE)")
print("inserted", cursor.execute(
    "INSERT INTO t (v, b, n, d, k) VALUES (%s, %s, %s, %s, %s)",
    ("grün € 🙂 '\\\"", b"\x00\xff'", decimal.Decimal("1.25"), datetime.datetime(2024, 2, 29, 12, 0, 0, 123456), 1)))
print("many", cursor.executemany("INSERT INTO t (v, k) VALUES (%s, %s)", [("v%d" % i, i + 2) for i in range(20)]))
print("last", cursor.lastrowid)
connection.commit()
print("selected", cursor.execute("SELECT * FROM t ORDER BY id LIMIT 3"), cursor.description, cursor.fetchall())
attempt("duplicate", lambda: cursor.execute("INSERT INTO t (k) VALUES (1)"))
attempt("syntax", lambda: cursor.execute("SELEC 1"))
attempt("nowhere", lambda: cursor.execute("SELECT * FROM nowhere"))
cursor.execute("UPDATE t SET v = 'x'")
connection.rollback()
print("rolled back", cursor.execute("SELECT v FROM t WHERE k = 2"), cursor.fetchone())
streaming = connection.cursor(pymysql.cursors.SSCursor)
streaming.execute("SELECT id, REPEAT('x', 1000) FROM t")
print("streamed", sum(row[0] for row in streaming))
streaming.close()
connection.select_db("mysql")
print("elsewhere", cursor.execute("SELECT DATABASE()"), cursor.fetchone())
connection.ping()
connection.close()
attempt("wrong password", lambda: pymysql.connect(host=host, port=int(port), user=user, password="wrong", database=database))
attempt("no such database", lambda: pymysql.connect(host=host, port=int(port), user=user, password=password, database="nowhere"))
several = connect(client_flag=pymysql.constants.CLIENT.MULTI_STATEMENTS, autocommit=True)
cursor = several.cursor()
print("several", cursor.execute("SELECT 1; UPDATE t SET v = 'y' WHERE k = 1; SELECT v FROM t WHERE k = 1"), cursor.fetchall())
while cursor.nextset():
    print("next", cursor.rowcount, cursor.fetchall())
several.close()
