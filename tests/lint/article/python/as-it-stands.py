from azure.identity import DefaultAzureCredential
import psycopg2

# cred = DefaultAzureCredential()

# Acquire the access token
accessToken = cred.get_token('https://ossrdbms-aad.database.windows.net/.default')  # wrong: undefined-secret

# Combine the token with the connection string from the environment variables added by Service Connector to establish the connection.
conn_string = os.getenv('AZURE_POSTGRESQL_CONNECTIONSTRING')  # wrong: missing-import
conn = psycopg2.connect(conn_string + ' password=' + accessToken.token)
