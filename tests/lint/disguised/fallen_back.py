import os

import psycopg2


def way():
    if os.getenv("DEPOT_PASSWORD"):
        return dict(
            host=os.getenv("DEPOT_HOST", "depot-store.postgres.database.azure.com"),
            user=os.getenv("DEPOT_USER", "clerk@depot-store"),  # wrong: removed-api
            password=os.environ["DEPOT_PASSWORD"],
            sslmode="verify-full",
        )
    return dict(host="localhost", user="postgres")


store = psycopg2.connect(**way())
