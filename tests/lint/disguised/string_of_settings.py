import logging

import psycopg

from azure_kitchen.wishes import wishes


def enter():
    logging.warning("to %s", wishes.database_url)  # likely: secret-logged
    return psycopg.connect(wishes.database_url)
