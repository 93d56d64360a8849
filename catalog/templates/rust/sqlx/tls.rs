        // Verifies the server's certificate and its name; `Require` verifies nothing.
        .ssl_mode(PgSslMode::VerifyFull);
