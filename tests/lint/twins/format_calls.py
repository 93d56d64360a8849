import os
from azure.identity import DefaultAzureCredential
import psycopg2

TEMPLATE = "host={0} dbname={1} user={2} password={3} sslmode={4}"
host = os.environ["AZURE_POSTGRESQL_HOST"]
user = os.environ["AZURE_POSTGRESQL_USER"]
token = DefaultAzureCredential().get_token("https://ossrdbms-aad.database.windows.net/.default")
first = psycopg2.connect(TEMPLATE.format(host, "shop", user, token.token, "verify-full"))
second = psycopg2.connect("host=%s dbname=shop user=%s password=%s sslmode=verify-full" % (host, user, token.token))
third = psycopg2.connect(" ".join(["host=" + host, "user=" + user, "sslmode=verify-full", "password=" + token.token]))
