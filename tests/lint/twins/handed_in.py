from urllib.parse import quote

from sqlalchemy import URL, create_engine

TAIL = "?sslmode=verify-full&sslrootcert=system"


def till(user, password):
    return create_engine(f"postgresql+psycopg://{user}:{quote(password, safe='')}@till.postgres.database.azure.com/till{TAIL}")


def with_encoded(user, encoded_password):
    return create_engine(f"postgresql+psycopg://{user}:{encoded_password}@till.postgres.database.azure.com/till{TAIL}")


def elsewhere(host, user, password):
    return create_engine(f"postgresql+psycopg://{user}:{quote(password, safe='')}@{host}/till{TAIL}")


def with_ticket(host, user, token):
    return create_engine(f"postgresql+psycopg://{user}:{token}@{host}/till{TAIL}")


def in_parts(user, password):
    query = {"sslmode": "verify-full", "sslrootcert": "system"}
    return create_engine(URL.create("postgresql+psycopg", user, password, "till.postgres.database.azure.com", query=query))
