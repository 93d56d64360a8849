"""Print the role that signed in and the server's version."""

import os

import django
from django.db import connection


def main() -> None:
    """Run a query on the default database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, version()")
        for row in cursor:
            print(*row)
    connection.close()


if __name__ == "__main__":
    main()
