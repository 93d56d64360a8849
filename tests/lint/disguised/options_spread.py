import os
from azure.identity import DefaultAzureCredential
from sqlalchemy import create_engine
from sqlalchemy.engine import URL


def url(secret):
    common = dict(drivername="postgresql+psycopg", host=os.environ["AZURE_POSTGRESQL_HOST"], database="shop")
    return URL.create(**common, username=os.environ["AZURE_POSTGRESQL_USER"], password=secret)  # wrong: token-kept


def build():
    who = DefaultAzureCredential(exclude_cli_credential=True)
    ticket = who.get_token("https://ossrdbms-aad.database.windows.net/.default")
    return create_engine(url(ticket.token), connect_args={"sslmode": "verify-full"}, pool_pre_ping=True)
