import os
from urllib.parse import quote

SECRET_KEY = os.environ["SECRET_KEY"]


class Production:
    DATABASE_URI = "postgresql+psycopg2://{who}:{pw}@{where}/{what}?sslmode=verify-full&sslrootcert=system".format(
        who=os.environ["AZURE_POSTGRESQL_USER"],
        pw=quote(os.environ["AZURE_POSTGRESQL_PASSWORD"], safe=""),
        where=os.environ["AZURE_POSTGRESQL_HOST"],
        what=os.environ["AZURE_POSTGRESQL_NAME"],
    )


def url(user, password, host):
    return f"postgresql://{quote(user)}:{quote(password)}@{host}/till"
