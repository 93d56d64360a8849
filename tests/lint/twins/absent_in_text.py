import os

import psycopg2
from azure.identity import DefaultAzureCredential

# An absent variable becomes the word None in these texts, which no server has: it fails aloud. likely: nothing
host = os.environ.get("TILL_HOST")
user = os.getenv("TILL_USER")
ticket = DefaultAzureCredential().get_token("https://ossrdbms-aad.database.windows.net/.default").token
connection = psycopg2.connect(f"postgresql://{user}:{ticket}@{host}/till?sslmode=verify-full&sslrootcert=system")
