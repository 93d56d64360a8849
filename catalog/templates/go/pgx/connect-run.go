// run prints the role that signed in and the server's version.
func run(ctx context.Context) error {
	conn, err := connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)

	var role, version string
	if err := conn.QueryRow(ctx, "SELECT current_user, version()").Scan(&role, &version); err != nil {
		return err
	}
	fmt.Println(role, version)
	return nil
}
