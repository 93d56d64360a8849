from sqlalchemy import create_engine


def till(user, password, *, name="till"):
    way = f"postgresql+psycopg://{user}:{password}@{name}.postgres.database.azure.com/till?sslmode=verify-full&sslrootcert=system"  # wrong: unquoted-value
    return create_engine(way)
