import os
from azure.identity import ClientSecretCredential
import psycopg2

settings = {
    "host": os.environ["AZURE_POSTGRESQL_HOST"],
    "dbname": os.environ["AZURE_POSTGRESQL_DATABASE"],
    "username": os.environ["AZURE_POSTGRESQL_USERNAME"],  # wrong: unknown-keyword
}
settings["sslmode"] = "verify-full"
tenant = os.environ["AZURE_POSTGRESQL_TENANTID"]
client = os.environ["AZURE_POSTGRESQL_CLIENTID"]
principal = ClientSecretCredential(client_id=tenant, tenant_id=client, client_secret=os.environ["AZURE_POSTGRESQL_CLIENTSECRET"])  # wrong: credential-arguments
settings.update(password=principal.get_token("https://ossrdbms-aad.database.windows.net/.default").token)
connection = psycopg2.connect(**settings)
