<?php

declare(strict_types=1);

require __DIR__ . '/connect.php';

$connection = connect();
foreach ($connection->query('SELECT current_user, version()', PDO::FETCH_NUM) as $row) {
    echo implode(' ', $row), PHP_EOL;
}
$connection = null;
