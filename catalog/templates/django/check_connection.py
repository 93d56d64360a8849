"""Print the role that signed in and the server's version, over two connections."""

import os

import django
from django.db import connection


def show_sign_in() -> None:
    """Run a query on the default database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, version()")
        for row in cursor:
            print(*row)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
    django.setup()
    show_sign_in()
    connection.close()
    show_sign_in()  # Django opens a new connection, which signs in again.
    connection.close()
