import os

import psycopg
from azure.identity import ManagedIdentityCredential


class Till:
    def open_shop(self):
        self.asks = ManagedIdentityCredential()
        self.pw = self.ticket()

    def ticket(self):
        if os.environ.get("TILL_PW"):
            return os.environ["TILL_PW"]
        return self.asks.get_token("https://ossrdbms-aad.database.windows.net/.default").token

    def count(self):
        with psycopg.connect(
            host="till.postgres.database.azure.com",
            user="till",
            password=self.pw,  # likely: token-kept
            sslmode="verify-full",
            sslrootcert="system",
        ) as link:
            return link.execute("SELECT count(*) FROM sales").fetchone()
