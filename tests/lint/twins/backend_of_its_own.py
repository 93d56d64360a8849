import psycopg
from azure.identity import ManagedIdentityCredential
from django.db.backends.postgresql.base import DatabaseWrapper as Postgres

credential = ManagedIdentityCredential()


class DatabaseWrapper(Postgres):  # likely: nothing
    def get_new_connection(self, conn_params):
        conn_params["password"] = credential.get_token("https://ossrdbms-aad.database.windows.net/.default").token
        conn_params["sslmode"] = "verify-full"
        conn_params["sslrootcert"] = "system"
        return psycopg.connect(**conn_params)
