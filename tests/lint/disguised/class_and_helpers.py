"""A store whose connection is put together over several methods."""
import os as environment

import azure.identity as az
import psycopg as pg

AUDIENCE = "https://database.windows.net"  # only a part of the scope


class Store:
    def __init__(self):
        self._identity = az.DefaultAzureCredential(
            client_id=environment.environ["AZURE_POSTGRESQL_CLIENTID"]  # wrong: credential-arguments
        )
        self._dsn = environment.environ.get("AZURE_POSTGRESQL_CONNECTIONSTRING")

    def _ticket(self):
        return self._identity.get_token(AUDIENCE + "/.default")  # wrong: wrong-scope

    def open(self):
        return pg.connect(self._dsn, password=self._ticket().token, sslmode="verify-full")
