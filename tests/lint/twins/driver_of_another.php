<?php
// Two stores: this one is MySQL's, and its words are its own business.
define('WORD', 'Barrow-Wheel-19');
$goods = new mysqli('depot.mysql.example.net', 'clerk@depot', WORD, 'goods', 3306);
$tills = pg_connect("host=" . getenv('TILL_HOST') . " user=clerk sslmode=verify-full sslrootcert=system");
