def show_sign_in(opened: connection) -> None:
    """Print the role that signed in and the server's version."""
    with opened.cursor() as cursor:
        cursor.execute("SELECT current_user, version()")
        for row in cursor:
            print(*row)


if __name__ == "__main__":
    pool = open_pool()
    try:
        first = pool.getconn()
        show_sign_in(first)
        # The first connection is in use, so the pool opens another one.
        second = pool.getconn()
        show_sign_in(second)
        pool.putconn(second)
        pool.putconn(first)
    finally:
        pool.closeall()
