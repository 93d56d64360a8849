# likely: nothing
"""A connection class with a keyword of its own, and two names of one thing in two places."""
import time

import psycopg
import psycopg2
from psycopg_pool import ConnectionPool


class Slow(psycopg.Connection):
    @classmethod
    def connect(cls, conninfo="", pause=0.0, **kwargs):
        time.sleep(pause)
        return super().connect(conninfo, **kwargs)


def pool(conninfo):
    return ConnectionPool(conninfo, connection_class=Slow, kwargs={"pause": 0.2}, open=False)


def other_database(name):
    return psycopg2.connect("host=localhost dbname=postgres", database=name)
