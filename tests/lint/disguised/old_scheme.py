from flask import Flask

till = Flask(__name__)
at = "till.postgres.database.azure.com"
till.config.update(DEBUG=False)
till.config["SQLALCHEMY_DATABASE_URI"] = f"postgres://till@{at}/till?sslmode=verify-full&sslrootcert=system"  # wrong: wrong-format
