from azure.identity import DefaultAzureCredential
from psycopg import connect
from psycopg.conninfo import make_conninfo


class Larder:
    def __init__(self, wishes):
        self.wishes = wishes

    def way(self):
        if self.wishes.without_password:
            word = DefaultAzureCredential().get_token("https://ossrdbms-aad.database.windows.net/.default").token
        else:
            word = self.wishes.larder_password.reveal()
        pieces = ["sslmode=verify-full", "sslrootcert=system", f"host={self.wishes.host}", f"user={self.wishes.user}"]
        return make_conninfo(" ".join(pieces), password=word)

    def open(self):
        return connect(self.way())
