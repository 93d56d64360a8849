import os
from azure.identity import DefaultAzureCredential
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL


def url():
    common = dict(drivername="postgresql+psycopg", host=os.environ["AZURE_POSTGRESQL_HOST"], database="shop")
    return URL.create(**common, username=os.environ["AZURE_POSTGRESQL_USER"])


def build():
    who = DefaultAzureCredential(exclude_cli_credential=True)
    engine = create_engine(url(), connect_args={"sslmode": "verify-full"}, pool_pre_ping=True)

    @event.listens_for(engine, "do_connect")
    def provide_token(_dialect, _record, _arguments, options):
        options["password"] = who.get_token("https://ossrdbms-aad.database.windows.net/.default").token

    return engine
