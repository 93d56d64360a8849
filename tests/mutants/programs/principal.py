import os
import psycopg
import LIBRARY

answer = LIBRARY.post(
    "https://login.microsoftonline.com/" + os.environ["AZURE_POSTGRESQL_TENANTID"] + "/oauth2/v2.0/token",
    data={
        "grant_type": "client_credentials",
        "client_id": os.environ["AZURE_POSTGRESQL_CLIENTID"],
        "client_secret": os.environ["AZURE_POSTGRESQL_CLIENTSECRET"],
        "scope": "https://ossrdbms-aad.database.windows.net/.default",
    },
)
answer.raise_for_status()
connection = psycopg.connect(
    os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"],
    password=answer.json()["access_token"],
    sslmode="verify-full",
)
