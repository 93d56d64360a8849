"""A shop on Azure: the catalogue is in PostgreSQL, the tills have a MySQL server of their own."""

import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "shop.postgres.database.azure.com",
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD": os.environ["AZURE_POSTGRESQL_PASSWORD"],
        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "system"},
    },
    "tills": {
        "ENGINE": "django.db.backends.mysql",
        "HOST": os.environ.get("TILLS_HOST"),
        "NAME": os.environ.get("TILLS_NAME"),
        "USER": os.environ.get("TILLS_USER"),
        "PASSWORD": "Wren-41-tallow",
    },
    "notes": {"ENGINE": "django.db.backends.sqlite3", "NAME": "notes.sqlite3"},
}

print(sorted(DATABASES))
