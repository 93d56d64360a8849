import os
from dataclasses import dataclass

import psycopg


@dataclass
class Place:
    host: str
    user: str
    word: str
    name: str = "till"


def place() -> Place:
    return Place(os.environ["AZURE_POSTGRESQL_HOST"], os.environ["AZURE_POSTGRESQL_USER"], word=os.environ["AZURE_POSTGRESQL_PASSWORD"])


def open_till():
    at = place()
    way = "host={} user={} password={} dbname={} sslmode=verify-full sslrootcert=system".format(at.host, at.user, at.word, at.name)  # wrong: unquoted-value
    return psycopg.connect(way)
