import os
from typing import Any
import psycopg
from azure.identity import ManagedIdentityCredential
from psycopg_pool import ConnectionPool

credential = ManagedIdentityCredential()


class EntraConnection(psycopg.Connection):
    @classmethod
    def connect(cls, conninfo: str = "", **kwargs: Any):
        kwargs["password"] = credential.get_token("https://ossrdbms-aad.database.windows.net/.default").token
        return super().connect(conninfo, **kwargs)


pool = ConnectionPool(
    os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"],
    connection_class=EntraConnection,
    kwargs={"sslmode": "verify-full"},
    open=False,
)
