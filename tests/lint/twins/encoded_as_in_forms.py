import os
from urllib.parse import quote_plus

import psycopg

# Only a blank would suffer: told with --pedantic.
word = quote_plus(os.environ["AZURE_POSTGRESQL_PASSWORD"])
ledger = psycopg.connect(f"postgresql://ledger:{word}@ledger.postgres.database.azure.com/ledger?sslmode=verify-full&sslrootcert=system")
