from azure.identity import DefaultAzureCredential
from sqlalchemy import create_engine, event

credential = DefaultAzureCredential()
engine = create_engine("postgresql+psycopg://till@till.postgres.database.azure.com/till?sslmode=verify-full&sslrootcert=system")


class Keeper:
    def __init__(self):
        self.ticket = None

    def word(self):
        if self.ticket is None:
            self.ticket = credential.get_token("https://ossrdbms-aad.database.windows.net/.default")
        return self.ticket.token


keeper = Keeper()


@event.listens_for(engine, "do_connect")
def sign_in(dialect, record, arguments, keywords):
    keywords["password"] = keeper.word()  # wrong: token-kept
