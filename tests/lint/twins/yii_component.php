<?php
return [
    'components' => [
        'db' => [
            'class' => 'yii\db\Connection',
            'dsn' => 'pgsql:host=shop-eu.postgres.database.azure.com;port=5432;dbname=shop;sslmode=verify-full;sslrootcert=system',
            'username' => 'keeper',
            'password' => getenv('SHOP_PASSWORD'),
        ],
        'mailer' => ['dsn' => 'smtp://post.example.org:25', 'username' => 'robot', 'password' => getenv('MAIL_PASSWORD')],
    ],
];
