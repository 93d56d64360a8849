from azure.identity import DefaultAzureCredential
import psycopg2

credential = DefaultAzureCredential()

# Acquire the access token.
accessToken = cred.get_token('https://ossrdbms-aad.database.windows.net/.default')  # wrong: undefined-secret

# In your setting file, eg. settings.py
host = os.getenv('AZURE_POSTGRESQL_HOST')  # wrong: missing-import
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
