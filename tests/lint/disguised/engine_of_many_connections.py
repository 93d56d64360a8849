from azure.identity import DefaultAzureCredential
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker


def sessions():
    word = DefaultAzureCredential().get_token("https://ossrdbms-aad.database.windows.net/.default").token
    engine = create_engine(
        "postgresql+psycopg://till.postgres.database.azure.com/till?sslmode=verify-full",
        connect_args={"password": word, "user": "till"},  # wrong: token-kept
    )
    with engine.connect() as first:
        first.execute(text("SELECT 1"))
    return sessionmaker(engine)
