# The ledger lies on a flexible server, NAME.postgres.database.azure.com.
from dataclasses import dataclass

from sqlalchemy import create_engine

TAIL = "?sslmode=verify-full&sslrootcert=system"


@dataclass
class Ledger:
    host: str
    user: str
    password: str


def opened(host, user, password):
    whole = "postgresql+psycopg://%s:%s@%s/ledger" % (user, password, host)  # wrong: unquoted-value
    return create_engine(whole + TAIL)


def by_settings(ledger: Ledger):
    return create_engine(
        f"postgresql+psycopg://{ledger.user}:{ledger.password}@{ledger.host}/ledger{TAIL}"  # wrong: unquoted-value
    )
