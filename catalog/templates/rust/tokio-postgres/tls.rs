        .ssl_mode(SslMode::Require)
        .connect_timeout(Duration::from_secs(10));
