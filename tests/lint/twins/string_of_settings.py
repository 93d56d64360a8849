import logging

import psycopg
from psycopg.conninfo import conninfo_to_dict

from azure_kitchen.wishes import wishes


# likely: nothing
def enter():
    logging.warning("to %s", conninfo_to_dict(wishes.database_url).get("host"))
    return psycopg.connect(wishes.database_url)
