import os

SECRET_KEY = os.environ["SECRET_KEY"]


class Production:
    DATABASE_URI = "postgresql+psycopg2://{who}:{pw}@{where}/{what}".format(  # wrong: tls-disabled, unquoted-value
        who=os.environ["AZURE_POSTGRESQL_USER"],
        pw=os.environ["AZURE_POSTGRESQL_PASSWORD"],
        where=os.environ["AZURE_POSTGRESQL_HOST"],
        what=os.environ["AZURE_POSTGRESQL_NAME"],
    )
