import os
from azure.identity import ClientSecretCredential
import psycopg2

settings = {
    "host": os.environ["AZURE_POSTGRESQL_HOST"],
    "dbname": os.environ["AZURE_POSTGRESQL_DATABASE"],
    "user": os.environ["AZURE_POSTGRESQL_USERNAME"],
}
settings["sslmode"] = "verify-full"
principal = ClientSecretCredential(
    client_id=os.environ["AZURE_POSTGRESQL_CLIENTID"],
    tenant_id=os.environ["AZURE_POSTGRESQL_TENANTID"],
    client_secret=os.environ["AZURE_POSTGRESQL_CLIENTSECRET"],
)
settings.update(password=principal.get_token("https://ossrdbms-aad.database.windows.net/.default").token)
connection = psycopg2.connect(**settings)
