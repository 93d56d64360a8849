<?php

// Where DATABASE_URL is not set, the parts hold. likely: nothing
return [
    'connections' => [
        'till' => [
            'driver' => 'pgsql',
            'url' => env('DATABASE_URL'),
            'host' => env('AZURE_POSTGRESQL_HOST', '127.0.0.1'),
            'database' => env('AZURE_POSTGRESQL_DATABASE', 'till'),
            'username' => env('AZURE_POSTGRESQL_USERNAME', 'till'),
            'password' => env('AZURE_POSTGRESQL_PASSWORD', ''),
            'sslmode' => 'verify-full',
        ],
    ],
];
