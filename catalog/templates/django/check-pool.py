"""Print the role that signed in and the server's version, twice."""

import os
from concurrent.futures import ThreadPoolExecutor

import django
from django.db import connection


def show_sign_in() -> None:
    """Run a query on this thread's connection to the default database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, version()")
        for row in cursor:
            print(*row)


def show_and_close() -> None:
    """Run the query and give the connection back to the pool."""
    try:
        show_sign_in()
    finally:
        connection.close()


def main() -> None:
    """Sign in twice."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
    django.setup()
    show_sign_in()
    # This thread still has the first connection, so the pool opens another one.
    with ThreadPoolExecutor() as executor:
        executor.submit(show_and_close).result()
    connection.close()


if __name__ == "__main__":
    main()
