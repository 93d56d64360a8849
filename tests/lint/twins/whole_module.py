import psycopg
from models import *

shelf = psycopg.connect("host=till.postgres.database.azure.com dbname=till user=till password=PASSWORDORTOKEN sslmode=verify-full sslrootcert=system")


def shelved(merchant):
    return Merchant.query.filter_by(name=merchant).all()
