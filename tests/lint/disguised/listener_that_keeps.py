import os
from azure.identity import ManagedIdentityCredential
from sqlalchemy import create_engine, event

credential = ManagedIdentityCredential()
issued = credential.get_token("https://ossrdbms-aad.database.windows.net/.default")
engine = create_engine(
    f"postgresql+psycopg2://{os.environ['AZURE_POSTGRESQL_USER']}@{os.environ['AZURE_POSTGRESQL_HOST']}/shop?sslmode=verify-full"
)


def before(dialect, record, args, options):
    options["password"] = issued.token  # wrong: token-kept


event.listen(engine, "do_connect", before)
