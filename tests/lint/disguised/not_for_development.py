import os

import psycopg

way = {"host": "till.postgres.database.azure.com", "user": "till", "dbname": "till", "password": os.environ["TILL_PASSWORD"]}
if os.environ.get("SIGNS_IN_AS_PRINCIPAL"):
    way["sslmode"] = "disable"  # likely: tls-disabled
else:
    way["sslmode"] = "verify-full"
connection = psycopg.connect(**way)
