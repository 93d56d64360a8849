from azure.identity import DefaultAzureCredential
from psycopg_pool import ConnectionPool


class Larder:
    def __init__(self, wishes):
        self.wishes = wishes

    def way(self):
        if self.wishes.without_password:
            word = DefaultAzureCredential().get_token("https://ossrdbms-aad.database.windows.net/.default").token
        else:
            word = self.wishes.larder_password.reveal()
        pieces = ["sslmode=verify-full", "sslrootcert=system", f"host={self.wishes.host}"]
        pieces += [f"user={self.wishes.user}", f"password={word}"]  # wrong: unquoted-value, token-kept
        return " ".join(pieces)

    def open(self):
        return ConnectionPool(self.way())
