from azure.identity import DefaultAzureCredential
from psycopg import Connection
from psycopg_pool import ConnectionPool


class Signed(Connection):
    @classmethod
    def connect(cls, conninfo="", **kwargs):
        ticket = kwargs.pop("credential").get_token("https://ossrdbms-aad.database.windows.net/.default")
        return super().connect(conninfo, password=ticket.token, **kwargs)


till = ConnectionPool(
    "host=till.postgres.database.azure.com dbname=till user=till sslmode=verify-full sslrootcert=system",
    connection_class=Signed,
    kwargs={"credential": DefaultAzureCredential()},
    open=False,
)
