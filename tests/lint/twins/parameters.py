"""Nothing is known of what these functions are called with."""
import psycopg2
from azure.identity import DefaultAzureCredential
from psycopg2.pool import ThreadedConnectionPool


def connect(dsn, password=None, **options):
    return psycopg2.connect(dsn, password=password, **options)


def token(credential=None, scope="https://ossrdbms-aad.database.windows.net/.default"):
    return (credential or DefaultAzureCredential()).get_token(scope).token


class Database:
    def __init__(self, config):
        self.pool = ThreadedConnectionPool(1, 4, **config.settings())

    @property
    def first(self):
        return self.pool.getconn()
