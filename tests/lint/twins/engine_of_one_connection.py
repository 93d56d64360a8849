from azure.identity import DefaultAzureCredential
from sqlalchemy import create_engine, text

who = DefaultAzureCredential()

def count():
    word = who.get_token("https://ossrdbms-aad.database.windows.net/.default").token
    engine = create_engine("postgresql+psycopg://till.postgres.database.azure.com/till?sslmode=verify-full", connect_args={"password": word, "user": "till"})
    with engine.connect() as connection:
        return connection.execute(text("SELECT 1")).scalar()

def enter():
    word = who.get_token("https://ossrdbms-aad.database.windows.net/.default").token
    engine = create_engine("postgresql+psycopg://till.postgres.database.azure.com/till?sslmode=verify-full", connect_args={"password": word, "user": "till"})
    return engine.connect()
