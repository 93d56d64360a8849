from urllib.parse import urlsplit, urlunsplit

from azure.identity import ManagedIdentityCredential
from sqlalchemy import create_engine, event

from depot import settings

holder = ManagedIdentityCredential()
parts = urlsplit(settings.url)
store = create_engine(urlunsplit(parts._replace(netloc=f"{parts.username}@{parts.hostname}")), pool_size=4)


@event.listens_for(store, "do_connect")
def word(dialect, record, args, options):
    options["password"] = holder.get_token("https://ossrdbms-aad.database.windows.net/.default").token
