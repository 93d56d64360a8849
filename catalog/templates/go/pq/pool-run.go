// run prints, on two connections, the role that signed in and the server's version.
func run(ctx context.Context) error {
	db, err := openPool()
	if err != nil {
		return err
	}
	defer db.Close()

	for range 2 {
		// The first connection stays in use, so the pool opens another one.
		conn, err := db.Conn(ctx)
		if err != nil {
			return err
		}
		defer conn.Close()

		var role, version string
		if err := conn.QueryRowContext(ctx, "SELECT current_user, version()").Scan(&role, &version); err != nil {
			return err
		}
		fmt.Println(role, version)
	}
	return nil
}
