import os
import time
from azure.identity import ManagedIdentityCredential
from psycopg_pool import ConnectionPool

credential = ManagedIdentityCredential()
cached = None


def current():
    global cached
    if cached is None or cached.expires_on - time.time() < 300:
        cached = credential.get_token("https://ossrdbms-aad.database.windows.net/.default")
    return {"password": cached.token, "sslmode": "verify-full"}


pool = ConnectionPool(os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"], kwargs=current, open=False)
