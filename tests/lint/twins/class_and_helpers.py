import os as environment

import azure.identity as az
import psycopg as pg

AUDIENCE = "https://ossrdbms-aad.database.windows.net"


class Store:
    def __init__(self):
        self._identity = az.DefaultAzureCredential(
            managed_identity_client_id=environment.environ["AZURE_POSTGRESQL_CLIENTID"]
        )
        self._dsn = environment.environ.get("AZURE_POSTGRESQL_CONNECTIONSTRING")

    def _ticket(self):
        return self._identity.get_token(AUDIENCE + "/.default")

    def open(self):
        return pg.connect(self._dsn, password=self._ticket().token, sslmode="verify-full")
