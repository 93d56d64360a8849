<?php

declare(strict_types=1);

require __DIR__ . '/connect.php';

$connection = connect();
$result = pg_query($connection, 'SELECT current_user, version()');
$row = $result === false ? false : pg_fetch_row($result);
if ($row === false) {
    throw new RuntimeException(pg_last_error($connection));
}
echo implode(' ', $row), PHP_EOL;
pg_close($connection);
