from azure.identity import DefaultAzureCredential
import psycopg2

tenant_id = os.getenv('AZURE_POSTGRESQL_TENANTID')  # wrong: missing-import
client_id = os.getenv('AZURE_POSTGRESQL_CLIENTID')
client_secret = os.getenv('AZURE_POSTGRESQL_CLIENTSECRET')
cred = ClientSecretCredential(tenant_id=tenant_id, client_id=client_id, client_secret=client_secret)  # wrong: missing-import

# Acquire the access token.
accessToken = cred.get_token('https://ossrdbms-aad.database.windows.net/.default')

# In your setting file, eg. settings.py
host = os.getenv('AZURE_POSTGRESQL_HOST')
user = os.getenv('AZURE_POSTGRESQL_USER')
password = accessToken.token # this is accessToken acquired from above step.
database = os.getenv('AZURE_POSTGRESQL_NAME')

DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.postgresql_psycopg2',
        'NAME': database,
        'USER': user,
        'PASSWORD': password,  # wrong: token-kept
        'HOST': host,
        'PORT': '5432',  # Port is 5432 by default 
        'OPTIONS': {'sslmode': 'require'},
    }
}
