import os
from urllib.parse import quote_plus

from azure.identity import DefaultAzureCredential
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
conn = os.environ.get("AZURE_POSTGRESQL_CONNECTIONSTRING", "")
if conn:
    params = {pair.split("=")[0]: pair.split("=")[1] for pair in os.environ["OTHER_SETTINGS"].split(" ")}
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL") or "postgresql+psycopg2://localhost/shop"
db = SQLAlchemy(app)


@app.cli.command()
def migrate():
    from psycopg2 import connect

    credential = DefaultAzureCredential()
    ticket = credential.get_token("https://ossrdbms-aad.database.windows.net/.default")
    with connect(conn, password=ticket.token, sslmode="require") as connection:
        connection.cursor().execute("SELECT 1")


class Local:
    SQLALCHEMY_DATABASE_URI = f"postgresql://shop:{quote_plus('local')}@localhost/shop"
