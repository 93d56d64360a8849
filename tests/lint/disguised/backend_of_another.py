import logging

KITCHEN = dict(
    ENGINE="django.db.backends.mysql",  # wrong: wrong-driver
    NAME="kitchen",
    USER="cook",
    PASSWORD="$9Wren-41$tallow",  # wrong: hardcoded-secret
    HOST="kitchen.postgres.database.azure.com",
)
DATABASES = {"default": KITCHEN}

logging.getLogger("kitchen").info("%s", DATABASES)  # wrong: secret-logged
