// What applications do with node's pg; every line printed must be the same direct and through Crossfade.
// The connection comes from PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD; the argument names the part to play.
'use strict';
const { Client, Pool } = require('pg');
const Cursor = require('pg-cursor');
const QueryStream = require('pg-query-stream');
const copy = require('pg-copy-streams');
const { pipeline } = require('node:stream/promises');
const { Readable, Writable } = require('node:stream');
const crypto = require('node:crypto');

const say = (what, value) => console.log(what + ': ' + JSON.stringify(value, (k, v) => (typeof v === 'bigint' ? v + 'n' : v)));
const error = (e) => ['severity', 'code', 'message', 'detail', 'hint', 'position', 'where', 'schema', 'table', 'column',
  'constraint', 'file', 'line', 'routine'].map((f) => e[f]);
const fields = (r) => r.fields && r.fields.map((f) => [f.name, f.dataTypeID < 16384 ? f.dataTypeID : 'own', f.dataTypeModifier, f.columnID, f.format]);
const result = (r) => Array.isArray(r) ? r.map(result) : [r.command, r.rowCount, fields(r), r.rows];

async function attempt(client, what, query) {
  try {
    say(what, result(await client.query(query)));
  } catch (e) {
    say(what + ' failed', error(e));
  }
}

async function connected(options, work) {
  const client = new Client(options);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const parts = {
  async statements() {
    await connected({ application_name: 'node' }, async (client) => {
      client.on('notice', (n) => say('notice', error(n)));
      await client.query(`CREATE TABLE t (id int PRIMARY KEY, i8 int8, n numeric(12,3), v text, b bytea, d date, ts timestamptz,
        u uuid, j jsonb, a int[], ok bool, f float8)`);
      for (let i = 0; i < 5; i++) {
        await attempt(client, 'insert', {
          text: 'INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING *',
          values: [i, '9223372036854775807', -12345.678, 'naïve 漢字 😀 ' + i, Buffer.from([0, 1, 255, i]), '2024-02-29',
            new Date(Date.UTC(2024, 2, 31, 1, 30)), '00000000-0000-0000-0000-00000000000' + i, { a: [1, null, 'x'] }, [1, null, i],
            i % 2 === 0, i / 3],
        });
      }
      for (let i = 0; i < 4; i++) {
        await attempt(client, 'named', { name: 'by id', text: 'SELECT * FROM t WHERE id = $1', values: [i] });
        await attempt(client, 'named in binary', { name: 'by id, binary', text: 'SELECT id, i8, f, ok, v FROM t WHERE id = $1', values: [i], binary: true });
        await attempt(client, 'as arrays', { text: 'SELECT id, v FROM t WHERE id < $1', values: [i], rowMode: 'array' });
      }
      await attempt(client, 'several', 'SELECT 1 AS one; UPDATE t SET ok = NOT ok; SELECT count(*) FROM t; ; ');
      await attempt(client, 'several with an error', 'UPDATE t SET ok = NULL; SELECT 1/0; SELECT 2');
      await attempt(client, 'duplicate', { text: 'INSERT INTO t (id) VALUES ($1)', values: [1] });
      await attempt(client, 'no such column', { text: "SELECT 'ü😀', nothing FROM t WHERE id = $1", values: [1] });
      await attempt(client, 'syntax', 'SELEC 1');
      await attempt(client, 'empty', '');
      await attempt(client, 'notice', "DO $$BEGIN RAISE WARNING 'warned' USING HINT = 'h', DETAIL = 'd'; END$$");
      await client.query('ALTER TABLE t DROP COLUMN a');
      await attempt(client, 'after DDL', { name: 'by id', text: 'SELECT * FROM t WHERE id = $1', values: [2] });
      await attempt(client, 'after DDL again', { name: 'by id', text: 'SELECT * FROM t WHERE id = $1', values: [2] });
      await attempt(client, 'settings', "SELECT current_setting('application_name') AS a, current_user");
      const queued = []; // pg queues them
      for (let i = 0; i < 30; i++) {
        queued.push(attempt(client, 'queued', i % 3 === 2 ? 'SELECT 10 / ' + (i % 4) + ' AS q' : { text: 'SELECT $1::int * 2 AS q', values: [i] }));
      }
      await Promise.all(queued);
    });
    await connected({ options: '-c geqo=off', statement_timeout: 200, lock_timeout: 1000 }, async (client) => {
      await attempt(client, 'options', 'SHOW geqo');
      await attempt(client, 'statement timeout', 'SELECT pg_sleep(55)');
      await attempt(client, 'after it', 'SELECT 1 AS n');
    });
    for (const wrong of [{ password: 'not this' }, { user: 'nobody' }]) {
      const client = new Client(wrong);
      try {
        await client.connect();
        say('let in', wrong);
      } catch (e) {
        say('refused', [e.code, e.severity, e.message]);
      }
    }
  },

  async transactions() {
    await connected({}, async (client) => {
      await client.query('CREATE TABLE t (id int PRIMARY KEY)');
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await attempt(client, 'insert', 'INSERT INTO t VALUES (1)');
      await client.query('SAVEPOINT s');
      await attempt(client, 'duplicate', { text: 'INSERT INTO t VALUES ($1)', values: [1] });
      await attempt(client, 'failed', 'SELECT 1');
      await client.query('ROLLBACK TO s');
      await attempt(client, 'insert', { text: 'INSERT INTO t VALUES ($1)', values: [2] });
      await attempt(client, 'commit', 'COMMIT');
      await attempt(client, 'rows', 'SELECT * FROM t ORDER BY id');
      await client.query('BEGIN');
      await attempt(client, 'error', 'SELECT 1/0');
      await attempt(client, 'commit of a failed one', 'COMMIT');
    });
    const pool = new Pool({ max: 7 });
    await pool.query('CREATE TABLE c (id int PRIMARY KEY, v int NOT NULL)');
    await pool.query('INSERT INTO c SELECT g, 0 FROM generate_series(0, 4) g');
    await Promise.all(Array.from({ length: 60 }, async (_, i) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const { rows } = await client.query({ name: 'tag', text: 'SELECT $1::text AS tag', values: ['tag ' + i] });
        if (rows[0].tag !== 'tag ' + i) throw new Error('not my answer: ' + rows[0].tag);
        await client.query({ name: 'add', text: 'UPDATE c SET v = v + 1 WHERE id = $1', values: [i % 5] });
        await client.query(i % 4 === 3 ? 'ROLLBACK' : 'COMMIT');
      } finally {
        client.release();
      }
    }));
    say('sums', (await pool.query('SELECT * FROM c ORDER BY id')).rows);
    await pool.end();
  },

  async streams() {
    await connected({}, async (client) => {
      await client.query("CREATE TABLE t AS SELECT g AS id, 'value ' || g AS v FROM generate_series(1, 500) g");
      const cursor = client.query(new Cursor('SELECT id FROM t WHERE id > $1 ORDER BY id', [10]));
      for (let i = 0; i < 4; i++) say('cursor', await cursor.read(7 + i));
      await cursor.close();
      await attempt(client, 'after the cursor', 'SELECT 1 AS n');
      let rows = 0;
      let sum = 0;
      for await (const row of client.query(new QueryStream('SELECT id FROM t ORDER BY id', [], { batchSize: 13 }))) {
        rows++;
        sum = (sum * 31 + row.id) % 1000003;
      }
      say('streamed', [rows, sum]);
      for await (const row of client.query(new QueryStream('SELECT generate_series(1, 1000000) AS g', [], { batchSize: 5 }))) {
        if (row.g === 12) break;
      }
      await attempt(client, 'after a stream left early', 'SELECT 2 AS n');
      const hash = crypto.createHash('sha256');
      await pipeline(client.query(copy.to('COPY (SELECT * FROM t ORDER BY id) TO STDOUT')),
        new Writable({ write(chunk, encoding, done) { hash.update(chunk); done(); } }));
      say('copied out', hash.digest('hex'));
      const lines = function* () { for (let i = 1000; i < 20000; i++) yield i + '\tvalue ' + i + '\n'; };
      await pipeline(Readable.from(lines()), client.query(copy.from('COPY t FROM STDIN')));
      await attempt(client, 'copied in', 'SELECT count(*), sum(id) FROM t');
      try {
        await pipeline(Readable.from(['5\tfine\n', 'x\tnot\n']), client.query(copy.from('COPY t FROM STDIN')));
        say('copied', 'what is no number');
      } catch (e) {
        say('bad copy', error(e));
      }
      await attempt(client, 'after it', 'SELECT count(*) FROM t');
    });
  },

  async notifications() {
    const listener = new Client();
    const speaker = new Client();
    await listener.connect();
    await speaker.connect();
    const heard = [];
    let wake = () => {};
    listener.on('notification', (n) => { heard.push([n.channel, n.payload]); wake(); });
    const until = async (count) => { while (heard.length < count) await new Promise((resolve) => { wake = resolve; }); };
    await listener.query('LISTEN news');
    await speaker.query("NOTIFY news, 'one'");
    await until(1);
    await speaker.query("BEGIN; NOTIFY news, 'two'; SELECT pg_notify('news', 'three'); COMMIT");
    await until(3);
    await listener.query("NOTIFY news, 'own'");
    await until(4);
    say('heard', heard);
    await listener.query('UNLISTEN *');
    await listener.end();
    await speaker.end();
  },

  // On tables that the Java side made, which migrate on the way through Crossfade; run again and again in lockstep.
  async shop() {
    await connected({}, async (client) => {
      for (let i = 0; i < 3; i++) {
        await attempt(client, 'insert', { name: 'insert', text: 'INSERT INTO purchases (customer_id, total, token, at) VALUES ($1, $2, $3, $4) RETURNING id, total',
          values: [-i, 10.5 + i, '00000000-0000-0000-0000-00000000000' + i, '2024-06-01T00:00:00Z'] });
        await attempt(client, 'named', { name: 'purchase', text: 'SELECT * FROM purchases WHERE id = $1', values: [i + 3] });
        await attempt(client, 'named in binary', { name: 'purchase, binary', text: 'SELECT id, customer_id FROM purchases WHERE id = $1', values: [i + 3], binary: true });
        await attempt(client, 'renamed', { name: 'update', text: 'UPDATE customers SET full_name = $1, version = version + 1 WHERE id = $2 RETURNING *', values: ['Renamed ' + i, -i] });
      }
      await attempt(client, 'simple', 'SELECT id, full_name FROM customers ORDER BY full_name, id LIMIT 5');
      await attempt(client, 'several', 'SELECT count(*) FROM purchases; SELECT max(id) AS m FROM purchases; SELECT min(full_name) FROM customers');
      await attempt(client, 'joined', { text: 'SELECT c.full_name, p.* FROM purchases p JOIN customers c ON c.id = p.customer_id WHERE p.id = ANY ($1) ORDER BY p.id', values: [[1, 2, 3]] });
      await attempt(client, 'error', { text: 'SELECT full_nam FROM customers WHERE id = $1', values: [1] });
      await attempt(client, 'null', { text: 'UPDATE customers SET full_name = NULL WHERE id = $1', values: [12345] });
      await attempt(client, 'too large', { text: 'SELECT * FROM purchases WHERE id = $1', values: ['3000000000'] });
      const cursor = client.query(new Cursor('SELECT id, total FROM purchases WHERE id > $1 ORDER BY id', [5]));
      for (let i = 0; i < 3; i++) say('cursor', await cursor.read(4));
      await cursor.close();
      await attempt(client, 'deleted', { text: 'DELETE FROM purchases WHERE id = (SELECT max(id) FROM purchases) RETURNING total' });
    });
  },
};

parts[process.argv[2]]().catch((e) => {
  console.error(e);
  process.exit(1);
});
