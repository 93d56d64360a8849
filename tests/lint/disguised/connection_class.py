import os
import psycopg2
import psycopg2.extensions
from psycopg2.extensions import make_dsn
from azure.identity import ManagedIdentityCredential

credential = ManagedIdentityCredential()


class Entra(psycopg2.extensions.connection):
    def __init__(self, dsn):
        bearer = credential.get_token("https://management.azure.com/.default")  # wrong: wrong-scope
        super().__init__(make_dsn(dsn, password=bearer.token))


connection = psycopg2.connect(os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"], connection_factory=Entra)
