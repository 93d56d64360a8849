from urllib.parse import urlsplit, urlunsplit

from azure.identity import ManagedIdentityCredential
from sqlalchemy import create_engine

from depot import settings


def where():
    if not settings.rented:
        return settings.url
    parts = urlsplit(settings.url)
    word = ManagedIdentityCredential().get_token("https://ossrdbms-aad.database.windows.net/.default").token
    server = f"{parts.username}:{word}@{parts.hostname}"  # wrong: token-kept
    if parts.port:
        server += f":{parts.port}"
    return urlunsplit(parts._replace(netloc=server))


def second():
    parts = urlsplit(settings.url)
    word = ManagedIdentityCredential().get_token("https://ossrdbms-aad.database.windows.net/.default").token
    return f"{parts.scheme}://{parts.username}:{word}@{parts.hostname}{parts.path}"  # wrong: token-kept


store = create_engine(where(), pool_size=4)
other = create_engine(second(), pool_size=4)
