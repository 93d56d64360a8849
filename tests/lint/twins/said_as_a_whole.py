# The till stands on a flexible server, NAME.postgres.database.azure.com.

import copy
import json
import os

import psycopg

place = {"host": os.environ["TILL_HOST"], "user": os.environ["TILL_USER"], "sslmode": "verify-full", "sslrootcert": "system"}
print("till:", json.dumps(place, indent=2), f"{place}")

place["password"] = os.environ["TILL_WORD"]
shown = copy.copy(place)
del shown["password"]
print(f"till: {shown}")
print("till:", json.dumps({key: value for key, value in place.items() if key != "password"}))

with psycopg.connect(**place, dbname="till") as till:
    print(till.info.host, sorted(os.environ.keys()))
