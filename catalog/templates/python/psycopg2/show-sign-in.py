def show_sign_in(opened: connection) -> None:
    """Print the role that signed in and the server's version."""
    with opened.cursor() as cursor:
        cursor.execute("SELECT current_user, version()")
        for row in cursor:
            print(*row)
