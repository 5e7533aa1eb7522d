// What applications do with node's mysql2; every line printed must be the same direct and through Crossfade.
// Arguments: host, port, database, user, password, the part to play.
'use strict';
const mysql = require('mysql2/promise');
const plain = require('mysql2');
const { Readable } = require('node:stream');

const [host, port, database, user, password, part] = process.argv.slice(2);
const own = { host, port: Number(port), database, user, password, charset: 'utf8mb4' };
const say = (what, value) => console.log(what + ': ' + JSON.stringify(value, (k, v) =>
  typeof v === 'bigint' ? v + 'n' : v && v.type === 'Buffer' ? Buffer.from(v.data).toString('hex') : v));
const error = (e) => [e.code, e.errno, e.sqlState, e.sqlMessage, e.fatal];
const fields = (f) => f && f.map((c) => Array.isArray(c) ? fields(c) : c && [c.name, c.orgName, c.table, c.orgTable, c.schema,
  c.columnType, c.characterSet, c.columnLength, c.flags, c.decimals]);

async function attempt(what, work) {
  try {
    const [rows, columns] = await work;
    say(what, [rows, fields(columns)]);
  } catch (e) {
    say(what + ' failed', error(e));
  }
}

async function connected(options, work) {
  const connection = await mysql.createConnection({ ...own, ...options });
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}

async function statements(options) {
  await connected({ supportBigNumbers: true, bigNumberStrings: true, multipleStatements: true, ...options }, async (c) => {
    await attempt('create', c.query(`CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, i8 bigint unsigned, n decimal(20,5), v varchar(40),
      b blob, d date, ts timestamp(3) NULL, j json, e enum('a','ü'), f double, k int UNIQUE)`));
    for (let i = 0; i < 4; i++) {
      const values = ['18446744073709551615', '-12345.67800', 'naïve 漢字 😀 \' ' + i, Buffer.from([0, 1, 255, i]), '2024-02-29',
        '2024-03-31 01:30:00.123', JSON.stringify({ a: [1, null, 'x'] }), 'ü', i / 3, i];
      const sql = 'INSERT INTO t (i8, n, v, b, d, ts, j, e, f, k) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
      await attempt('insert', i % 2 ? c.execute(sql, values) : c.query(sql, values));
      await attempt('prepared', c.execute('SELECT * FROM t WHERE k = ?', [i]));
      await attempt('text', c.query('SELECT * FROM t WHERE k = ?', [i]));
      await attempt('as arrays', c.execute({ sql: 'SELECT id, v FROM t WHERE id < ?', rowsAsArray: true }, [i]));
    }
    await attempt('null', c.execute('INSERT INTO t (v, b, d) VALUES (?, ?, ?)', [null, null, null]));
    await attempt('nulls', c.execute('SELECT v, b, d, j FROM t WHERE k IS NULL'));
    await attempt('several', c.query('SELECT 1 AS one; UPDATE t SET f = 0; SELECT COUNT(*) FROM t'));
    await attempt('several with an error', c.query('UPDATE t SET f = 1; SELECT * FROM nowhere; SELECT 2'));
    await attempt('duplicate', c.execute('INSERT INTO t (k) VALUES (?)', [1]));
    await attempt('syntax', c.query('SELEC 1'));
    await attempt('no such column', c.execute('SELECT nothing FROM t WHERE id = ?', [1]));
    await attempt('empty', c.query(''));
    await attempt('after it', c.query('SELECT 1'));
    await attempt('warning', c.query("SELECT CAST('x' AS signed)"));
    await attempt('warnings', c.query('SHOW WARNINGS'));
    await attempt('file', c.query({ sql: "LOAD DATA LOCAL INFILE 'f' INTO TABLE t FIELDS TERMINATED BY ',' (k, v)",
      infileStreamFactory: () => Readable.from(Array.from({ length: 3000 }, (_, i) => Buffer.from((i + 1000) + ',line ' + i + '\n'))) }));
    await attempt('loaded', c.query('SELECT COUNT(*), SUM(k) FROM t'));
    await attempt('procedure', c.query('CREATE PROCEDURE p (n int) BEGIN SELECT n; SELECT n + 1 AS m; END'));
    await attempt('called', c.query('CALL p(?)', [7]));
    await attempt('called, prepared', c.execute('CALL p(?)', [7]));
    for (let i = 0; i < 200; i++) {
      await c.execute('SELECT ? AS x' + i, [i]); // more than the library keeps prepared: it closes the oldest
    }
    await attempt('long', c.execute('SELECT LENGTH(?), MD5(?)', ['x'.repeat(3000000), Buffer.alloc(3000000, 7)]));
    await attempt('long answer', c.query("SELECT MD5(x), LENGTH(x) FROM (SELECT REPEAT('abc', 1000000) x) y"));
    await c.ping();
    await attempt('change of user', c.changeUser({ database: 'mysql' }).then(() => c.query('SELECT DATABASE()')));
  });
}

const parts = {
  statements: () => statements({}),

  compressed: () => statements({ compress: true }),

  async encrypted() {
    await statements({ ssl: { rejectUnauthorized: false } });
    for (const wrong of [{ password: 'not this' }, { user: 'nobody' }, { database: 'nowhere' }]) {
      try {
        await connected({ ssl: { rejectUnauthorized: false }, ...wrong }, () => say('let in', wrong));
      } catch (e) {
        say('refused', error(e));
      }
    }
  },

  async transactions() {
    await connected({}, async (c) => {
      await c.query('CREATE TABLE t (id int PRIMARY KEY)');
      await c.beginTransaction();
      await attempt('insert', c.query('INSERT INTO t VALUES (1)'));
      await c.query('SAVEPOINT s');
      await attempt('duplicate', c.execute('INSERT INTO t VALUES (?)', [1]));
      await c.query('ROLLBACK TO s');
      await c.commit();
      await c.beginTransaction();
      await attempt('insert', c.execute('INSERT INTO t VALUES (?)', [3]));
      await c.rollback();
      await attempt('rows', c.query('SELECT * FROM t ORDER BY id'));
      await c.query('CREATE TABLE c (id int PRIMARY KEY, v int NOT NULL)');
      await c.query('INSERT INTO c VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0)');
    });
    const pool = mysql.createPool({ ...own, connectionLimit: 7 });
    await Promise.all(Array.from({ length: 60 }, async (_, i) => {
      const c = await pool.getConnection();
      try {
        await c.beginTransaction();
        const [rows] = await c.execute('SELECT ? AS tag', ['tag ' + i]);
        if (rows[0].tag !== 'tag ' + i) throw new Error('not my answer: ' + rows[0].tag);
        await c.execute('UPDATE c SET v = v + 1 WHERE id = ?', [i % 5]);
        await (i % 4 === 3 ? c.rollback() : c.commit());
      } finally {
        c.release();
      }
    }));
    await attempt('sums', pool.query('SELECT * FROM c ORDER BY id'));
    await pool.end();
  },

  async streams() {
    const c = plain.createConnection({ ...own, multipleStatements: true });
    c.query('CREATE TABLE t (id int PRIMARY KEY, v varchar(999))');
    c.query("INSERT INTO t WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 900) SELECT n, REPEAT('x', 900) FROM g");
    let sum = 0;
    for await (const row of c.query('SELECT id, v FROM t ORDER BY id').stream({ highWaterMark: 5 })) {
      sum = (sum * 31 + row.id + row.v.length) % 1000003;
    }
    say('streamed', sum);
    for (let i = 0; i < 20; i++) { // queued by the library
      c.query('SELECT ? AS q', [i], (e, rows) => say('queued', e ? error(e) : rows));
    }
    await new Promise((resolve) => c.end(resolve));
  },
};

parts[part]().catch((e) => {
  console.error(e);
  process.exit(1);
});
