from urllib.parse import quote

from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
from sqlalchemy import create_engine
import psycopg2

vault = SecretClient("https://till.vault.azure.net", DefaultAzureCredential())
kept = vault.get_secret("till")
print("out of the vault:", kept.name, kept.properties.version, len(kept.value))

till = psycopg2.connect(
    host="till.postgres.database.azure.com", dbname="till", user="till", password=kept.value, sslmode="verify-full", sslrootcert="system"
)
engine = create_engine(
    f"postgresql://till:{quote(kept.value, safe='')}@till.postgres.database.azure.com/till?sslmode=verify-full&sslrootcert=system"
)
