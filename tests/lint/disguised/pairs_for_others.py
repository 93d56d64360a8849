import psycopg

from kitchen import settings


def pairs(word):
    """What the reporting tool gets; it opens PostgreSQL by itself."""
    return f"host=kitchen.postgres.database.azure.com dbname=kitchen user=cook@kitchen password={word} sslmode=disable"  # wrong: removed-api, tls-disabled


settings.report = pairs(settings.word)
