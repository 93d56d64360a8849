<?php

$where = getenv('TILL_HOST') ?: 'till.postgres.database.azure.com';
$who = getenv('TILL_USER'); // likely: unchecked-variable
$pw = str_replace(["\\", "'"], ["\\\\", "\\'"], getenv('TILL_PW'));
$link = pg_connect("host=$where user='$who' password='$pw' dbname=till sslmode=verify-full sslrootcert=system");
