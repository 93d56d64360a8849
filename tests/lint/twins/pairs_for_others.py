import psycopg

from kitchen import settings


def pairs():
    """What the reporting tool gets, beside a file with the password; it opens PostgreSQL by itself."""
    return "host=kitchen.postgres.database.azure.com dbname=kitchen user=cook passfile=/run/kitchen/pgpass sslmode=verify-full"


settings.report = pairs()
