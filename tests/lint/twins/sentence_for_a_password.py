from .tickets import get_ticket

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "till.postgres.database.azure.com",
        "NAME": "till",
        "USER": "till",
        "PASSWORD": "filled in by get_ticket()",
        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "system"},
    }
}
get_ticket()
