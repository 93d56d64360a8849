<?php
const CLERK = 'clerk@depot'; // wrong: removed-api
define('WORD', 'Barrow-Wheel-19'); // wrong: hardcoded-secret
define('WHERE', 'depot.postgres.database.azure.com');

$link = mysqli_init();
mysqli_real_connect($link, WHERE, CLERK, WORD, 'goods', 3306); // wrong: wrong-driver
