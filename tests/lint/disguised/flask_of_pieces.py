import os


class Production:
    pieces = {pair.split("=")[0]: pair.split("=")[1] for pair in os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"].split(" ")}  # wrong: conninfo-misparse
    SQLALCHEMY_DATABASE_URI = "postgresql+psycopg2://{u}:{p}@{h}/{d}?sslmode=verify-full&sslrootcert=system".format(  # wrong: unquoted-value
        u=pieces["user"],
        p=pieces["password"],
        h=pieces["host"],
        d=pieces["dbname"],
    )


class Testing:
    text = os.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING")
    pieces = dict(pair.split("=") for pair in text.split(" "))  # wrong: conninfo-misparse
    SQLALCHEMY_DATABASE_URI = "postgresql+psycopg2://" + pieces["user"] + ":" + pieces["password"] + "@" + pieces["host"] + "/x"  # wrong: unquoted-value, tls-disabled
    print(SQLALCHEMY_DATABASE_URI)  # wrong: secret-logged
