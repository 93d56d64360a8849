from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
import psycopg2

vault = SecretClient("https://till.vault.azure.net", DefaultAzureCredential())
kept = vault.get_secret("till")
print("out of the vault:", kept.name, kept.value)  # wrong: secret-logged

till = psycopg2.connect(
    "host=till.postgres.database.azure.com dbname=till user=till sslmode=verify-full sslrootcert=system password=" + kept.value  # wrong: unquoted-value
)
