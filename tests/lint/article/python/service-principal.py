from azure.identity import DefaultAzureCredential
import psycopg2

tenant_id = os.getenv('AZURE_POSTGRESQL_TENANTID')  # wrong: missing-import
client_id = os.getenv('AZURE_POSTGRESQL_CLIENTID')
client_secret = os.getenv('AZURE_POSTGRESQL_CLIENTSECRET')
cred = ClientSecretCredential(tenant_id=tenant_id, client_id=client_id, client_secret=client_secret)  # wrong: missing-import

# Acquire the access token
accessToken = cred.get_token('https://ossrdbms-aad.database.windows.net/.default')

# Combine the token with the connection string from the environment variables added by Service Connector to establish the connection.
conn_string = os.getenv('AZURE_POSTGRESQL_CONNECTIONSTRING')
conn = psycopg2.connect(conn_string + ' password=' + accessToken.token)
