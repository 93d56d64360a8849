// run prints, on two connections, the role that signed in and the server's version.
func run(ctx context.Context) error {
	pool, err := openPool(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()

	for range 2 {
		// The first connection stays in use, so the pool opens another one.
		conn, err := pool.Acquire(ctx)
		if err != nil {
			return err
		}
		defer conn.Release()

		var role, version string
		if err := conn.QueryRow(ctx, "SELECT current_user, version()").Scan(&role, &version); err != nil {
			return err
		}
		fmt.Println(role, version)
	}
	return nil
}
