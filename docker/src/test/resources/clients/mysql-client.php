<?php
// What applications do with PHP's mysqli and PDO, over mysqlnd; prints all that they are told.
// Arguments: host, port, database, user, password, zlib or not.
[, $host, $port, $database, $user, $password, $form] = $argv;

function say(string $what, mixed $value): void
{
    echo $what, ': ', json_encode($value, JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION), "\n";
}

function attempt(string $what, callable $work): void
{
    try {
        say($what, $work());
    } catch (mysqli_sql_exception $e) {
        say("$what failed", [$e->getCode(), $e->getSqlState(), $e->getMessage()]);
    } catch (PDOException $e) {
        say("$what failed", [$e->errorInfo, $e->getMessage()]);
    }
}

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$flags = match ($form) {
    'zlib' => MYSQLI_CLIENT_COMPRESS,
    'found' => MYSQLI_CLIENT_FOUND_ROWS,
    default => 0,
};
$c = mysqli_init();
$c->options(MYSQLI_OPT_LOCAL_INFILE, 1);
$c->options(MYSQLI_OPT_INT_AND_FLOAT_NATIVE, 1);
$c->real_connect($host, $user, $password, $database, (int) $port, null, $flags);
$c->set_charset('utf8mb4');
attempt('create', fn () => $c->query("CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v varchar(40), b blob, n decimal(9,2),
    d datetime(6), f double, e enum('a','ü'), k int UNIQUE)"));
for ($i = 0; $i < 4; $i++) {
    attempt('insert', function () use ($c, $i) {
        $s = $c->prepare('INSERT INTO t (v, b, n, d, f, e, k) VALUES (?, ?, ?, ?, ?, ?, ?)');
        [$v, $n, $d, $f, $e, $null] = ["grün € 🙂 ' $i", '1.25', '2024-02-29 12:00:00.123456', $i / 3, 'ü', null];
        $s->bind_param('sbssdsi', $v, $null, $n, $d, $f, $e, $i);
        $s->send_long_data(1, str_repeat("\x01'", 20000));
        $s->send_long_data(1, 'the end');
        $s->execute();
        return [$s->affected_rows, $s->insert_id];
    });
    attempt('prepared', function () use ($c, $i) {
        $s = $c->prepare('SELECT id, v, md5(b), n, d, f, e, k FROM t WHERE k <= ? ORDER BY id');
        $s->bind_param('i', $i);
        $s->execute();
        $result = $s->get_result();
        return [array_map(fn ($f) => get_object_vars($f), $result->fetch_fields()), $result->fetch_all(MYSQLI_ASSOC)];
    });
}
attempt('same again', fn () => [$c->query('UPDATE t SET n = 1.25 WHERE k < 2'), $c->affected_rows, $c->info]);
attempt('text', fn () => $c->query('SELECT id, v, n, f FROM t ORDER BY id')->fetch_all());
attempt('cursor', function () use ($c) {
    $s = $c->prepare('SELECT id, v FROM t ORDER BY id');
    $s->attr_set(MYSQLI_STMT_ATTR_CURSOR_TYPE, MYSQLI_CURSOR_TYPE_READ_ONLY);
    $s->execute();
    $s->bind_result($id, $v);
    for ($rows = []; $s->fetch();) {
        $rows[] = [$id, $v];
    }
    return $rows;
});
attempt('duplicate', fn () => $c->query('INSERT INTO t (k) VALUES (1)'));
attempt('syntax', fn () => $c->query('SELEC 1'));
attempt('nowhere', fn () => $c->prepare('SELECT * FROM nowhere WHERE id = ?'));
attempt('several', function () use ($c) {
    $c->multi_query('SELECT 1 AS one; UPDATE t SET f = 2; SELECT COUNT(*) FROM t; SELECT nope');
    $all = [];
    do {
        $result = $c->store_result();
        $all[] = $result ? $result->fetch_all() : $c->affected_rows;
    } while ($c->next_result());
    return $all;
});
attempt('after it', fn () => $c->query('SELECT COUNT(*) FROM t WHERE f = 2')->fetch_row());
attempt('warnings', fn () => [$c->query("SELECT CAST('x' AS signed)")->fetch_row(), $c->warning_count, $c->get_warnings()?->message]);
attempt('transaction', function () use ($c) {
    $c->begin_transaction();
    $c->query('DELETE FROM t');
    $c->rollback();
    $c->autocommit(false);
    $c->query('UPDATE t SET f = 3 WHERE k = 0');
    $c->commit();
    $c->autocommit(true);
    return $c->query('SELECT k, f FROM t ORDER BY id')->fetch_all();
});
attempt('not stored', function () use ($c) {
    $sum = 0;
    foreach ($c->query("SELECT LENGTH(REPEAT('x', 500)) + k, REPEAT('y', 3000) FROM t", MYSQLI_USE_RESULT) as $row) {
        $sum += array_values($row)[0];
    }
    return $sum;
});
$file = tempnam(sys_get_temp_dir(), 'crossfade');
file_put_contents($file, implode('', array_map(fn ($i) => ($i + 1000) . ",line $i\n", range(1, 20000))));
attempt('file', fn () => [$c->query("LOAD DATA LOCAL INFILE '$file' INTO TABLE t FIELDS TERMINATED BY ',' (k, v)"), $c->affected_rows, $c->info]);
unlink($file);
attempt('loaded', fn () => $c->query('SELECT COUNT(*), SUM(k) FROM t')->fetch_row());
attempt('large', fn () => $c->query("SELECT LENGTH('" . str_repeat('abc', 1000000) . "')")->fetch_row());
attempt('elsewhere', fn () => [$c->select_db('mysql'), $c->query('SELECT DATABASE()')->fetch_row()]);
attempt('another', fn () => [$c->change_user($user, $password, $database), $c->query('SELECT DATABASE(), USER() LIKE "e2e%"')->fetch_row()]);
attempt('a wrong one', fn () => $c->change_user($user, 'wrong', $database));
try {
    $c->close();
} catch (Error) {
    say('closed', 'by the server');
}
attempt('wrong password', fn () => new mysqli($host, $user, 'wrong', $database, (int) $port));
attempt('no such database', fn () => new mysqli($host, $user, $password, 'nowhere', (int) $port));

foreach ([true, false] as $emulated) {
    $pdo = new PDO("mysql:host=$host;port=$port;dbname=$database;charset=utf8mb4", $user, $password, [
        PDO::ATTR_EMULATE_PREPARES => $emulated,
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::MYSQL_ATTR_FOUND_ROWS => $form === 'found',
        PDO::MYSQL_ATTR_COMPRESS => $form === 'zlib',
    ]);
    attempt('PDO', function () use ($pdo) {
        $s = $pdo->prepare('SELECT id, v, n, f, d FROM t WHERE k < :k ORDER BY id');
        $s->execute(['k' => 3]);
        return [$s->columnCount(), $s->getColumnMeta(1), $s->fetchAll(PDO::FETCH_ASSOC)];
    });
    attempt('PDO update', function () use ($pdo) {
        $s = $pdo->prepare('UPDATE t SET v = ? WHERE k < ?');
        $s->execute(['p', 3]);
        $before = $s->rowCount();
        $s->execute(['p', 3]);
        return [$before, $s->rowCount()];
    });
    attempt('PDO transaction', function () use ($pdo) {
        $pdo->beginTransaction();
        $pdo->exec('DELETE FROM t');
        $within = $pdo->inTransaction();
        $pdo->rollBack();
        return [$within, $pdo->inTransaction(), $pdo->query('SELECT COUNT(*) FROM t')->fetchColumn()];
    });
    attempt('PDO duplicate', fn () => $pdo->prepare('INSERT INTO t (k) VALUES (?)')->execute([1]));
    attempt('PDO syntax', fn () => $pdo->query('SELEC 1'));
    $pdo = null;
}
