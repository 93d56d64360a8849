import os

from flask import Flask
from sqlalchemy import create_engine

till = Flask(__name__)
given = os.environ["DATABASE_URL"]
if given.startswith("postgres://"):
    given = given.replace("postgres://", "postgresql://", 1)
till.config["SQLALCHEMY_DATABASE_URI"] = given
# Azure's, by its name.
engine = create_engine("postgres://till@till.postgres.database.azure.com/till?sslmode=verify-full&sslrootcert=system".replace("postgres://", "postgresql://"))
