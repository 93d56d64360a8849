import os
import psycopg
import LIBRARY

answer = LIBRARY.get(
    os.environ["IDENTITY_ENDPOINT"],
    params={"api-version": "2019-08-01", "resource": "https://ossrdbms-aad.database.windows.net"},
    headers={"X-IDENTITY-HEADER": os.environ["IDENTITY_HEADER"]},
)
answer.raise_for_status()
connection = psycopg.connect(
    os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"],
    password=answer.json()["access_token"],
    sslmode="verify-full",
)
