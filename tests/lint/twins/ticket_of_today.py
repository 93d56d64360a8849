import os
import time

import psycopg
from azure.identity import ManagedIdentityCredential


class Till:  # likely: nothing
    def __init__(self):
        self.asks = ManagedIdentityCredential()
        self.ticket = None

    def fresh(self):
        if self.ticket is None or self.ticket.expires_on < time.time() + 60:
            self.ticket = self.asks.get_token("https://ossrdbms-aad.database.windows.net/.default")
        return self.ticket.token

    def count(self):
        with psycopg.connect(
            host="till.postgres.database.azure.com",
            user="till",
            password=self.fresh(),
            sslmode="verify-full",
            sslrootcert="system",
        ) as link:
            return link.execute("SELECT count(*) FROM sales").fetchone()

    def sum(self):
        if self.ticket is None or self.ticket.expires_on < time.time() + 60:
            self.ticket = self.asks.get_token("https://ossrdbms-aad.database.windows.net/.default")
        settings = {"host": "till.postgres.database.azure.com", "user": "till", "password": self.ticket.token}
        return psycopg.connect(**settings, sslmode="verify-full", sslrootcert="system")
