# The till stands on a flexible server, NAME.postgres.database.azure.com.

import json
import os

import psycopg

place = {
    "host": os.environ["TILL_HOST"],
    "user": os.environ["TILL_USER"],
    "password": os.environ["TILL_WORD"],
    "sslmode": "verify-full",
    "sslrootcert": "system",
}

print("till:", json.dumps(place, indent=2))  # wrong: secret-logged

with psycopg.connect(**place, dbname="till") as till:
    print(till.info.host)
