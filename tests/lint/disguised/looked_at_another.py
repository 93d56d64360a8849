import os

from sqlalchemy import create_engine

given = os.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING", "")
if not given.endswith("require"):
    raise SystemExit("the till wants TLS")

till = create_engine(given, pool_size=2)  # wrong: wrong-format
