import os
from urllib.parse import urlsplit

import psycopg
from sqlalchemy import create_engine

GIVEN = os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"]


def engine():
    if "://" in GIVEN:
        return create_engine(GIVEN)
    return create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(GIVEN))


def port():
    try:
        return urlsplit(GIVEN).port
    except ValueError:
        return psycopg.conninfo.conninfo_to_dict(GIVEN).get("port")
