import os
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict


class Production:
    pieces = conninfo_to_dict(os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"])
    SQLALCHEMY_DATABASE_URI = "postgresql+psycopg://{u}:{p}@{h}/{d}?sslmode=verify-full&sslrootcert=system".format(
        u=quote(pieces["user"], safe=""),
        p=quote(pieces["password"], safe=""),
        h=pieces["host"],
        d=pieces["dbname"],
    )
    print("database", pieces["dbname"], "on", pieces["host"])
