import os

from .tickets import get_ticket

text = os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"]
parts = {piece.split("=")[0]: piece.split("=")[1] for piece in text.split(" ")}  # likely: conninfo-misparse
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts["host"],
        "NAME": parts["dbname"],
        "USER": parts["user"],
        "PASSWORD": "filled in by get_ticket()",
        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "system"},
    }
}
get_ticket()
