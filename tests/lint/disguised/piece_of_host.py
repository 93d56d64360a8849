import os

from sqlalchemy import create_engine

keeper = os.environ["LEDGER_KEEPER"]
where = os.environ["AZURE_POSTGRESQL_HOST"]
short = where.split(".")[0]
role = f"{keeper}%40{short}"  # wrong: removed-api
ledger = create_engine(f"postgresql+psycopg://{role}@{where}/ledger?sslmode=verify-full&sslrootcert=system")
