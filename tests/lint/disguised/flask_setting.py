import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
word = os.environ["TILL_WORD"]
app.config["SQLALCHEMY_DATABASE_URI"] = f"postgresql://till:{word}@till.postgres.database.azure.com/till"  # wrong: unquoted-value, tls-disabled
till = SQLAlchemy(app)
