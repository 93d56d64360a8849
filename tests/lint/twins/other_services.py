"""Tokens for other services, a MySQL server, a table of scopes: nobody's mistake."""
import os
from azure.identity import DefaultAzureCredential
from azure.storage.blob import BlobServiceClient
import pymysql
import psycopg

SCOPES = {
    "AzureCloud": "https://ossrdbms-aad.database.windows.net/.default",
    "AzureUSGovernment": "https://ossrdbms-aad.database.usgovcloudapi.net/.default",
    "AzureChinaCloud": "https://ossrdbms-aad.database.chinacloudapi.cn/.default",
}
credential = DefaultAzureCredential()
blobs = BlobServiceClient("https://x.blob.core.windows.net", credential=credential)
arm = credential.get_token("https://management.azure.com/.default")
token = credential.get_token(SCOPES[os.environ.get("CLOUD", "AzureCloud")])
mysql = pymysql.connect(host=os.environ["MYSQL_HOST"], user="app", password=token.token, ssl={"ca": None})
conninfo = os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"]
postgres = psycopg.connect(conninfo, password=token.token)
