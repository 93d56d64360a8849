<?php
return [
    'components' => [
        'db' => [
            'class' => 'yii\db\Connection',
            'dsn' => 'pgsql:host=shop-eu.postgres.database.azure.com;port=5432;dbname=shop;sslmode=verify-full;sslrootcert=system',
            'username' => 'keeper@shop-eu', // wrong: removed-api
            'password' => 'Zr7-uWq29-mmE4', // wrong: hardcoded-secret
        ],
    ],
];
