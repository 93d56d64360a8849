from azure.identity import DefaultAzureCredential
import psycopg2

managed_identity_client_id = os.getenv('AZURE_POSTGRESQL_CLIENTID')  # wrong: missing-import
cred = ManagedIdentityCredential(client_id=managed_identity_client_id)     # wrong: missing-import

# Acquire the access token
accessToken = cred.get_token('https://ossrdbms-aad.database.windows.net/.default')

# Combine the token with the connection string from the environment variables added by Service Connector to establish the connection.
conn_string = os.getenv('AZURE_POSTGRESQL_CONNECTIONSTRING')
conn = psycopg2.connect(conn_string + ' password=' + accessToken.token)
