import psycopg
from azure.identity import ManagedIdentityCredential
from django.db.backends.postgresql.base import DatabaseWrapper as Postgres

credential = ManagedIdentityCredential()


class DatabaseWrapper(Postgres):
    def get_new_connection(self, conn_params):
        conn_params["password"] = credential.get_token("https://ossrdbms-aad.database.windows.net/.default").token
        conn_params["sslmode"] = "require"  # likely: tls-unverified
        return psycopg.connect(**conn_params)
