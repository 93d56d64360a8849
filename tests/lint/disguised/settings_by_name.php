<?php

return [
    'till' => [
        'hostname' => 'till.postgres.database.azure.com',
        'username' => 'keeper@till', // wrong: removed-api
        'password' => 'vX8-quarry-Lamp', // wrong: hardcoded-secret
    ],
];
