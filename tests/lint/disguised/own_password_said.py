# The till stands on a flexible server, NAME.postgres.database.azure.com.

import logging
import os

import psycopg

log = logging.getLogger(__name__)
WORD = os.environ["TILL_WORD"]


def open_till():
    log.warning("to %s as %s, %s", os.environ["TILL_HOST"], os.environ["TILL_USER"], WORD)  # wrong: secret-logged
    return psycopg.connect(
        host=os.environ["TILL_HOST"],
        user=os.environ["TILL_USER"],
        password=WORD,
        dbname="till",
        sslmode="verify-full",
        sslrootcert="system",
    )
