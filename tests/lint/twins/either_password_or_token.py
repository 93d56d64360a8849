import os
from azure.identity import DefaultAzureCredential
import psycopg


def secret():
    given = os.environ.get("AZURE_POSTGRESQL_PASSWORD")
    if given:
        return given
    return DefaultAzureCredential().get_token("https://ossrdbms-aad.database.windows.net/.default").token


def connect():
    return psycopg.connect(
        host=os.environ["AZURE_POSTGRESQL_HOST"],
        user=os.environ["AZURE_POSTGRESQL_USER"],
        dbname=os.getenv("AZURE_POSTGRESQL_DATABASE") or "postgres",
        password=secret(),
        sslmode=os.environ.get("PGSSLMODE", "require"),
    )
