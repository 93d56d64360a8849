import os
from urllib.parse import quote

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
word = quote(os.environ["TILL_WORD"], safe="")
app.config["SQLALCHEMY_DATABASE_URI"] = f"postgresql://till:{word}@till.postgres.database.azure.com/till"
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"connect_args": {"sslmode": "verify-full", "sslrootcert": "system"}}
till = SQLAlchemy(app)
