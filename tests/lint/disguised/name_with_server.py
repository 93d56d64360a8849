import os

import psycopg2

server = os.environ["TILL_SERVER"]
link = psycopg2.connect(
    host=f"{server}.postgres.database.azure.com",
    dbname="till",
    user="%s@%s" % (os.environ["TILL_USER"], server),  # wrong: removed-api
    password=os.environ["TILL_PW"],
    sslmode="verify-full",
    sslrootcert="system",
)
other = psycopg2.connect(
    host="till.postgres.database.azure.com",
    dbname="till",
    user=os.environ["TILL_USER"] + "@till",  # wrong: removed-api
    password=os.environ["TILL_PW"],
    sslmode="verify-full",
    sslrootcert="system",
)
