# Debatable (I say wrong): unquoted-value although the host is the literal localhost, with test defaults.
import os

from azure.identity import DefaultAzureCredential
from sqlalchemy import create_engine

HOST = "localhost"
USER = os.getenv("POSTGRES_USERNAME", "admin")
PASSWORD = os.getenv("POSTGRES_PASSWORD", "postgres")
URL = f"postgresql+psycopg://{USER}:{PASSWORD}@{HOST}/postgres"
engine = create_engine(URL)
